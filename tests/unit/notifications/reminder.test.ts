import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOfWall, readStarts, startsText, wallNow } from '#domain/calendar/wall.ts';
import { reminderAt } from '#domain/notifications/reminder.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const wall = (text: string): number => readStarts(text) ?? NaN;
const shown = (starts: string, lead: number, zone: string): string => startsText(wallNow(reminderAt(wall(starts), lead, zone), zone));

// spec: NTF-1, APT-4
describe('a reminder', () => {
  test.each([
    ['forward', 'Europe/London', '2026-03-29', '2026-03-28', '2026-03-28T09:30'],
    ['back', 'Europe/London', '2026-10-25', '2026-10-24', '2026-10-24T11:30'],
    ['forward', 'America/New_York', '2026-03-08', '2026-03-07', '2026-03-07T09:30'],
    ['back', 'America/New_York', '2026-11-01', '2026-10-31', '2026-10-31T11:30'],
  ])('a day before comes at the time of the appointment when the clocks go %s in %s', (_, zone, day, before, stopwatch) => {
    expect(shown(`${day}T10:30`, DAY, zone)).toBe(`${before}T10:30`);
    // What 24 hours of a stopwatch would have made of it.
    expect(startsText(wallNow(instantOfWall(wall(`${day}T10:30`), zone) - DAY * 60_000, zone))).toBe(stopwatch);
  });

  test('some hours before are so many hours, whatever the clocks do', () => {
    expect(shown('2026-03-29T03:30', 3 * HOUR, 'Europe/London')).toBe('2026-03-28T23:30');
    expect(shown('2026-10-25T03:30', 3 * HOUR, 'Europe/London')).toBe('2026-10-25T01:30');
    expect(shown('2026-03-29T10:30', 25 * HOUR, 'Europe/London')).toBe('2026-03-28T08:30');
  });

  test('of whole days shows the time of the appointment, except where the clocks skip it, and is never after it', () => {
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Africa/Nairobi', 'Australia/Lord_Howe', 'America/Sao_Paulo');
    fc.assert(fc.property(zones, fc.integer({ min: wall('2026-01-03T00:00'), max: wall('2027-12-30T00:00') }), fc.integer({ min: 1, max: 60 }), (zone, starts, days) => {
      const at = reminderAt(starts, days * DAY, zone);
      expect(Math.abs(wallNow(at, zone) - (starts - days * DAY))).toBeLessThanOrEqual(wallNow(instantOfWall(starts - days * DAY, zone), zone) === starts - days * DAY ? 0 : HOUR);
      expect(at).toBeLessThan(instantOfWall(starts, zone));
    }));
  });
});
