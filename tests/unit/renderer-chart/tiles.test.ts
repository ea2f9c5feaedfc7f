import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Visit } from '#domain/contract/patients.ts';
import { shownValue } from '#domain/record/shown-value.ts';
import { unusualSide, usualBand } from '#renderer/screens/chart/signs.ts';
import { MOST_POINTS, thinLine } from '#renderer/screens/chart/thin-line.ts';
import { tilesOf, timelineOf, type Latest, type Series } from '#renderer/screens/chart/tiles.ts';

const ADULT = 40 * 365;
const at = '2026-03-01T08:00:00.000Z';
const latest = (code: string, value: number | null, unit: string, text: string | null = null, takenAt = at): Latest => ({ code, value, text, unit, takenAt });

describe('a value as read here', () => {
  test('is converted to the unit of the clinic and rounded as that unit is', () => {
    expect(shownValue('temperature', 37, 'Cel', { temperature: '[degF]' })).toEqual({ value: 98.6, unit: '°F' });
    expect(shownValue('glucose', 5.5506, 'mmol/L', { glucose: 'mg/dL' })).toEqual({ value: 100, unit: 'mg/dL' });
    expect(shownValue('weight', 71.24, 'kg', {})).toEqual({ value: 71.24, unit: 'kg' });
  });

  test('of an unknown code stays as it came', () => {
    expect(shownValue('loinc:1234-5', 3.25, 'g/L', {})).toEqual({ value: 3.25, unit: 'g/L' });
  });

  test('is called unusual only outside the range it would be asked about', () => {
    expect([39.9, 40, 180, 180.1].map((value) => unusualSide('heart-rate', value, '/min', ADULT))).toEqual(['low', undefined, undefined, 'high']);
    expect(unusualSide('loinc:1234-5', 1e9, 'g/L', ADULT)).toBeUndefined();
    expect(usualBand('pain', '{score}', ADULT)).toBeUndefined();
  });

  test('limits stated in another unit are compared in the stored one', () => {
    // 50–500 mg/dL is 2.8–27.8 mmol/L.
    expect([2.7, 2.8, 27.7, 27.8].map((value) => unusualSide('glucose', value, 'mmol/L', ADULT))).toEqual(['low', undefined, undefined, 'high']);
  });
});

describe('small pictures', () => {
  const series = (code: string, unit: string, values: number[]): Series => ({ code, unit, values, times: values.map((_, i) => new Date(Date.UTC(2026, 0, i + 1)).toISOString()) });

  test('of what the laboratory gave its own word counts; of anything else what is unusual', () => {
    const [byHand, low, fine] = [{}, { flag: 'critical-low' as const }, { flag: 'normal' as const }].map((said) => tilesOf([{ ...latest('haemoglobin', 6.2, 'g/dL'), ...said }], [], { ageDays: ADULT, units: {} })[0]);
    expect([byHand, low, fine].map((tile) => [tile?.flag, tile?.unusual])).toEqual([[null, 'low'], ['critical-low', undefined], ['normal', undefined]]);
  });

  test('blood pressure is one picture of two lines, and comes first', () => {
    const tiles = tilesOf(
      [latest('weight', 70, 'kg'), latest('diastolic', 135, 'mm[Hg]'), latest('systolic', 190, 'mm[Hg]'), latest('consciousness', null, '', 'A')],
      [series('systolic', 'mm[Hg]', [120, 190]), series('diastolic', 'mm[Hg]', [80, 135]), series('weight', 'kg', [69, 70])],
      { ageDays: ADULT, units: {} },
    );
    expect(tiles.map((tile) => tile.key)).toEqual(['blood-pressure', 'weight', 'consciousness']);
    expect(tiles[0]).toMatchObject({ latest: '190/135', unit: 'mmHg', unusual: 'high', low: 120, high: 190, count: 2 });
    expect(tiles[0]?.lines.map((line) => line.code)).toEqual(['systolic', 'diastolic']);
    expect(tiles[2]).toMatchObject({ latestText: 'A', lines: [], latest: '' });
  });

  test('two numbers taken at different times are not shown as one pressure', () => {
    const [tile] = tilesOf([latest('systolic', 120, 'mm[Hg]'), latest('diastolic', 80, 'mm[Hg]', null, '2020-01-01T00:00:00.000Z')], [], { ageDays: ADULT, units: {} });
    expect(tile?.latest).toBe('120/–');
  });

  test('values and band are in the unit of the clinic', () => {
    const [tile] = tilesOf([latest('temperature', 37, 'Cel')], [series('temperature', 'Cel', [36, 37])], { ageDays: ADULT, units: { temperature: '[degF]' } });
    expect(tile).toMatchObject({ latest: '98.6', unit: '°F', low: 96.8, high: 98.6, band: { low: 93.2, high: 105.8 } });
  });

  test('codes without a name of their own come last', () => {
    const tiles = tilesOf([latest('loinc:1-8', 1, ''), latest('pain', 3, '{score}')], [], { ageDays: null, units: {} });
    expect(tiles.map((tile) => tile.key)).toEqual(['pain', 'loinc:1-8']);
  });
});

describe('thinning', () => {
  test('keeps a short line as it is', () => {
    const line = { code: 'x', times: [1, 2], values: [5, 6] };
    expect(thinLine(line)).toBe(line);
  });

  test('never loses the lowest, the highest, the first or the last value, and keeps the order', () => {
    fc.assert(fc.property(fc.array(fc.integer(), { minLength: MOST_POINTS + 1, maxLength: 2000 }), (values) => {
      const thin = thinLine({ code: 'x', times: values.map((_, i) => i), values });
      expect(thin.times.length).toBeLessThanOrEqual(MOST_POINTS);
      expect(Math.min(...thin.values)).toBe(Math.min(...values));
      expect(Math.max(...thin.values)).toBe(Math.max(...values));
      expect([thin.times[0], thin.times.at(-1)]).toEqual([0, values.length - 1]);
      expect(thin.times).toEqual(thin.times.toSorted((a, b) => a - b));
      expect(thin.values).toEqual(thin.times.map((time) => values[time]));
    }));
  });
});

test('visits stand under the year of their day in the clinic', () => {
  const visit = (startedAt: string): Visit => ({ id: startedAt, kind: 'token', startedAt, endedAt: null, title: '', status: 'done', reason: null, happened: null });
  const visits = ['2026-01-01T01:00:00Z', '2025-12-31T23:30:00Z', '2025-06-01T08:00:00Z', '2019-06-01T08:00:00Z'].map(visit);
  const dayOf = (instant: string): string => new Date(Date.parse(instant) + 3_600_000).toISOString().slice(0, 10);
  expect(timelineOf(visits, dayOf).map((item) => (item.kind === 'year' ? `${item.year}: ${item.count}` : item.visit.startedAt))).toEqual([
    '2026: 2', '2026-01-01T01:00:00Z', '2025-12-31T23:30:00Z', '2025: 1', '2025-06-01T08:00:00Z', '2019: 1', '2019-06-01T08:00:00Z',
  ]);
});
