import { describe, expect, test } from 'vitest';
import { closingsIn, openingsIn, slotsOf, type ScheduleException, type Shift } from '#domain/calendar/hours.ts';
import { clockText, readClock, readStarts, startsText, wallAt, weekdayOf } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';

const MONDAY = '2026-03-16';
const receiving = { roomId: 'r1', serviceId: null, slotMinutes: 30, capacity: 1 };
const shift = (part: Partial<Shift> = {}): Shift =>
  ({ id: 's', providerId: 'd1', weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, validFrom: null, validUntil: null, ...receiving, ...part });
const away = (part: Partial<ScheduleException>): ScheduleException => ({
  id: 'x', kind: 'leave', providerId: 'd1', fromOn: MONDAY, untilOn: MONDAY, startMinute: null, endMinute: null, yearly: false, note: null, receiving: null, ...part,
});
const week = { from: MONDAY, until: addDays(MONDAY, 7) };
const told = (shifts: Shift[], exceptions: ScheduleException[] = [], days = week): string[] =>
  openingsIn({ shifts, exceptions }, days).map(({ providerId, start, end }) => `${providerId} ${startsText(start)} ${startsText(end)}`);

describe('the clock on the wall', () => {
  test('is read as people type it and written as it is stored', () => {
    expect(['9', '930', '9:30', '09.30', '21h05', '24', '9:61', 'nine', ''].map(readClock)).toEqual([540, 570, 570, 570, 1265, undefined, undefined, undefined, undefined]);
    expect(startsText(wallAt('2024-02-29', 1439))).toBe('2024-02-29T23:59');
    expect(readStarts('2023-02-29T10:00')).toBeUndefined();
    expect(readStarts('2026-03-16T24:00')).toBeUndefined();
    expect(clockText(1500)).toBe('01:00');
  });

  test('knows the days of the week, before 1970 too', () => {
    expect([weekdayOf(MONDAY), weekdayOf('2026-03-22'), weekdayOf('1970-01-01'), weekdayOf('1969-12-28')]).toEqual([1, 7, 4, 7]);
  });
});

// spec: APT-1
describe('when somebody receives', () => {
  test('every week, within the days the hours hold', () => {
    expect(told([shift()])).toEqual(['d1 2026-03-16T09:00 2026-03-16T12:00']);
    expect(told([shift({ validFrom: addDays(MONDAY, 1) }), shift({ validUntil: addDays(MONDAY, -1) })])).toEqual([]);
  });

  test('over midnight: the night that began on Sunday ends on Monday', () => {
    const night = shift({ weekday: 7, startMinute: 22 * 60, endMinute: 30 * 60 });
    expect(told([night], [], { from: MONDAY, until: addDays(MONDAY, 1) })).toEqual(['d1 2026-03-16T00:00 2026-03-16T06:00']);
    const [piece] = openingsIn({ shifts: [{ ...night, slotMinutes: 45 }], exceptions: [] }, { from: MONDAY, until: addDays(MONDAY, 1) });
    // Slots are counted from 22:00 of the evening before.
    expect(piece && slotsOf(piece).slice(0, 2).map(({ start }) => startsText(start))).toEqual(['2026-03-16T00:15', '2026-03-16T01:00']);
  });

  test('leave cuts one provider\'s hours, a holiday everybody\'s, and a slot that is cut is none', () => {
    const shifts = [shift(), shift({ id: 's2', providerId: 'd2' })];
    expect(told(shifts, [away({ startMinute: 10 * 60 + 15, endMinute: 11 * 60 })])).toEqual([
      'd1 2026-03-16T09:00 2026-03-16T10:15', 'd2 2026-03-16T09:00 2026-03-16T12:00', 'd1 2026-03-16T11:00 2026-03-16T12:00',
    ]);
    const openings = openingsIn({ shifts: [shift()], exceptions: [away({ startMinute: 10 * 60 + 15, endMinute: 11 * 60 })] }, week);
    expect(openings.flatMap(slotsOf).map(({ start }) => startsText(start).slice(11))).toEqual(['09:00', '09:30', '11:00', '11:30']);
    expect(told(shifts, [away({ kind: 'holiday', providerId: null })])).toEqual([]);
  });

  test('extra hours stand on a holiday but not on leave', () => {
    const extra = away({ kind: 'extra', startMinute: 14 * 60, endMinute: 16 * 60, receiving });
    expect(told([shift()], [extra, away({ kind: 'holiday', providerId: null })])).toEqual(['d1 2026-03-16T14:00 2026-03-16T16:00']);
    expect(told([shift()], [extra, away({})])).toEqual([]);
  });

  test('a holiday comes back each year, over New Year, and one on 29 February in leap years only', () => {
    const newYear = away({ kind: 'holiday', providerId: null, fromOn: '2020-12-31', untilOn: '2021-01-01', yearly: true });
    const closed = (exception: ScheduleException, from: string, until: string): string[] =>
      closingsIn({ shifts: [], exceptions: [exception] }, { from, until }).map(({ start, end }) => `${startsText(start)} ${startsText(end)}`);
    expect(closed(newYear, '2026-01-01', '2026-01-02')).toEqual(['2025-12-31T00:00 2026-01-02T00:00']);
    const leap = away({ kind: 'holiday', providerId: null, fromOn: '2024-02-29', untilOn: '2024-02-29', yearly: true });
    expect(closed(leap, '2027-02-01', '2028-04-01')).toEqual(['2028-02-29T00:00 2028-03-01T00:00']);
  });

  test('leave by the hour on several days is each day\'s', () => {
    const afternoons = away({ fromOn: '2026-03-01', untilOn: '2026-03-31', startMinute: 13 * 60, endMinute: 14 * 60 });
    const seen = closingsIn({ shifts: [], exceptions: [afternoons] }, { from: MONDAY, until: addDays(MONDAY, 2) });
    expect(seen.map(({ start }) => startsText(start))).toEqual(['2026-03-16T13:00', '2026-03-17T13:00']);
  });
});
