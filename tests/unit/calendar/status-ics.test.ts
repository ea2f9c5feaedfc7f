import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarFile, escapeText, foldLine } from '#domain/calendar/ics.ts';
import { appointmentRules, appointmentStatuses, appointmentSteps, nextAppointmentStatus, statusByToken, takesPlace } from '#domain/calendar/status.ts';
import { usedTime } from '#domain/calendar/utilisation.ts';
import { tokenStatuses } from '#domain/queue/state.ts';

describe('statuses', () => {
  test('every step from every status is as the table says', () => {
    const table = appointmentSteps.map((step) => [step, ...appointmentStatuses.map((status) => {
      const next = nextAppointmentStatus(status, step);
      return next.ok ? next.value : '-';
    })].join(' '));
    expect(table).toEqual([
      'confirm confirmed - - - - -', 'arrive arrived arrived - - - arrived', 'complete - - completed - - -', 'cancel cancelled cancelled - - - cancelled',
      'miss no-show no-show - - - -', 'reopen - - - - pending pending', 'move pending confirmed - - - -',
    ]);
    expect(Object.keys(appointmentRules)).toEqual([...appointmentSteps]);
  });

  test('follow the token, and only what is cancelled or missed gives its place away', () => {
    expect(tokenStatuses.map(statusByToken)).toEqual(['arrived', 'arrived', 'arrived', 'arrived', 'arrived', 'no-show', 'completed', 'confirmed']);
    expect(appointmentStatuses.filter((status) => !takesPlace(status))).toEqual(['cancelled', 'no-show']);
  });
});

describe('a calendar file', () => {
  const octets = (text: string): number => new TextEncoder().encode(text).length;

  test('reads as RFC 5545 has it', () => {
    const file = calendarFile([{
      id: 'a1', startMs: Date.UTC(2026, 2, 16, 6, 30), minutes: 30, summary: 'Amina; Juma, née "Ali"', place: 'Room 1', description: 'two\nlines \\ end', status: 'CONFIRMED',
    }], Date.UTC(2026, 2, 14, 9));
    expect(file.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Daybook//Calendar//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:a1',
      'DTSTAMP:20260314T090000Z', 'DTSTART:20260316T063000Z', 'DTEND:20260316T070000Z', 'SUMMARY:Amina\\; Juma\\, née "Ali"', 'LOCATION:Room 1',
      'DESCRIPTION:two\\nlines \\\\ end', 'STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR', '',
    ]);
  });

  test('no line is longer than 75 octets, none is cut inside a character, and unfolding gives the text back', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      const line = `SUMMARY:${escapeText(typed)}`;
      const folded = foldLine(line);
      expect(folded.endsWith('\r\n')).toBe(true);
      const lines = folded.slice(0, -2).split('\r\n');
      expect(lines.filter((each) => octets(each) > 75 || each.isWellFormed() !== line.isWellFormed())).toEqual([]);
      expect(folded.slice(0, -2).replaceAll('\r\n ', '')).toBe(line);
    }), { numRuns: 60 });
    expect(foldLine('ع'.repeat(60)).split('\r\n ').map(octets)).toEqual([74, 48]);
  });
});

test('time used: hours for two count twice, cancelled and missed take none', () => {
  const opening = { providerId: 'd', roomId: 'r', serviceId: null, slotMinutes: 30, capacity: 2, start: 0, end: 60, grid: 0 };
  const used = usedTime([opening], [
    { key: 'd', minutes: 30, status: 'completed' }, { key: 'd', minutes: 30, status: 'no-show' }, { key: 'd', minutes: 20, status: 'pending' }, { key: null, minutes: 9, status: 'pending' },
    { key: 'd', minutes: 30, status: 'cancelled' },
  ], ({ providerId }) => providerId);
  expect([...used]).toEqual([['d', { openMinutes: 120, bookedMinutes: 50, appointments: 4, completed: 1, missed: 1, cancelled: 1 }]]);
});
