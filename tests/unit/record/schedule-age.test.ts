import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readScheduleAge, scheduleAge } from '#domain/record/schedule-age.ts';
import { seriesIssues, usualSchedule } from '#domain/record/vaccine-schedule.ts';

test.each([['6w', 42], ['6 weeks', 42], ['9m', 270], ['1y 3m', 455], ['42', 42], ['0', 0], ['6 sem', 42], ['9 meses', 270], ['2 años', 730], ['٦ أسابيع', 42], ['شهرين', 60], ['soon', undefined], ['', undefined], ['-3', undefined]])(
  '%s is %s days', (typed, days) => { expect(readScheduleAge(typed)).toBe(days); },
);

test('what a box shows of an age, in any language, is read as that age', () => {
  for (const language of ['en', 'es', 'ar']) {
    const { age } = JSON.parse(readFileSync(new URL(`../../../renderer/text/${language}/vaccination.json`, import.meta.url), 'utf8')) as { age: Record<string, string> };
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 36_500 }), fc.integer({ min: 0, max: 50 }).map((n) => n * 7), fc.integer({ min: 0, max: 90 }).map((n) => n * 365)), (days) => {
      const { count, unit } = scheduleAge(days);
      expect(readScheduleAge((age[unit] ?? '').replace('{{n}}', String(count)))).toBe(days);
    }));
  }
});

test('the usual schedule can be followed', () => { expect(usualSchedule.flatMap(seriesIssues)).toEqual([]); });
