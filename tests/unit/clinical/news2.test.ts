import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { news2, news2Applies, news2Bands, news2Parts, type News2Inputs } from '#domain/clinical/news2.ts';

const well: News2Inputs = { respiratoryRate: 16, spo2: 98, spo2Scale: 1, onOxygen: false, systolic: 120, pulse: 72, consciousness: 'A', temperature: 36.8 };
const totalWith = (changes: Partial<News2Inputs>): number | null => news2({ ...well, ...changes }).total;

describe('every edge of the published table', () => {
  const edges: readonly (readonly [keyof News2Inputs, readonly (readonly [value: number, points: number])[]])[] = [
    ['respiratoryRate', [[8, 3], [9, 1], [11, 1], [12, 0], [20, 0], [21, 2], [24, 2], [25, 3]]],
    ['spo2', [[91, 3], [92, 2], [93, 2], [94, 1], [95, 1], [96, 0]]],
    ['systolic', [[90, 3], [91, 2], [100, 2], [101, 1], [110, 1], [111, 0], [219, 0], [220, 3]]],
    ['pulse', [[40, 3], [41, 1], [50, 1], [51, 0], [90, 0], [91, 1], [110, 1], [111, 2], [130, 2], [131, 3]]],
    ['temperature', [[35, 3], [35.04, 3], [35.05, 1], [35.1, 1], [36, 1], [36.1, 0], [38, 0], [38.1, 1], [39, 1], [39.1, 2]]],
  ];
  test.each(edges)('%s', (input, values) => {
    for (const [value, points] of values) expect([value, totalWith({ [input]: value })]).toEqual([value, points]);
  });
  test('saturation on scale 2', () => {
    const points = (spo2: number, onOxygen: boolean) => news2({ ...well, spo2Scale: 2, spo2, onOxygen }).parts.spo2;
    expect([83, 84, 85, 86, 87, 88, 92].map((spo2) => points(spo2, false))).toEqual([3, 2, 2, 1, 1, 0, 0]);
    expect([93, 97, 100].map((spo2) => points(spo2, false))).toEqual([0, 0, 0]);
    expect([83, 87, 92, 93, 94, 95, 96, 97].map((spo2) => points(spo2, true))).toEqual([3, 1, 0, 1, 1, 2, 2, 3]);
  });
  test('only an alert person scores nothing for consciousness', () => {
    expect((['A', 'C', 'V', 'P', 'U'] as const).map((consciousness) => totalWith({ consciousness }))).toEqual([0, 3, 3, 3, 3]);
  });
});

describe('bands', () => {
  test('one part of three points is more than its sum', () => {
    expect(news2({ ...well, pulse: 131 })).toMatchObject({ total: 3, band: 'low-medium' });
    expect(news2({ ...well, respiratoryRate: 21, pulse: 91 })).toMatchObject({ total: 3, band: 'low' });
  });
  test('no saying of a part that is known makes the band milder', () => {
    const inputs = fc.record({
      respiratoryRate: fc.integer({ min: 3, max: 120 }), spo2: fc.integer({ min: 30, max: 100 }), spo2Scale: fc.constantFrom(1 as const, 2 as const),
      onOxygen: fc.boolean(), systolic: fc.integer({ min: 30, max: 300 }), pulse: fc.integer({ min: 20, max: 300 }),
      consciousness: fc.constantFrom('A' as const, 'C' as const, 'V' as const, 'P' as const, 'U' as const), temperature: fc.integer({ min: 250, max: 450 }).map((tenths) => tenths / 10),
    });
    fc.assert(fc.property(inputs, fc.subarray([...Object.keys(well)].filter((key) => key !== 'spo2Scale')), (whole, left) => {
      const complete = news2(whole);
      const partial = news2({ spo2Scale: whole.spo2Scale, ...Object.fromEntries(Object.entries(whole).filter(([key]) => !left.includes(key))) });
      expect(complete.total).toBe(complete.knownTotal);
      expect(complete.total).toBeLessThanOrEqual(20);
      if (left.length > 0) expect(partial).toMatchObject({ total: null, band: null });
      expect(partial.knownTotal).toBeLessThanOrEqual(complete.knownTotal);
      if (partial.atLeast) expect(news2Bands.indexOf(partial.atLeast)).toBeLessThanOrEqual(news2Bands.indexOf(complete.band ?? 'zero'));
    }));
  });
});

describe('what is missing', () => {
  test('is named and never given a normal value', () => {
    expect(news2({ spo2Scale: 1 })).toEqual({ rule: 'news2', version: 1, total: null, knownTotal: 0, band: null, atLeast: null, parts: {}, missing: [...news2Parts] });
    expect(news2({ ...well, temperature: undefined, pulse: 140, respiratoryRate: 30 })).toMatchObject({ total: null, knownTotal: 6, atLeast: 'medium', missing: ['temperature'] });
  });
  test('the oxygen decides a high saturation on scale 2', () => {
    expect(news2({ ...well, spo2Scale: 2, spo2: 97, onOxygen: undefined }).missing).toEqual(['spo2', 'oxygen']);
    expect(news2({ ...well, spo2Scale: 2, spo2: 85, onOxygen: undefined }).missing).toEqual(['oxygen']);
  });
  test('a life sign that is not there scores most', () => {
    expect(news2({ ...well, pulse: 0, respiratoryRate: 0, systolic: 0 })).toMatchObject({ total: 9, band: 'high' });
  });
});

test('children, pregnant women and people of unknown age are not scored', () => {
  expect([15, 16, null].map((ageYears) => news2Applies({ ageYears, pregnant: false }))).toEqual([false, true, false]);
  expect(news2Applies({ ageYears: 30, pregnant: true })).toBe(false);
});
