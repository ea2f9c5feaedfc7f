import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childHypotension, lowestSystolic } from '#domain/clinical/child-hypotension.ts';
import { fastBreathing } from '#domain/clinical/fast-breathing.ts';
import { gcs, gcsText, suggestedLevel } from '#domain/clinical/gcs.ts';
import { meows, type MeowsInputs } from '#domain/clinical/meows.ts';
import { MET_TABLE, metTriggers } from '#domain/clinical/met-triggers.ts';
import { pain } from '#domain/clinical/pain.ts';
import { pews, PEWS_AGE_BANDS, type PewsInputs } from '#domain/clinical/pews.ts';
import { qsofa } from '#domain/clinical/qsofa.ts';
import { obstetricShockIndex, shockIndex, sipa } from '#domain/clinical/shock-index.ts';

describe('qSOFA', () => {
  const calm = { respiratoryRate: 16, systolic: 120, gcsTotal: 15 };
  test('one point on each side of each edge', () => {
    expect([21, 22].map((respiratoryRate) => qsofa({ ...calm, respiratoryRate }).total)).toEqual([0, 1]);
    expect([100, 101].map((systolic) => qsofa({ ...calm, systolic }).total)).toEqual([1, 0]);
    expect([14, 15].map((gcsTotal) => qsofa({ ...calm, gcsTotal }).total)).toEqual([1, 0]);
  });
  test('either sign of an altered mind counts', () => {
    expect([qsofa({ ...calm, consciousness: 'C' }).total, qsofa({ ...calm, gcsTotal: 14, consciousness: 'A' }).total, qsofa({ ...calm, gcsTotal: undefined, consciousness: 'A' }).total]).toEqual([1, 1, 0]);
  });
  test('a missing part is named; two points are positive already', () => {
    expect(qsofa({})).toEqual({ rule: 'qsofa', version: 1, total: null, knownTotal: 0, band: null, atLeast: null, parts: {}, missing: ['respiratory-rate', 'systolic', 'mentation'] });
    expect(qsofa({ respiratoryRate: 22, systolic: 120 })).toMatchObject({ band: null, atLeast: null, knownTotal: 1 });
    expect(qsofa({ respiratoryRate: 22, systolic: 90 })).toMatchObject({ band: null, atLeast: 'positive', knownTotal: 2 });
  });
});

describe('PEWS', () => {
  const well = (changes: Partial<PewsInputs> = {}): PewsInputs =>
    ({ ageMonths: 6, heartRate: 130, systolic: 90, respiratoryRate: 35, capillaryRefill: 1, effort: 'normal', spo2: 98, oxygen: { kind: 'room-air' }, ...changes });
  test('limits lie one inside the other, in every age band', () => {
    for (const band of PEWS_AGE_BANDS) {
      for (const rows of [band['heart-rate'], band.systolic, band['respiratory-rate']]) {
        expect(rows.map(([points]) => points)).toEqual([4, 2, 1]);
        rows.slice(1).forEach(([, high, low], i) => { expect(high < (rows[i]?.[1] ?? 0) && low > (rows[i]?.[2] ?? 0) && high > low + 1).toBe(true); });
      }
    }
  });
  test('every limit of the table, and its neighbour', () => {
    const inputs = { 'heart-rate': 'heartRate', systolic: 'systolic', 'respiratory-rate': 'respiratoryRate' } as const;
    PEWS_AGE_BANDS.forEach((band, i) => {
      const ageMonths = PEWS_AGE_BANDS[i - 1]?.beforeMonths ?? 0;
      for (const part of ['heart-rate', 'systolic', 'respiratory-rate'] as const) {
        const points = (value: number) => pews(well({ ageMonths, [inputs[part]]: value })).parts[part];
        band[part].forEach(([here, high, low], at) => {
          const inside = band[part][at + 1]?.[0] ?? 0;
          expect([ageMonths, part, [high, high - 1, low, low + 1].map(points)]).toEqual([ageMonths, part, [here, inside, here, inside]]);
        });
      }
    });
  });
  test('saturation, refill, effort and oxygen', () => {
    const points = (part: 'spo2' | 'capillary-refill' | 'effort' | 'oxygen', changes: Partial<PewsInputs>) => pews(well(changes)).parts[part];
    expect([90, 90.5, 91, 94, 95].map((spo2) => points('spo2', { spo2 }))).toEqual([2, 1, 1, 1, 0]);
    expect([0, 2.5, 3].map((capillaryRefill) => points('capillary-refill', { capillaryRefill }))).toEqual([0, 0, 4]);
    expect((['normal', 'mild', 'moderate', 'severe-or-apnoea'] as const).map((effort) => points('effort', { effort }))).toEqual([0, 1, 2, 4]);
    expect([0, 0.5, 3.9, 4].map((litresPerMinute) => points('oxygen', { oxygen: { kind: 'flow', litresPerMinute } }))).toEqual([0, 2, 2, 4]);
    expect([21, 22, 49, 50].map((percent) => points('oxygen', { oxygen: { kind: 'fraction', percent } }))).toEqual([0, 2, 2, 4]);
  });
  test('eight points are urgent, though the pressure is missing', () => {
    expect(pews(well({ systolic: undefined, heartRate: 190, capillaryRefill: 4 }))).toMatchObject({ total: null, knownTotal: 8, band: null, atLeast: 'urgent', missing: ['systolic'] });
    expect(pews(well({ systolic: undefined, heartRate: 190 }))).toMatchObject({ total: null, knownTotal: 4, atLeast: null });
    expect(pews(well({ heartRate: 190, capillaryRefill: 4 }))).toMatchObject({ total: 8, band: 'urgent' });
  });
  test('without an age, and from 18 years, nobody is scored', () => {
    expect([null, 215, 216].map((ageMonths) => pews(well({ ageMonths })).refused)).toEqual(['age-unknown', undefined, 'outside-population']);
    expect(pews(well({ ageMonths: null }))).toMatchObject({ total: null, band: null, atLeast: null, parts: {} });
  });
});

describe('MEOWS', () => {
  const well: MeowsInputs = { temperature: 36.8, systolic: 115, diastolic: 70, pulse: 85, respiratoryRate: 16, spo2: 98, consciousness: 'A' };
  const colours = (key: keyof MeowsInputs, values: readonly number[]) => values.map((value) => { const { red, yellow } = meows({ ...well, [key]: value }); return red ? 'r' : yellow ? 'y' : '-'; }).join('');
  test('every edge of the chart', () => {
    expect(colours('temperature', [34.9, 34.95, 35, 36, 36.04, 36.1, 38, 38.04, 38.1])).toBe('ryyyy---r');
    expect(colours('systolic', [89, 90, 100, 101, 149, 150, 160, 161])).toBe('ryy--yyr');
    expect(colours('diastolic', [89, 90, 100, 101])).toBe('-yyr');
    expect(colours('pulse', [39, 40, 50, 51, 99, 100, 120, 121])).toBe('ryy--yyr');
    expect(colours('respiratoryRate', [9, 10, 20, 21, 30, 31])).toBe('r--yyr');
    expect(colours('spo2', [94, 95])).toBe('r-');
    expect(colours('pain', [0, 1, 2, 3])).toBe('--yy');
    expect((['A', 'C', 'V', 'P', 'U'] as const).map((consciousness) => { const { red, yellow } = meows({ ...well, consciousness }); return red * 10 + yellow; })).toEqual([0, 1, 1, 10, 10]);
  });
  test('a trigger stands on what is there; no trigger needs a whole set', () => {
    expect(meows({ ...well, spo2: undefined })).toMatchObject({ band: null, atLeast: null, missing: ['spo2'] });
    expect(meows({ spo2: 90 })).toMatchObject({ band: null, atLeast: 'trigger', red: 1 });
    expect(meows({ pulse: 110, respiratoryRate: 22 })).toMatchObject({ atLeast: 'trigger', yellow: 2 });
    expect(meows(well)).toMatchObject({ band: 'no-trigger', missing: [] });
  });
  test('a severe pressure is told apart, though the chart calls 160 yellow', () => {
    expect([159, 160].map((systolic) => meows({ ...well, systolic }).severeHypertension)).toEqual([false, true]);
    expect([109, 110].map((diastolic) => meows({ ...well, diastolic }).severeHypertension)).toEqual([false, true]);
  });
});

describe('shock index', () => {
  test('edges of the three tables', () => {
    const of = (index: number) => ({ pulse: index * 100, systolic: 100 });
    expect([0.59, 0.6, 0.99, 1, 1.39, 1.4].map((each) => shockIndex(of(each)).band)).toEqual(['none', 'mild', 'mild', 'moderate', 'moderate', 'severe']);
    expect([0.89, 0.9, 1.39, 1.4, 1.69, 1.7].map((each) => obstetricShockIndex(of(each)).band)).toEqual(['usual', 'alert', 'alert', 'urgent', 'urgent', 'very-high']);
    expect([3, 4, 6, 7, 12, 13, 16, 17].map((ageYears) => sipa({ ...of(0.95), ageYears }).band)).toEqual([null, 'not-raised', 'not-raised', 'not-raised', 'not-raised', 'raised', 'raised', null]);
    // The limit of each age, and just above it.
    const raised = (ageYears: number, index: number) => [index, index + 0.01].map((each) => sipa({ ...of(each), ageYears }).band === 'raised');
    expect([raised(4, 1.22), raised(6, 1.22), raised(7, 1), raised(12, 1), raised(13, 0.9), raised(16, 0.9)]).toEqual(Array(6).fill([false, true]));
    expect([sipa({ ...of(1), ageYears: null }).refused, sipa({ ...of(1), ageYears: 17 }).refused]).toEqual(['age-unknown', 'outside-population']);
  });
  test('either number missing gives none, and a pressure of nought is refused', () => {
    expect(shockIndex({ pulse: 90 })).toMatchObject({ value: null, band: null, missing: ['systolic'], parts: { pulse: 90 } });
    expect(shockIndex({ pulse: 90, systolic: 0 })).toMatchObject({ value: null, refused: 'not-positive' });
  });
});

describe('coma scale and pain', () => {
  test('bands', () => {
    const total = (sum: number) => gcs({ eye: Math.max(1, sum - 11), verbal: Math.min(5, Math.max(1, sum - 7)), motor: Math.min(6, sum - 2) });
    expect([3, 8, 9, 12, 13, 15].map((sum) => [total(sum).total, total(sum).band])).toEqual([[3, 'severe'], [8, 'severe'], [9, 'moderate'], [12, 'moderate'], [13, 'mild'], [15, 'mild']]);
  });
  test('what is not testable leaves the parts without a total', () => {
    expect(gcs({ eye: 4, verbal: 'NT', motor: 6 })).toMatchObject({ total: null, band: null, missing: [], refused: 'not-testable', parts: { eye: 4, motor: 6 } });
    expect(gcs({ eye: 1, verbal: 'NT', motor: 1 }).atLeast).toBe('severe');
    expect(gcs({ eye: 4, motor: 6 })).toMatchObject({ total: null, missing: ['verbal'], atLeast: null });
    expect(gcsText({ eye: 4, verbal: 'NT' })).toBe('E4 VNT M–');
    expect(() => gcs({ eye: 5 })).toThrow(RangeError);
    expect(() => gcs({ verbal: 2.5 })).toThrow(RangeError);
  });
  test('the band reached is never more urgent than the whole set turns out', () => {
    const answers = fc.record({ eye: fc.integer({ min: 1, max: 4 }), verbal: fc.integer({ min: 1, max: 5 }), motor: fc.integer({ min: 1, max: 6 }) });
    const order = ['mild', 'moderate', 'severe'];
    fc.assert(fc.property(answers, fc.subarray(['eye', 'verbal', 'motor'] as const, { minLength: 1 }), (whole, left) => {
      const { atLeast } = gcs({ ...whole, ...Object.fromEntries(left.map((part) => [part, undefined])) });
      if (atLeast) expect(order.indexOf(atLeast)).toBeLessThanOrEqual(order.indexOf(gcs(whole).band ?? ''));
    }));
  });
  test('a level is suggested by the eyes, and only where they decide', () => {
    expect([{ eye: 4, verbal: 5, motor: 6 }, { eye: 4, verbal: 4, motor: 6 }, { eye: 4, verbal: 5, motor: 5 }, { eye: 3 }, { eye: 2 }, { eye: 1 }, { eye: 'NT' as const }, {}].map(suggestedLevel))
      .toEqual(['A', 'C', null, 'V', 'P', 'U', null, null]);
  });
  test('pain', () => {
    expect([0, 1, 3, 4, 6, 7, 10].map((rating) => pain(rating).band)).toEqual(['none', 'mild', 'mild', 'moderate', 'moderate', 'severe', 'severe']);
    expect([pain(undefined).missing, pain(11).refused, pain(2.5).refused, pain(-1).refused]).toEqual([['pain'], 'outside-accepted-range', 'outside-accepted-range', 'outside-accepted-range']);
  });
});

describe('single signs of children', () => {
  test('each number of the table calls beyond itself, not on it', () => {
    MET_TABLE.forEach((row, i) => {
      const ageMonths = MET_TABLE[i - 1]?.beforeMonths ?? 0;
      const calls = (input: string, values: readonly number[]) => values.map((value) => metTriggers({ ageMonths, [input]: value }).atLeast === 'call');
      expect(calls('systolic', [row.systolic - 1, row.systolic])).toEqual([true, false]);
      expect(calls('heartRate', [row.heartRate[0] - 1, row.heartRate[0], row.heartRate[1], row.heartRate[1] + 1])).toEqual([true, false, false, true]);
      expect(calls('respiratoryRate', [row.respiratoryRate, row.respiratoryRate + 1])).toEqual([false, true]);
    });
  });
  test('the cases of the clinical rules', () => {
    const calls = (months: number, input: object) => metTriggers({ ageMonths: months, ...input }).atLeast === 'call';
    expect([calls(2, { heartRate: 181 }), calls(2, { heartRate: 180 }), calls(8, { respiratoryRate: 51 }), calls(36, { systolic: 69 }), calls(36, { systolic: 70 })]).toEqual([true, false, true, true, false]);
    expect([calls(108, { heartRate: 79 }), calls(168, { respiratoryRate: 30 }), calls(168, { respiratoryRate: 31 })]).toEqual([true, false, true]);
  });
  test('saturation by the heart, a fall of the coma scale, a seizure, a worry', () => {
    const whole = { ageMonths: 108, systolic: 100, heartRate: 100, respiratoryRate: 20, spo2: 98 };
    expect(metTriggers(whole)).toMatchObject({ band: 'no-call', missing: [] });
    expect([{ spo2: 89 }, { spo2: 89, cyanoticHeartDisease: true }, { spo2: 59, cyanoticHeartDisease: true }, { gcsFall: 2 }, { gcsFall: 3 }, { seizure: true }, { worry: true }, { worry: false }]
      .map((changes) => metTriggers({ ...whole, ...changes }).band)).toEqual(['call', 'no-call', 'call', 'no-call', 'call', 'call', 'call', 'no-call']);
    expect(metTriggers({ ...whole, spo2: undefined })).toMatchObject({ band: null, atLeast: null, missing: ['spo2'] });
    expect([metTriggers({ ...whole, ageMonths: null }).refused, metTriggers({ ...whole, ageMonths: 216 }).refused]).toEqual(['age-unknown', 'outside-population']);
  });
  test('fast breathing by age', () => {
    const fast = (months: number | null, rate: number) => fastBreathing(months, rate).band;
    expect([fast(1, 59), fast(1, 60), fast(2, 49), fast(2, 50), fast(11, 49), fast(12, 39), fast(12, 40), fast(59, 40), fast(60, 90), fast(null, 90)])
      .toEqual(['not-fast', 'fast', 'not-fast', 'fast', 'not-fast', 'not-fast', 'fast', 'fast', null, null]);
    expect(fastBreathing(3, undefined)).toMatchObject({ value: null, missing: ['respiratory-rate'] });
  });
  test('low pressure by age', () => {
    expect([0, 1, 11, 12, 23, 24, 48, 119, 120, 191, 192, -1].map(lowestSystolic)).toEqual([60, 70, 70, 72, 72, 74, 78, 88, 90, 90, null, null]);
    expect([childHypotension(48, 77).band, childHypotension(48, 78).band, childHypotension(132, 89).band, childHypotension(null, 50).refused, childHypotension(200, 50).refused])
      .toEqual(['low', 'not-low', 'low', 'age-unknown', 'outside-population']);
  });
});
