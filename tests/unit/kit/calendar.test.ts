import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as calendar from '#domain/kit/calendar.ts';

const { addDays, addMonths, addYears, ageInDays, ageInMonths, ageInWeeks, ageInYears, calendarDate, compareDates, dayNumber, daysBetween, daysInMonth, fromDayNumber, isCalendarDate, isLeapYear, readDate } = calendar;

/** Days from 0002 to 9998, away from the ends of the calendar. */
const anyDate = fc.integer({ min: -718_000, max: 2_932_000 }).map(fromDayNumber);

describe('calendar dates', () => {
  test.each([[1900, false], [2000, true], [2023, false], [2024, true], [2100, false], [2400, true]])('leap year %d: %s', (year, leap) => {
    expect(isLeapYear(year)).toBe(leap);
    expect(isCalendarDate(`${year}-02-29`)).toBe(leap);
  });

  test.each(['2023-02-29', '2023-04-31', '2023-13-01', '2023-00-10', '2023-01-00', '0000-01-01', '2023-1-1', '23-01-01', '2023-01-01T00:00', ' 2023-01-01', ''])(
    '"%s" is no date', (text) => {
      expect(isCalendarDate(text)).toBe(false);
      expect(readDate(text)).toBeUndefined();
    });

  test('agrees with the platform on every day of 1899 to 2101', () => {
    for (let n = dayNumber('1899-12-25'); n <= dayNumber('2101-01-05'); n++) {
      expect(fromDayNumber(n)).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
    }
  });

  test('day numbers there and back', () => {
    fc.assert(fc.property(anyDate, (date) => {
      expect(isCalendarDate(date)).toBe(true);
      expect(fromDayNumber(dayNumber(date))).toBe(date);
    }));
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(fromDayNumber(dayNumber('0001-01-01'))).toBe('0001-01-01');
    expect(() => fromDayNumber(dayNumber('0001-01-01') - 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  test('adding and comparing agree', () => {
    fc.assert(fc.property(anyDate, fc.integer({ min: -500, max: 500 }), (date, days) => {
      const later = addDays(date, days);
      expect(daysBetween(date, later)).toBe(days);
      expect(compareDates(later, date)).toBe(Math.sign(days));
    }));
  });

  test('months and years keep the day or take the last of the month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2024-01-15', -1)).toBe('2023-12-15');
    expect(addMonths('2024-12-15', 1)).toBe('2025-01-15');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', -4)).toBe('2020-02-29');
  });

  test('numbers that make no date', () => {
    expect(calendarDate(2024, 2, 30)).toBeUndefined();
    expect(calendarDate(2024.5, 2, 3)).toBeUndefined();
    expect(calendarDate(10_000, 1, 1)).toBeUndefined();
    expect(daysInMonth(2024, 13)).toBe(0);
    expect(() => dayNumber('yesterday')).toThrow(RangeError);
  });
});

describe('age', () => {
  test('changes on the birthday, not before', () => {
    expect(ageInYears('1990-06-15', '2026-06-14')).toBe(35);
    expect(ageInYears('1990-06-15', '2026-06-15')).toBe(36);
    expect(ageInMonths('2026-01-31', '2026-02-28')).toBe(0);
    expect(ageInMonths('2026-01-31', '2026-03-01')).toBe(1);
    expect(ageInWeeks('2026-01-01', '2026-01-14')).toBe(1);
    expect(ageInDays('2026-01-01', '2026-01-01')).toBe(0);
  });

  test('born on 29 February: a year older on 1 March of common years', () => {
    expect(ageInYears('2024-02-29', '2025-02-28')).toBe(0);
    expect(ageInYears('2024-02-29', '2025-03-01')).toBe(1);
    expect(ageInYears('2024-02-29', '2028-02-29')).toBe(4);
  });

  test('somebody born n months ago is n months old', () => {
    fc.assert(fc.property(anyDate, fc.integer({ min: 0, max: 1500 }), (today, months) => {
      fc.pre(today > '0200-01-01');
      expect(ageInMonths(addMonths(today, -months), today)).toBe(months);
    }));
  });
});
