import fc from 'fast-check';
import { expect, test } from 'vitest';
import { skippedBetween } from '#domain/calendar/clock-change.ts';
import { instantOfWall, startsText, wallAt, wallNow } from '#domain/calendar/wall.ts';

const told = (from: string, until: string, zone: string): string[] =>
  skippedBetween(wallAt(from, 0), wallAt(until, 0), zone).map(({ start, end }) => `${startsText(start)} ${startsText(end)}`);

// spec: APT-4
test('the hour that the clocks skip, in each zone where and when it is skipped', () => {
  expect(told('2026-01-01', '2028-01-01', 'Europe/London')).toEqual(['2026-03-29T01:00 2026-03-29T02:00', '2027-03-28T01:00 2027-03-28T02:00']);
  expect(told('2026-01-01', '2027-01-01', 'America/New_York')).toEqual(['2026-03-08T02:00 2026-03-08T03:00']);
  // Half an hour, at midnight, and nowhere at all.
  expect(told('2026-01-01', '2027-01-01', 'Australia/Lord_Howe')).toEqual(['2026-10-04T02:00 2026-10-04T02:30']);
  expect(told('2026-01-01', '2027-01-01', 'Asia/Beirut')).toEqual(['2026-03-29T00:00 2026-03-29T01:00']);
  expect(told('2026-01-01', '2027-01-01', 'Africa/Nairobi')).toEqual([]);
  expect(told('2026-03-28', '2026-03-29', 'Europe/London')).toEqual([]);
});

test('what is not skipped is shown by the clock, what is skipped is not', () => {
  const zones = fc.constantFrom('Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Santiago', 'Africa/Cairo', 'Asia/Beirut');
  fc.assert(fc.property(zones, fc.integer({ min: 0, max: 4 * 365 }), fc.integer({ min: 0, max: 95 }), (zone, offset, quarter) => {
    const at = wallAt('2025-01-01', 0) + offset * 1440 + quarter * 15;
    const shown = wallNow(instantOfWall(at, zone), zone) === at;
    expect(skippedBetween(at, at + 1, zone)).toHaveLength(shown ? 0 : 1);
  }), { numRuns: 400 });
});
