import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compactRows, rowsOfCompact } from '#domain/clinical/growth-compact.ts';
import { curvesOf, measureAt } from '#domain/clinical/growth-curves.ts';
import { growthIndicatorOf } from '#domain/clinical/growth-kind.ts';
import { growthIndicators, growthLayout, readGrowthTable } from '#domain/clinical/growth-pack.ts';
import { zScore } from '#domain/clinical/growth.ts';
import { growthCsv } from '#tests/support/growth-tables.ts';

const decimal = (places: number) => fc.integer({ min: -99_999, max: 999_999 }).map((whole) => Number((whole / 10 ** places).toFixed(places)));

describe('a table kept short', () => {
  test('comes back as it was, whatever its decimals', () => {
    const rows = fc.integer({ min: 0, max: 6 }).chain((places) => fc.array(fc.record({ l: decimal(places), m: decimal(4), s: decimal(5) }), { minLength: 1, maxLength: 40 }));
    fc.assert(fc.property(rows, (table) => { expect(rowsOfCompact(compactRows(table))).toEqual(table.map(({ l, m, s }) => ({ l: l + 0, m: m + 0, s: s + 0 }))); }));
  });
  test('text that is none gives nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => { expect(() => rowsOfCompact(text)).not.toThrow(); }));
    expect(['', '4 a b', '4 1;4 1;4', '4 1;4 1 2;4 1', '4 1;4 !;4 1', '4 1;4 1;4 1;4 1'].map(rowsOfCompact)).toEqual(Array(6).fill(undefined));
  });
});

describe('a file of a growth table', () => {
  test.each(growthIndicators)('%s is recognised by what is in it', (indicator) => {
    const csv = growthCsv(indicator);
    expect(growthIndicatorOf(csv)).toBe(indicator);
    expect(readGrowthTable(indicator, csv).ok).toBe(true);
  });
  test('nothing else is', () => {
    expect(['', 'sex,age_days,L,M,S\n', 'sex,age_days,L,M,S\nM,0,1,3,0.1\n', growthCsv('weight-for-age').replaceAll('age_days', 'age_weeks')].map(growthIndicatorOf)).toEqual(Array(4).fill(undefined));
  });
});

describe('the curves', () => {
  const read = readGrowthTable('weight-for-age', growthCsv('weight-for-age'));
  if (!read.ok) throw new Error('table');
  test('lie where a measure has just that z-score', () => {
    fc.assert(fc.property(fc.constantFrom(-3, -2, -1, 0, 1, 2, 3), fc.integer({ min: 0, max: 1826 }), (sd, day) => {
      const lms = read.value.male[day]!;
      expect(zScore(measureAt(lms, sd), lms, true)).toBeCloseTo(sd, 2);
    }));
  });
  test('never cross, begin and end with the table, and are none beyond it', () => {
    const { at, curves } = curvesOf(read.value, 'weight-for-age', 'female', 0, 9000);
    expect([at[0], at.at(-1)]).toEqual([0, 1826]);
    at.forEach((_, place) => { expect(curves.map(({ values }) => values[place])).toEqual(curves.map(({ values }) => values[place]!).toSorted((a, b) => a - b)); });
    expect(curvesOf(read.value, 'weight-for-age', 'female', 3000, 4000)).toEqual({ at: [], curves: [] });
    const months = readGrowthTable('height-for-age-5-19', growthCsv('height-for-age-5-19'));
    expect(months.ok && curvesOf(months.value, 'height-for-age-5-19', 'male', 0, 7000).at.at(-1)).toBeCloseTo(growthLayout('height-for-age-5-19').to * 30.4375, 3);
  });
});
