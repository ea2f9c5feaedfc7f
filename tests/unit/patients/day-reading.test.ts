import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, fromDayNumber, isCalendarDate } from '#domain/kit/calendar.ts';
import type { DateOrder } from '#domain/patients/birth-date-reading.ts';
import { readDay, type DayOptions } from '#domain/patients/day-reading.ts';
import { createFormat } from '#renderer/text/format.ts';

const today = '2026-03-14';
const read = (text: string, options: Partial<DayOptions> = {}): string => {
  const found = readDay(text, { today, order: 'dmy', ...options });
  return found.ok ? found.value : found.error.code;
};
const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

test.each([
  ['2026-03-02', '2026-03-02'], ['2/3/2026', '2026-03-02'], ['2.3.26', '2026-03-02'], ['02032026', '2026-03-02'], ['2 mar 2026', '2026-03-02'], ['2 de marzo de 2026', '2026-03-02'],
  ['٢/٣/٢٠٢٦', '2026-03-02'], ['2 مارس 2026', '2026-03-02'], ['2/3', '2026-03-02'], ['2 mar', '2026-03-02'], ['mar 2', '2026-03-02'],
  ['t', today], ['today', today], ['Hoy', today], ['اليوم', today], ['ayer', '2026-03-13'], ['أمس', '2026-03-13'], ['mañana', '2026-03-15'], ['غدًا', '2026-03-15'],
  ['-3', '2026-03-11'], ['−3', '2026-03-11'], ['t+2w', '2026-03-28'], ['+1m', '2026-04-14'], ['-1y', '2025-03-14'],
  ['31/2/2026', 'impossible-date'], ['31/2', 'impossible-date'], ['', 'empty'], ['soon', 'not-a-day'], ['2026', 'not-a-day'], ['3/2027', 'not-a-day'], ['34y', 'not-a-day'],
])('%s is %s', (typed, day) => { expect(read(typed)).toBe(day); });

describe('a day that is not said in full', () => {
  test('is the last such day, the next, or the nearest', () => {
    expect([read('1/11', { lean: 'past' }), read('1/11', { lean: 'ahead' }), read('1/11')]).toEqual(['2025-11-01', '2026-11-01', '2025-11-01']);
    expect([read('29/2', { lean: 'past' }), read('29/2', { lean: 'ahead' })]).toEqual(['2024-02-29', '2028-02-29']);
  });
  test('of two digits of a year lies behind us, or up to twenty years ahead', () => {
    expect([read('1/5/27', { lean: 'past' }), read('1/5/27'), read('1/5/70')]).toEqual(['1927-05-01', '2027-05-01', '1970-05-01']);
  });
  test('a month printed on a box ends with its last day', () => {
    expect([read('02/2028', { monthEnd: true }), read('2028-02', { monthEnd: true })]).toEqual(['2028-02-29', '2028-02-29']);
  });
});

test('a day as a window shows it in any language and order is that day', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 30_000 }).map(fromDayNumber), fc.constantFrom('en', 'es', 'ar', 'en-US'), fc.constantFrom(...orders), (day, language, order) => {
    expect(readDay(createFormat({ language, zone: 'UTC', dateOrder: order }).date(day), { today, order })).toEqual({ ok: true, value: day });
  }));
});

test('whatever is typed gives a real day or a reason', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^t?[+-]?\d{1,4}[dwmy/.-]\d{0,4}$/)), fc.constantFrom(...orders), (typed, order) => {
    const found = readDay(typed, { today, order });
    if (found.ok) expect(isCalendarDate(found.value)).toBe(true);
  }));
});

test('counted days are so many days', () => {
  fc.assert(fc.property(fc.integer({ min: -999, max: 999 }), (days) => {
    expect(read(days < 0 ? String(days) : `+${days}`)).toBe(addDays(today, days));
  }));
});
