import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_IN_SERIES, repeatUnits, seriesDays } from '#domain/calendar/series.ts';
import { instantOfWall, minuteOfWall, startsText, wallAt, wallNow } from '#domain/calendar/wall.ts';
import { addDays, daysBetween, isCalendarDate } from '#domain/kit/calendar.ts';

const until = null;

// spec: APT-3
describe('a series', () => {
  test('every two weeks, every ten days, up to a day', () => {
    expect(seriesDays('2026-03-16', { unit: 'week', every: 2, count: 3, until })).toEqual(['2026-03-16', '2026-03-30', '2026-04-13']);
    expect(seriesDays('2026-12-25', { unit: 'day', every: 10, count: null, until: '2027-01-14' })).toEqual(['2026-12-25', '2027-01-04', '2027-01-14']);
    expect(seriesDays('2026-03-16', { unit: 'day', every: 1, count: 400, until })).toHaveLength(MOST_IN_SERIES);
  });

  test('the 31st and 29 February come back after short months', () => {
    expect(seriesDays('2026-01-31', { unit: 'month', every: 1, count: 4, until })).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    expect(seriesDays('2024-02-29', { unit: 'month', every: 12, count: 5, until })).toEqual(['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  test('keeps its time of day where clocks are changed: an hour that is skipped or shown twice', () => {
    const zone = 'Europe/Berlin';
    const walls = seriesDays('2026-03-15', { unit: 'week', every: 1, count: 35, until }).map((day) => wallAt(day, 150));
    expect(new Set(walls.map((wall) => startsText(wall).slice(11)))).toEqual(new Set(['02:30']));
    const shown = walls.map((wall) => minuteOfWall(wallNow(instantOfWall(wall, zone), zone)));
    // 29 March has no 02:30; every other day shows it.
    expect(shown.filter((minute) => minute !== 150)).toHaveLength(1);
    const noon = seriesDays('2026-03-15', { unit: 'week', every: 1, count: 35, until }).map((day) => instantOfWall(wallAt(day, 720), zone));
    expect(new Set(noon.map((instant) => new Date(instant).toISOString().slice(11, 16)))).toEqual(new Set(['11:00', '10:00']));
  });

  test('never leaves the wall clock, in any zone', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Nairobi', 'America/St_Johns', 'Africa/Casablanca', 'Pacific/Apia');
    const repeats = fc.record({ unit: fc.constantFrom(...repeatUnits), every: fc.integer({ min: 1, max: 12 }), count: fc.integer({ min: 1, max: 20 }), until: fc.constant(null) });
    fc.assert(fc.property(zones, fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 1439 }), repeats, (zone, offset, minute, repeat) => {
      const first = addDays('2024-01-01', offset);
      const days = seriesDays(first, repeat);
      expect(days[0]).toBe(first);
      expect(days).toHaveLength(repeat.count);
      let last = -Infinity;
      for (const day of days) {
        expect(isCalendarDate(day)).toBe(true);
        const instant = instantOfWall(wallAt(day, minute), zone);
        expect(instant).toBeGreaterThan(last);
        last = instant;
        // What the clock shows then is the agreed time, or up to an hour beside it where there is no such time.
        expect(Math.abs(wallNow(instant, zone) - wallAt(day, minute))).toBeLessThanOrEqual(60);
        if (minute >= 600 && minute < 1380) expect(startsText(wallNow(instant, zone))).toBe(startsText(wallAt(day, minute)));
      }
      if (repeat.unit === 'week') expect(days.every((day) => daysBetween(first, day) % (7 * repeat.every) === 0)).toBe(true);
    }), { numRuns: 150 });
  });
});
