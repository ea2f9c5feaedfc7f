import { describe, expect, test } from 'vitest';
import { createFormat, minutesSince } from '#renderer/text/format.ts';

const NOW = Date.parse('2026-11-21T09:30:00Z');
const format = (language: string, part: Partial<Parameters<typeof createFormat>[0]> = {}) =>
  createFormat({ language, zone: 'Africa/Nairobi', dateOrder: 'dmy', ...part });

describe('dates and times', () => {
  test('stand in the clinic’s zone and order, with the month in letters', () => {
    expect(format('en').time('2026-11-21T09:30:00Z')).toBe('12:30');
    expect(format('en').date('1990-03-12')).toBe('12 Mar 1990');
    expect(format('en', { dateOrder: 'mdy' }).date('1990-03-12')).toBe('Mar 12, 1990');
    expect(format('en', { dateOrder: 'ymd' }).date('1990-03-12')).toBe('1990 Mar 12');
    expect(format('ar').date('1990-03-12')).toBe('12 مارس 1990');
  });
  test('today’s instants show the time alone', () => {
    expect(format('en').dateTime('2026-11-21T05:05:00Z', NOW)).toBe('08:05');
    expect(format('en').dateTime('2026-11-20T05:05:00Z', NOW)).toBe('20 Nov 2026 08:05');
    // Still the 20th in UTC, but the 21st in Nairobi.
    expect(format('en').today(Date.parse('2026-11-20T22:30:00Z'))).toBe('2026-11-21');
  });
});

describe('ages and waits', () => {
  test('a small child’s age is in months or days', () => {
    expect(format('en').age('1990-03-12', NOW)).toBe('36y');
    expect(format('en').age('2025-10-21', NOW)).toBe('13m');
    expect(format('en').age('2026-11-01', NOW, 'long')).toBe('20 days');
    expect(format('ar').age('2026-11-01', NOW, 'long')).toMatch(/^20 يوم/);
  });
  test('a wait is in minutes, then in hours and minutes, and never negative', () => {
    expect(format('en').wait('2026-11-21T09:18:30Z', NOW)).toBe('11 min');
    expect(format('en').wait('2026-11-21T08:25:00Z', NOW)).toBe('1 hr 5 min');
    expect(format('en').wait('2026-11-21T09:40:00Z', NOW)).toBe('0 min');
    expect(minutesSince('2026-11-21T09:40:00Z', NOW)).toBe(0);
  });
});
