import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compactCvdPack, CVD_CELLS, cvdPackOf, readCvdPack, readCvdRegions, type CvdPack } from '#domain/clinical/cvd-pack.ts';
import { acuteMalnutrition } from '#domain/clinical/growth-classes.ts';
import { correctedAgeDays, growth, lengthForAge, zScore, type ChildMeasures } from '#domain/clinical/growth.ts';
import { growthIndicators, growthLayout, lmsAt, readGrowthTable, type GrowthIndicator, type GrowthPack } from '#domain/clinical/growth-pack.ts';
import { readPackTable } from '#domain/clinical/pack-table.ts';
import { whoCvd, type CvdInputs } from '#domain/clinical/who-cvd.ts';
import type { Result } from '#domain/kit/result.ts';
import { chartLines } from '#tests/support/risk-charts.ts';

function value<T>(read: Result<T, unknown>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const cvd = (): CvdPack => value(readCvdPack(chartLines().join('\n')));

describe('the pack of cardiovascular risk', () => {
  test('is read whole, in any order of lines, with any line ends', () => {
    const [head = '', ...rows] = chartLines();
    expect(cvd().regions).toEqual(['near', 'far']);
    const turned = value(readCvdPack(`\uFEFF${[head, ...rows.toReversed(), ''].join('\r\n')}`));
    expect(turned.risk('near', [0, 1, 1, 6, 4, 4])).toBe(49);
    expect(turned.risk('nowhere', [0, 0, 0, 0, 0, 0])).toBeUndefined();
    expect(rows).toHaveLength(CVD_CELLS);
  });
  test('is refused with the line for what is wrong', () => {
    const spoilt = (spoil: (lines: string[]) => string[]) => { const read = readCvdPack(spoil(chartLines()).join('\n')); return read.ok ? 'read' : read.error; };
    expect(spoilt((lines) => lines.slice(0, -1))).toMatchObject({ code: 'incomplete' });
    expect(spoilt((lines) => [...lines, lines[7] ?? ''])).toEqual({ code: 'twice', line: CVD_CELLS + 2 });
    expect(spoilt((lines) => lines.with(3, (lines[3] ?? '').replace('40-44', '40-45')))).toEqual({ code: 'unknown-word', line: 4, column: 'age_band' });
    expect(spoilt((lines) => lines.with(3, (lines[3] ?? '').replace(/,\d+$/, ',101')))).toEqual({ code: 'not-a-number', line: 4, column: 'far' });
    expect(spoilt((lines) => lines.with(3, `${lines[3] ?? ''},1`))).toEqual({ code: 'cell-count', line: 4 });
    expect(spoilt((lines) => lines.with(0, (lines[0] ?? '').replace('smoker', 'smokes')))).toMatchObject({ code: 'column-missing', column: 'smoker' });
    expect(spoilt(() => [])).toMatchObject({ code: 'column-missing' });
    expect(spoilt((lines) => lines.slice(0, 1))).toMatchObject({ code: 'no-rows' });
  });
  test('comes back whole from the short text it is stored as, and no other text does', () => {
    const text = compactCvdPack(cvd());
    expect(cvdPackOf(text)?.charts).toEqual(cvd().charts);
    expect([cvdPackOf(''), cvdPackOf(text.slice(1, -1)), cvdPackOf(`${text}\n`), cvdPackOf(text.replace('0', '-'))]).toEqual([undefined, undefined, undefined, undefined]);
  });
  test('countries have one region each', () => {
    expect(value(readCvdRegions('iso3,region\nAAA,near\nBBB,far\n')).get('BBB')).toBe('far');
    expect([readCvdRegions('iso3,region\nAAA,near\nAAA,far'), readCvdRegions('iso3,region\naa,near')].map((read) => !read.ok && read.error.code)).toEqual(['twice', 'unknown-word']);
  });
});

describe('cardiovascular risk', () => {
  const man: CvdInputs = { ageYears: 40, sex: 'male', smoker: false, diabetes: false, systolic: 110, totalCholesterol: 3, region: 'near' };
  const risk = (changes: Partial<CvdInputs>) => whoCvd(cvd(), { ...man, ...changes }).value;
  test('an exact edge belongs to the higher row', () => {
    expect([40, 44, 45, 74].map((ageYears) => risk({ ageYears }))).toEqual([10, 10, 11, 16]);
    expect([119, 120, 139, 140, 159, 160, 179, 180].map((systolic) => risk({ systolic }))).toEqual([10, 11, 11, 12, 12, 13, 13, 14]);
    expect([3.99, 4, 4.95, 5, 6, 7].map((totalCholesterol) => risk({ totalCholesterol }))).toEqual([10, 11, 11, 12, 13, 14]);
    expect([risk({ sex: 'female' }), risk({ diabetes: true }), risk({ smoker: true }), risk({ region: 'far' })]).toEqual([0, 30, 15, 11]);
  });
  test('bands', () => {
    expect([['female', 70, 'under-5'], ['male', 40, '10-to-20']].map(([sex]) => whoCvd(cvd(), { ...man, sex: sex as 'male' }).band)).toEqual(['under-5', '10-to-20']);
    expect([{ sex: 'female' as const, ageYears: 65 }, { diabetes: true }, { smoker: true, ageYears: 65 }].map((changes) => whoCvd(cvd(), { ...man, ...changes }).band)).toEqual(['5-to-10', '30-and-over', '20-to-30']);
  });
  test('says nothing outside its ages, for known disease, for another region, or with a gap', () => {
    expect([{ ageYears: 39 }, { ageYears: 75 }, { knownDisease: true }, { region: 'elsewhere' }].map((changes) => whoCvd(cvd(), { ...man, ...changes }).refused))
      .toEqual(['outside-population', 'outside-population', 'already-high-risk', 'region-not-in-pack']);
    expect(whoCvd(cvd(), { ...man, totalCholesterol: undefined })).toMatchObject({ value: null, band: null, missing: ['totalCholesterol'] });
  });
});

/** Tables of our own in the published layout: a median that grows evenly, a spread of a tenth, no skew but where asked. */
function table(indicator: GrowthIndicator, l = 1): string {
  const { key, from, to, rowsPerUnit } = growthLayout(indicator);
  const rows = Array.from({ length: (to - from) * rowsPerUnit + 1 }, (_, i) => from + i / rowsPerUnit);
  const lines = ['M', 'F'].flatMap((sex) => rows.map((at) => `${sex},${at.toFixed(rowsPerUnit === 10 ? 1 : 0)},${String(l)},${(10 + at / 100).toFixed(4)},0.1`));
  return `sex,${key},L,M,S\n${lines.join('\n')}\n`;
}
const tables = Object.fromEntries(growthIndicators.map((indicator) => [indicator, value(readGrowthTable(indicator, table(indicator)))])) as Required<GrowthPack>;

describe('the growth pack', () => {
  test('is refused with the line for what is wrong', () => {
    const spoilt = (spoil: (text: string) => string) => { const read = readGrowthTable('weight-for-age-5-10', spoil(table('weight-for-age-5-10'))); return read.ok ? 'read' : read.error; };
    expect(spoilt((text) => text)).toBe('read');
    expect(spoilt((text) => text.replace('M,61,', 'M,62,'))).toEqual({ code: 'out-of-order', line: 3, column: 'age_months' });
    expect(spoilt((text) => text.replace('M,61,', 'X,61,'))).toEqual({ code: 'unknown-word', line: 3, column: 'sex' });
    expect(spoilt((text) => text.replace('10.6100,0.1', '-1,0.1'))).toEqual({ code: 'not-a-number', line: 3 });
    expect(spoilt((text) => text.replace('M,61,1,', 'M,61,-4,'))).toEqual({ code: 'not-a-number', line: 3 });
    expect(spoilt((text) => text.replace(/F,120,.*\n/, ''))).toMatchObject({ code: 'incomplete' });
    expect(spoilt((text) => text.replace('age_months', 'age_days'))).toMatchObject({ code: 'column-missing', column: 'age_months' });
    expect(readPackTable('a'.repeat(4_000_001), [])).toMatchObject({ ok: false, error: { code: 'too-long' } });
  });
  test('lies between two rows where the method says so, and stops at the ends', () => {
    const at = (indicator: GrowthIndicator, key: number) => lmsAt(tables[indicator], indicator, 'female', key)?.m;
    expect(at('weight-for-age-5-10', 60.5)).toBeCloseTo(10.605, 9);
    expect(at('weight-for-length', 75.05)).toBeCloseTo(10.7505, 4);
    expect([at('weight-for-age-5-10', 120), at('weight-for-age-5-10', 120.01), at('weight-for-age-5-10', 59.99), at('arm-for-age', 90), at('weight-for-age', 1826)]).toEqual([11.2, undefined, undefined, undefined, 28.26]);
  });
});

describe('z-scores', () => {
  test('count standard deviations, held to the outermost one beyond three', () => {
    const lms = { l: 1, m: 10, s: 0.1 };
    expect([10, 11, 12.995, 13, 14].map((each) => zScore(each, lms, true))).toEqual([0, 1, 3, 3, 4]);
    const skewed = { l: -0.5, m: 10, s: 0.1 };
    expect(zScore(20, skewed, false)).toBeCloseTo(5.86, 9);
    const [three, two] = [10 * (1 - 0.15) ** -2, 10 * (1 - 0.1) ** -2];
    expect(zScore(20, skewed, true)).toBe(Number((3 + (20 - three) / (three - two)).toFixed(2)));
    expect(zScore(Math.E * 10, { l: 0, m: 10, s: 0.5 }, false)).toBe(2);
  });
  test('never fall as the measure grows', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.double({ min: 3, max: 30, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (tenThousandths, low, up) => {
      const lms = { l: tenThousandths / 10_000, m: 10, s: 0.1 };
      expect(zScore(low + up, lms, true)).toBeGreaterThanOrEqual(zScore(low, lms, true));
    }));
  });
});

describe('a child', () => {
  const child: ChildMeasures = { sex: 'female', ageDays: 400, weightKg: 12, lengthCm: 75, headCm: 45, armCm: 14, position: 'lying' };
  const of = (changes: Partial<ChildMeasures>) => growth(tables, { ...child, ...changes });
  const named = (changes: Partial<ChildMeasures>) => of(changes).map(({ indicator }) => indicator);
  test('has the indicators of its age', () => {
    expect(named({})).toEqual(['weight-for-age', 'length-for-age', 'bmi-for-age', 'head-for-age', 'arm-for-age', 'weight-for-length']);
    expect(named({ ageDays: 800 })).toContain('weight-for-height');
    expect(named({ ageDays: 1826 })).toContain('weight-for-age');
    expect(named({ ageDays: 1827 })).toEqual(['weight-for-age-5-10', 'height-for-age-5-19', 'bmi-for-age-5-19']);
    expect([named({ ageDays: null }), named({ ageDays: null, lengthCm: 87 })]).toEqual([['weight-for-length'], ['weight-for-height']]);
    expect(named({ sex: undefined })).toEqual([]);
  });
  test('is measured lying to two years, standing from then on, and converted where it was not', () => {
    const length = (ageDays: number, position: 'lying' | 'standing' | undefined) => lengthForAge({ lengthCm: 80, ageDays, position });
    expect([length(730, 'lying'), length(730, 'standing'), length(731, 'lying'), length(731, 'standing'), length(400, undefined)]).toEqual([80, 80.7, 79.3, 80, 80]);
    expect([length(273, 'standing'), length(274, 'standing')]).toEqual([80, 80.7]);
    // 730.5 days round up to the first day of standing.
    expect(length(730.5, 'standing')).toBe(80);
  });
  test('swollen feet leave no weight, but length, head and arm', () => {
    const swollen = of({ oedema: true });
    expect(swollen.filter(({ refused }) => refused === 'oedema').map(({ indicator }) => indicator)).toEqual(['weight-for-age', 'bmi-for-age', 'weight-for-length']);
    expect(swollen.filter(({ value: z }) => z !== null).map(({ indicator }) => indicator)).toEqual(['length-for-age', 'head-for-age', 'arm-for-age']);
  });
  test('classes and flags', () => {
    const weight = (kg: number) => { const [made] = of({ weightKg: kg }); return [made?.value, made?.band, made?.implausible]; };
    // Median 14 kg and a spread of 1.4 kg in the table of this test at 400 days.
    expect([9.8, 11.19, 11.2, 14].map(weight)).toEqual([[-3, 'underweight', false], [-2.01, 'underweight', false], [-2, 'not-underweight', false], [0, 'not-underweight', false]]);
    expect([9.7, 5.59, 21, 21.1].map(weight)).toEqual([[-3.07, 'severely-underweight', false], [-6.01, 'severely-underweight', true], [5, 'not-underweight', false], [5.07, 'not-underweight', true]]);
  });
  test('a table that was not imported says so, and one that ends before the child too', () => {
    expect(growth({}, child).map(({ refused }) => refused)).toEqual(Array(6).fill('no-table'));
    expect(growth(tables, { ...child, ageDays: 50, headCm: undefined }).find(({ indicator }) => indicator === 'arm-for-age')?.refused).toBe('outside-population');
  });
  test('born early, is as old as counted from its due day, to two years', () => {
    expect([correctedAgeDays(100, 258), correctedAgeDays(100, 259), correctedAgeDays(20, 200), correctedAgeDays(730, 200), correctedAgeDays(731, 200)]).toEqual([78, null, 0, 650, null]);
  });
  test('the arm, or swollen feet', () => {
    const of = (armCm: number | undefined, ageMonths: number | null = 12, oedema = false) => acuteMalnutrition({ ageMonths, armCm, oedema });
    expect([11.4, 11.5, 12.4, 12.5].map((cm) => of(cm).band)).toEqual(['severe', 'moderate', 'moderate', 'none']);
    expect([of(15, 12, true).band, of(undefined, 12, true).band, of(undefined).missing]).toEqual(['severe', 'severe', ['arm']]);
    expect([of(11, 5).refused, of(11, 60).refused, of(11, null).refused]).toEqual(['outside-population', 'outside-population', 'age-unknown']);
  });
});
