import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoinc } from '#main/devices/analysers/loinc.ts';
import { BUILT_IN_PANELS, BUILT_IN_TESTS } from '#domain/lab/catalogue.ts';
import { flagOf, isCritical, rangeFor, rangeText, type LabFlag, type Whose } from '#domain/lab/range.ts';
import type { LabTest, RangeRow } from '#domain/lab/test.ts';

const YEAR = 366;
const woman: Whose = { sex: 'female', ageDays: 34 * YEAR, pregnant: false };
const man: Whose = { sex: 'male', ageDays: 34 * YEAR, pregnant: false };

const testOf = (code: string): LabTest => {
  const found = BUILT_IN_TESTS.find((each) => each.code === code);
  if (!found) throw new Error(`no test ${code}`);
  return found;
};
const number = (value: number) => ({ value, comparator: null, text: null });
const flag = (code: string, value: number, whose: Whose = woman, unit = testOf(code).unit): LabFlag | null =>
  flagOf(testOf(code), number(value), rangeFor(testOf(code), whose, unit));

describe('the vectors of the clinical rules, section 7', () => {
  test.each([
    ['glucose-fasting', 100, woman, 'high'], ['glucose-fasting', 99, woman, 'normal'], ['haemoglobin', 11.9, woman, 'low'], ['haemoglobin', 12, woman, 'normal'],
    ['potassium', 6, woman, 'critical-high'], ['potassium', 5.9, woman, 'high'], ['potassium', 2.7, woman, 'critical-low'],
    ['sodium', 119, woman, 'critical-low'], ['sodium', 120, woman, 'critical-low'], ['sodium', 121, woman, 'low'],
    ['creatinine', 1.2, woman, 'high'], ['creatinine', 1.2, man, 'normal'], ['platelets', 149, woman, 'low'],
  ] as const)('%s %d', (code, value, whose, expected) => {
    expect(flag(code, value, whose)).toBe(expected);
  });

  test('hold in the other unit, by limits of its own', () => {
    expect([flag('glucose-fasting', 5.5, woman, 'mmol/L'), flag('glucose-fasting', 5.6, woman, 'mmol/L'), flag('glucose-fasting', 2.8, woman, 'mmol/L')]).toEqual(['normal', 'high', 'critical-low']);
    expect([flag('haemoglobin', 119, woman, 'g/L'), flag('haemoglobin', 120, woman, 'g/L'), flag('creatinine', 97, woman, 'umol/L'), flag('creatinine', 98, woman, 'umol/L')]).toEqual(['low', 'normal', 'normal', 'high']);
  });
});

describe('whom a range holds for', () => {
  test('children, pregnant women and men have their own haemoglobin', () => {
    const low = (whose: Whose): number | null | undefined => rangeFor(testOf('haemoglobin'), whose, 'g/dL')?.low;
    const child = (months: number): Whose => ({ sex: 'male', ageDays: Math.ceil(months * 30.44), pregnant: false });
    expect([child(12), child(36), child(100), child(150), man, woman, { ...woman, pregnant: true }].map(low)).toEqual([10.5, 11, 11.5, 12, 13, 12, 11]);
    expect(rangeFor(testOf('haemoglobin'), child(3), 'g/dL')).toBeNull();
  });

  test('nobody is flagged by a range that was not made for them', () => {
    const child: Whose = { sex: 'female', ageDays: 6 * YEAR, pregnant: false };
    expect([flag('creatinine', 9, child), flag('tsh', 9, { ...woman, pregnant: true }), flag('hdl', 10, { ...woman, sex: 'unknown' })]).toEqual([null, null, null]);
    // What is dangerous at their age is said none the less.
    expect([flag('potassium', 6.1, child), flag('potassium', 5.5, child)]).toEqual(['critical-high', null]);
  });

  test('the narrowest description wins, in whatever order they stand', () => {
    const row = (low: number, whom: Partial<RangeRow>): RangeRow => ({ sex: 'any', fromDays: null, beforeDays: null, pregnant: 'any', unit: 'g/L', low, high: null, criticalLow: null, criticalHigh: null, ...whom });
    const rows = [row(1, {}), row(2, { fromDays: 0 }), row(3, { pregnant: 'no' }), row(4, { sex: 'female' }), row(5, { pregnant: 'only' })];
    const low = (ranges: readonly RangeRow[], whose: Whose): number | null | undefined => rangeFor({ ranges: [...ranges], analyte: null }, whose, 'g/L')?.low;
    for (const ranges of [rows, rows.toReversed()]) {
      expect([low(ranges, { ...woman, pregnant: true }), low(ranges, woman), low(ranges, man), low(ranges, { ...man, ageDays: null })]).toEqual([5, 4, 3, 3]);
      expect(low(ranges.filter(({ pregnant }) => pregnant === 'any'), man)).toBe(2);
    }
  });

  test('an age is in the range that begins with it, not in the one that ends there', () => {
    const row = (low: number, fromDays: number | null, beforeDays: number | null): RangeRow => ({ sex: 'any', fromDays, beforeDays, pregnant: 'any', unit: 'g/L', low, high: null, criticalLow: null, criticalHigh: null });
    const test = { ranges: [row(1, null, 100), row(2, 100, 200)], analyte: null };
    expect([99, 100, 199, 200].map((ageDays) => rangeFor(test, { ...woman, ageDays }, 'g/L')?.low)).toEqual([1, 2, 2, undefined]);
  });

  test('of unknown age only what is critical is said', () => {
    const somebody: Whose = { ...woman, ageDays: null };
    expect([flag('potassium', 6.2, somebody), flag('potassium', 5.5, somebody), flag('sodium', 110, somebody), flag('alt', 60, somebody)]).toEqual(['critical-high', null, 'critical-low', null]);
  });
});

describe('a comparator stays with its number', () => {
  const potassium = testOf('potassium');
  const range = rangeFor(potassium, woman, 'mmol/L');
  test.each([['<', 3.5, 'low'], ['<', 3.4, 'low'], ['<=', 3.5, null], ['<', 4, null], ['<', 2.7, 'critical-low'], ['>', 5, 'high'], ['>=', 5, null], ['>', 6, 'critical-high'], ['>', 4, null]] as const)('%s%d', (comparator, value, expected) => {
    expect(flagOf(potassium, { value, comparator, text: null }, range)).toBe(expected);
  });
});

test('a reactive screen needs confirmation and is never called positive', () => {
  const hiv = testOf('hiv-rapid');
  const answer = (text: string): LabFlag | null => flagOf(hiv, { value: null, comparator: null, text }, null);
  expect([answer('reactive'), answer('nonreactive'), answer('invalid')]).toEqual(['needs-confirmation', 'normal', null]);
  expect(hiv.choices.map(({ code }) => code)).not.toContain('positive');
});

test('ranges read as they are printed', () => {
  expect([rangeText({ low: 70, high: 99 }), rangeText({ low: 40, high: null }), rangeText({ low: null, high: 199 }), rangeText(null)]).toEqual(['70–99', '≥ 40', '≤ 199', '']);
});

describe('for everybody and every numeric test', () => {
  const whose = fc.record<Whose>({
    sex: fc.constantFrom('female', 'male', 'other', 'unknown'), ageDays: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40_000 })), pregnant: fc.boolean(),
  });
  const numeric = fc.constantFrom(...BUILT_IN_TESTS.filter(({ kind }) => kind === 'numeric' || kind === 'calculated'));
  const RANK: Readonly<Record<string, number>> = { 'critical-low': 0, low: 1, normal: 2, high: 3, 'critical-high': 4 };

  test('a higher value never has a lower flag', () => {
    fc.assert(fc.property(numeric, whose, fc.double({ min: 0, max: 2000, noNaN: true }), fc.double({ min: 0, max: 2000, noNaN: true }), (of, who, a, b) => {
      const range = rangeFor(of, who, of.unit);
      const ranks = [Math.min(a, b), Math.max(a, b)].map((value) => RANK[flagOf(of, number(value), range) ?? '']);
      if (ranks[0] !== undefined && ranks[1] !== undefined) expect(ranks[0]).toBeLessThanOrEqual(ranks[1]);
    }));
  });

  test('limits belong to the range, critical limits to the danger', () => {
    fc.assert(fc.property(numeric, whose, (of, who) => {
      const range = rangeFor(of, who, of.unit);
      if (range === null) return;
      const at = (value: number | null): LabFlag | null | undefined => (value === null ? undefined : flagOf(of, number(value), range));
      expect(['normal', undefined]).toContain(at(range.low));
      expect(['normal', undefined]).toContain(at(range.high));
      expect(['critical-low', undefined]).toContain(at(range.criticalLow));
      expect(['critical-high', undefined]).toContain(at(range.criticalHigh));
    }));
  });

  test('what is shown as unknown is never critical by a comparator that leaves it open', () => {
    fc.assert(fc.property(numeric, whose, fc.double({ min: 0.01, max: 2000, noNaN: true }), (of, who, value) => {
      const range = rangeFor(of, who, of.unit);
      const below = flagOf(of, { value, comparator: '<', text: null }, range);
      // All values below are at least as low as this one.
      if (isCritical(below)) expect(flagOf(of, number(value), range)).toBe('critical-low');
    }));
  });
});

describe('the delivered catalogue', () => {
  test('has names in three languages, its own codes, and LOINC codes with a right check digit', () => {
    expect(new Set(BUILT_IN_TESTS.map(({ code }) => code)).size).toBe(BUILT_IN_TESTS.length);
    for (const { code, names, loinc, loincSi } of BUILT_IN_TESTS) {
      expect(Object.keys(names), code).toEqual(['en', 'es', 'ar']);
      for (const each of [loinc, loincSi]) if (each !== null) expect(isLoinc(each), `${code} ${each}`).toBe(true);
    }
  });

  test('its panels name tests that exist', () => {
    const codes = new Set(BUILT_IN_TESTS.map(({ code }) => code));
    expect(BUILT_IN_PANELS.flatMap(({ tests }) => tests).filter((code) => !codes.has(code))).toEqual([]);
  });
});
