import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageInDays, ageInMonths, ageInWeeks, ageInYears, dateParts, fromDayNumber } from '#domain/kit/calendar.ts';
import { parseAgeOrBirth } from '#domain/patients/age.ts';
import type { AgeOrBirth, DateOrder } from '#domain/patients/age.ts';

const today = '2026-11-21';
const parse = (text: string, order: DateOrder = 'dmy') => parseAgeOrBirth(text, { today, order });
const read = (text: string, order: DateOrder = 'dmy'): AgeOrBirth => {
  const result = parse(text, order);
  if (!result.ok) throw new Error(`${text}: ${result.error.code}`);
  return result.value;
};
const born = (text: string, order: DateOrder = 'dmy'): string => read(text, order).birthDate;
const failure = (text: string, order: DateOrder = 'dmy'): string => {
  const result = parse(text, order);
  return result.ok ? `read as ${result.value.birthDate}` : result.error.code;
};
/** Every day on which somebody alive today can be born. */
const birthDates = fc.integer({ min: -24_000, max: 20_778 }).map(fromDayNumber);

describe('an age', () => {
  test.each([
    ['34', '1992-11-21', 'year'], ['34y', '1992-11-21', 'year'], ['34 Years', '1992-11-21', 'year'], ['8m', '2026-03-21', 'month'], ['3w', '2026-10-31', 'day'],
    ['5d', '2026-11-16', 'day'], ['0', today, 'year'], ['0d', today, 'day'], ['1y6m', '2025-05-21', 'month'], ['1 y 6 m', '2025-05-21', 'month'],
    ['1.5y', '2025-05-21', 'month'], ['2,5 años', '2024-05-21', 'month'], ['34a', '1992-11-21', 'year'], ['34 AÑOS', '1992-11-21', 'year'],
    ['8 meses', '2026-03-21', 'month'], ['1 año y 6 meses', '2025-05-21', 'month'], ['3 semanas', '2026-10-31', 'day'], ['2 ans', '2024-11-21', 'year'],
    ['4 mois', '2026-07-21', 'month'], ['6 jours', '2026-11-15', 'day'], ['3 mês', '2026-08-21', 'month'], ['miaka 5', undefined, ''], ['5 miaka', '2021-11-21', 'year'],
    ['٣٤', '1992-11-21', 'year'], ['٣٤ سنة', '1992-11-21', 'year'], ['٥ أشهر', '2026-06-21', 'month'], ['شهرين', '2026-09-21', 'month'],
    ['سنة', undefined, ''], ['٣ سنوات وشهرين', '2023-09-21', 'month'], ['३४ साल', '1992-11-21', 'year'], ['८ महीने', '2026-03-21', 'month'], ['३४', '1992-11-21', 'year'],
    ['125', '1901-11-21', 'year'], ['18m', '2025-05-21', 'month'], ['34 years old', '1992-11-21', 'year'],
  ])('%s', (text, expected, precision) => {
    if (expected === undefined) return expect(failure(text)).toBe('unreadable');
    expect(read(text)).toMatchObject({ birthDate: expected, estimated: true, precision, reading: { kind: 'age' } });
  });

  test.each(['126', '150', '999', '126y', '1600m', '99999d', '999999999999'])('"%s" is refused as too old or unreadable, never stored', (text) => {
    expect(['too-old', 'unreadable']).toContain(failure(text));
  });

  test.each(['-5', '6m1y', '1y2y', 'y', '5 apples', '12/3y', '1.55y', '1y 6', '5m3', '٫', '3.5w', '1.5m'])('"%s" is not an age', (text) => {
    expect(failure(text)).toBe('unreadable');
  });

  test('computed from the estimated birth date it is the age that was typed', () => {
    fc.assert(fc.property(birthDates, fc.integer({ min: 0, max: 100 }), (on, n) => {
      const at = (text: string): string => {
        const result = parseAgeOrBirth(text, { today: on, order: 'dmy' });
        if (!result.ok) throw new Error(result.error.code);
        return result.value.birthDate;
      };
      expect(ageInYears(at(`${n}`), on)).toBe(n);
      expect(ageInMonths(at(`${n}m`), on)).toBe(n);
      expect(ageInWeeks(at(`${n}w`), on)).toBe(n);
      expect(ageInDays(at(`${n}d`), on)).toBe(n);
      expect(ageInMonths(at(`${n}y${n % 12}m`), on)).toBe(n * 12 + (n % 12));
    }));
  });
});

describe('a date', () => {
  test.each([
    ['12/03/1990', 'dmy', '1990-03-12'], ['12/03/1990', 'mdy', '1990-12-03'], ['1990-03-12', 'dmy', '1990-03-12'], ['1990/3/12', 'mdy', '1990-03-12'],
    ['12-3-90', 'dmy', '1990-03-12'], ['12.3.1990', 'dmy', '1990-03-12'], ['12 3 1990', 'dmy', '1990-03-12'], ['90-03-12', 'ymd', '1990-03-12'],
    ['12031990', 'dmy', '1990-03-12'], ['12031990', 'mdy', '1990-12-03'], ['19900312', 'dmy', '1990-03-12'], ['19900312', 'ymd', '1990-03-12'],
    ['١٢/٠٣/١٩٩٠', 'dmy', '1990-03-12'], ['१२/०३/१९९०', 'dmy', '1990-03-12'], ['12 mar 1990', 'mdy', '1990-03-12'], ['March 12, 1990', 'dmy', '1990-03-12'],
    ['12 de marzo de 1990', 'dmy', '1990-03-12'], ['12 mars 1990', 'dmy', '1990-03-12'], ['12 de março de 1990', 'dmy', '1990-03-12'], ['١٢ مارس ١٩٩٠', 'dmy', '1990-03-12'],
    ['12 मार्च 1990', 'dmy', '1990-03-12'], ['29/02/2024', 'dmy', '2024-02-29'], ['21/11/2026', 'dmy', today], ['21/11/26', 'dmy', today], ['22/11/26', 'dmy', '1926-11-22'],
  ] as const)('%s (%s) is %s', (text, order, expected) => {
    expect(read(text, order)).toMatchObject({ birthDate: expected, estimated: false, precision: 'day' });
  });

  test('shows the other reading when day and month could change places', () => {
    expect(read('03/12/1990').reading).toMatchObject({ order: 'dmy', alternative: '1990-03-12', swapped: false });
    expect(read('13/12/1990').reading).toMatchObject({ alternative: null });
    expect(read('12/12/1990').reading).toMatchObject({ alternative: null });
    expect(read('1990-03-12').reading).toMatchObject({ order: 'ymd', alternative: null });
    // 12 January 2026 could be; 1 December 2026 has not come yet.
    expect(read('12/01/2026').reading).toMatchObject({ alternative: null });
  });

  test('the only real date is taken and said to be swapped', () => {
    expect(read('12/25/1990', 'dmy')).toMatchObject({ birthDate: '1990-12-25', reading: { order: 'mdy', swapped: true } });
    expect(read('25/12/1990', 'mdy')).toMatchObject({ birthDate: '1990-12-25', reading: { order: 'dmy', swapped: true } });
  });

  test('a guessed century is said', () => {
    expect(read('12/03/90').reading).toMatchObject({ centuryGuessed: true });
    expect(read('12/03/1990').reading).toMatchObject({ centuryGuessed: false });
  });

  test('a year or a month alone is estimated at its middle, never in the future', () => {
    expect(read('1990')).toMatchObject({ birthDate: '1990-07-01', estimated: true, precision: 'year' });
    expect(read('03/1990')).toMatchObject({ birthDate: '1990-03-15', estimated: true, precision: 'month' });
    expect(read('mar 1990')).toMatchObject({ birthDate: '1990-03-15', precision: 'month' });
    expect(parseAgeOrBirth('2026', { today: '2026-02-10', order: 'dmy' })).toMatchObject({ ok: true, value: { birthDate: '2026-02-10' } });
    expect(failure('2027')).toBe('future');
  });

  test.each([['31/04/1990', 'impossible-date'], ['29/02/2023', 'impossible-date'], ['1990-13-01', 'impossible-date'], ['32/13/1990', 'impossible-date'], ['22/11/2026', 'future'],
    ['01/01/2030', 'future'], ['12/03/1890', 'too-old'], ['1890', 'too-old'], ['0000', 'impossible-date'], ['12/03/190', 'unreadable'], ['1/2/3/4', 'unreadable'], ['12//', 'unreadable'],
    ['/', 'unreadable'], ['hello', 'unreadable'], ['12 foo 1990', 'unreadable'], ['', 'empty'], [' \u200f ', 'empty']])('%s: %s', (text, code) => {
    expect(failure(text)).toBe(code);
  });

  test('every real date parses to itself in each order', () => {
    fc.assert(fc.property(birthDates, fc.constantFrom('/', '-', '.', ' '), (date, sign) => {
      const { year, month, day } = dateParts(date);
      expect(born([day, month, year].join(sign), 'dmy')).toBe(date);
      expect(born([month, day, year].join(sign), 'mdy')).toBe(date);
      expect(born([year, month, day].join(sign), 'ymd')).toBe(date);
      for (const order of ['dmy', 'mdy', 'ymd'] as const) expect(born(date, order)).toBe(date);
    }), { numRuns: 500 });
  });
});

test('any text gives a birth date within a lifetime or a code, and never throws', () => {
  const pieces = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('1', '12', '1990', '/', '-', ' ', 'y', 'm', 'mar', 'سنة', 'شهرين', '99999999', '٣', '.')), { maxLength: 8 });
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), pieces.map((all) => all.join(''))), fc.constantFrom('dmy', 'mdy', 'ymd'), (text, order: DateOrder) => {
    const result = parse(text, order);
    if (!result.ok) return;
    expect(result.value.birthDate <= today && result.value.birthDate > '1900-11-21').toBe(true);
  }), { numRuns: 3000 });
});
