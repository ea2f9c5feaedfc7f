import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, compareDates, isCalendarDate } from '#domain/kit/calendar.ts';
import { readDue } from '#domain/record/follow-up-date.ts';

const today = '2026-03-14';

test.each([
  ['2w', '2026-03-28'], ['2 weeks', '2026-03-28'], ['in 2 weeks', '2026-03-28'], ['10d', '2026-03-24'], ['3 months', '2026-06-14'], ['1y', '2027-03-14'], ['week', '2026-03-21'],
  ['tomorrow', '2026-03-15'], ['en 2 semanas', '2026-03-28'], ['3 meses', '2026-06-14'], ['mañana', '2026-03-15'], ['بعد أسبوعين', '2026-03-28'], ['بعد ٣ أشهر', '2026-06-14'], ['شهر', '2026-04-14'],
  ['2026-05-01', '2026-05-01'], ['1/5', '2026-05-01'], ['1/2', '2027-02-01'], ['01/05/2026', '2026-05-01'], ['1.5.26', '2026-05-01'],
])('%s is %s', (typed, date) => { expect(readDue(typed, { today, order: 'dmy' })).toEqual({ ok: true, value: date }); });

test('day and month stand as the clinic writes them', () => {
  expect(readDue('5/1', { today, order: 'mdy' })).toEqual({ ok: true, value: '2026-05-01' });
  expect(readDue('26/5/1', { today, order: 'ymd' })).toEqual({ ok: true, value: '2026-05-01' });
});

test.each([
  ['yesterday', 'due-unreadable'], ['', 'due-unreadable'], ['w', 'due-unreadable'], ['31/2/2026', 'impossible-date'], ['2026-03-13', 'past'], ['20 years', 'too-far'], ['9999d', 'too-far'], ['2036-01-01', 'too-far'],
])('%s cannot be: %s', (typed, code) => { expect(readDue(typed, { today, order: 'dmy' })).toMatchObject({ ok: false, error: { code } }); });

test('whatever is typed gives a day from today on, or a reason', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,4}[dwmy/.-]\d{0,4}$/)), (typed) => {
    const read = readDue(typed, { today, order: 'dmy' });
    if (read.ok) expect(isCalendarDate(read.value) && compareDates(read.value, today) >= 0).toBe(true);
  }));
});

test('so many days are so many days', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), (days) => {
    expect(readDue(`${days} days`, { today, order: 'dmy' })).toEqual({ ok: true, value: addDays(today, days) });
  }));
});
