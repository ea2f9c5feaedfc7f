import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkVital } from '#domain/vitals/check.ts';
import type { VitalContext } from '#domain/vitals/check.ts';
import { limitsFor } from '#domain/vitals/limits.ts';
import { quantityCodes, unitsFor } from '#domain/vitals/quantities.ts';

const adult: VitalContext = { ageDays: 40 * 365 };
const aged = (years: number): VitalContext => ({ ageDays: Math.round(years * 365.25) });

describe('one value', () => {
  test.each([
    ['temperature', 36.8, 'Cel', 'ok'], ['temperature', 25, 'Cel', 'confirm'], ['temperature', 24.9, 'Cel', 'refuse'],
    ['temperature', 41, 'Cel', 'ok'], ['temperature', 41.1, 'Cel', 'confirm'], ['temperature', 45.1, 'Cel', 'refuse'],
    ['heart-rate', 20, '/min', 'confirm'], ['heart-rate', 19, '/min', 'refuse'], ['heart-rate', 180, '/min', 'ok'],
    ['respiratory-rate', 41, '/min', 'confirm'], ['spo2', 100, '%', 'ok'], ['spo2', 100.1, '%', 'refuse'],
    ['weight', 20, 'kg', 'confirm'], ['weight', 19.9, 'kg', 'refuse'], ['height', 275.1, 'cm', 'refuse'],
    ['pain', 0, '{score}', 'ok'], ['pain', 10, '{score}', 'ok'], ['pain', 11, '{score}', 'refuse'], ['pain', 3.5, '{score}', 'refuse'],
    ['glucose', 10, 'mg/dL', 'confirm'], ['glucose', 50, 'mg/dL', 'ok'], ['glucose', 2000, 'mg/dL', 'confirm'], ['glucose', 5.5, 'mmol/L', 'ok'],
    ['systolic', 40, 'kPa', 'refuse'], ['systolic', 16, 'kPa', 'ok'],
  ] as const)('%s %d %s: %s', (code, value, unit, outcome) => {
    expect(checkVital(code, value, unit, adult).outcome).toBe(outcome);
  });

  test('a refusal names the limit in the unit that was typed', () => {
    expect(checkVital('temperature', 120, '[degF]', adult)).toMatchObject({ outcome: 'refuse', reason: 'too-high', limit: { low: 77, high: 113, unit: '[degF]' } });
  });

  test('the limit that is shown is itself accepted, in every unit and at every age', () => {
    for (const code of quantityCodes) {
      for (const unit of unitsFor(code)) {
        for (const ageDays of [null, 10, 400, 2500, 15_000]) {
          const check = checkVital(code, 1e9, unit.ucum, { ageDays });
          if (check.outcome !== 'refuse' || check.limit?.high == null) throw new Error(`${code}: no upper limit`);
          expect(checkVital(code, check.limit.high, unit.ucum, { ageDays }).outcome, `${code} ${check.limit.high} ${unit.ucum}`).not.toBe('refuse');
        }
      }
    }
  });

  test('zero pulse, breathing or pressure is a state and not a number', () => {
    expect(checkVital('heart-rate', 0, '/min', adult)).toMatchObject({ reason: 'state-not-number', state: 'no-pulse' });
    expect(checkVital('respiratory-rate', 0, '/min', adult)).toMatchObject({ state: 'apnoea' });
    expect(checkVital('systolic', 0, 'mm[Hg]', adult)).toMatchObject({ state: 'unrecordable-pressure' });
  });

  test('not a number and unknown units are refused', () => {
    expect(checkVital('temperature', Number.NaN, 'Cel', adult)).toMatchObject({ reason: 'not-a-number' });
    expect(checkVital('temperature', 37, 'kg', adult)).toMatchObject({ reason: 'unknown-unit' });
  });

  test('every number in every unit gets exactly one of three answers', () => {
    fc.assert(fc.property(fc.constantFrom(...quantityCodes), fc.double(), fc.option(fc.integer({ min: -5, max: 50_000 })), (code, value, ageDays) => {
      for (const unit of unitsFor(code)) expect(['ok', 'refuse', 'confirm']).toContain(checkVital(code, value, unit.ucum, { ageDays }).outcome);
    }));
  });
});

describe('unit slips are offered, never applied', () => {
  test.each([
    ['temperature', 98.6, 'Cel', '[degF]'], ['temperature', 80, 'Cel', '[degF]'], ['temperature', 115, 'Cel', '[degF]'], ['temperature', 37, '[degF]', 'Cel'], ['height', 1.7, 'cm', 'm'],
    ['glucose', 5.5, 'mg/dL', 'mmol/L'], ['glucose', 120, 'mmol/L', 'mg/dL'], ['fio2', 0.4, '%', '1'],
    ['haemoglobin', 125, 'g/dL', 'g/L'], ['systolic', 16, 'mm[Hg]', 'kPa'], ['systolic', 120, 'kPa', 'mm[Hg]'], ['height', 175, '[in_i]', 'cm'],
  ] as const)('%s %d %s → %s', (code, value, unit, offered) => {
    expect(checkVital(code, value, unit, adult)).toMatchObject({ outcome: 'refuse', suggestion: { value, unit: offered } });
  });

  test('a possible value in the wrong range is asked about with the offer beside it', () => {
    expect(checkVital('glucose', 20, 'mg/dL', adult)).toMatchObject({ outcome: 'confirm', suggestion: { value: 20, unit: 'mmol/L' } });
    expect(checkVital('height', 65, 'cm', adult)).toMatchObject({ outcome: 'confirm', suggestion: { value: 65, unit: '[in_i]' } });
  });

  test('grams typed for a newborn', () => {
    expect(checkVital('weight', 3400, 'kg', { ageDays: 3 })).toMatchObject({ outcome: 'refuse', suggestion: { value: 3400, unit: 'g' } });
  });
});

describe('age', () => {
  test('a newborn weighs 3 kg, an adult does not', () => {
    expect(checkVital('weight', 3, 'kg', { ageDays: 1 }).outcome).toBe('ok');
    expect(checkVital('weight', 3, 'kg', adult).outcome).toBe('refuse');
    expect(checkVital('weight', 3, 'kg', { ageDays: null }).outcome).toBe('confirm');
  });

  test('a six-year-old of 18 kg and 112 cm is not refused', () => {
    expect(checkVital('weight', 18, 'kg', aged(6)).outcome).toBe('ok');
    expect(checkVital('height', 112, 'cm', aged(6)).outcome).toBe('ok');
  });

  test('pulse and breathing by age', () => {
    expect(checkVital('heart-rate', 200, '/min', { ageDays: 100 }).outcome).toBe('ok');
    expect(checkVital('heart-rate', 200, '/min', adult).outcome).toBe('confirm');
    expect(checkVital('heart-rate', 50, '/min', { ageDays: 100 }).outcome).toBe('confirm');
    expect(checkVital('respiratory-rate', 60, '/min', { ageDays: 10 }).outcome).toBe('ok');
  });

  test('no age has confirm limits outside its reject limits', () => {
    fc.assert(fc.property(fc.constantFrom(...quantityCodes), fc.option(fc.integer({ min: 0, max: 45_000 })), (code, ageDays) => {
      const { reject, confirm } = limitsFor(code, ageDays);
      expect(confirm[0] ?? Infinity).toBeGreaterThanOrEqual(reject[0] ?? -Infinity);
      expect(confirm[1] ?? -Infinity).toBeLessThanOrEqual(reject[1] ?? Infinity);
    }));
  });
});

describe('change since the last time', () => {
  test('an adult: more than a tenth of weight, more than 3 cm of height', () => {
    expect(checkVital('weight', 77, 'kg', { ...adult, previous: 70 }).outcome).toBe('ok');
    expect(checkVital('weight', 77.1, 'kg', { ...adult, previous: 70 })).toMatchObject({ reasons: ['changed-since-last'] });
    expect(checkVital('weight', 62.9, 'kg', { ...adult, previous: 70 })).toMatchObject({ reasons: ['changed-since-last'] });
    expect(checkVital('height', 173, 'cm', { ...adult, previous: 170 }).outcome).toBe('ok');
    expect(checkVital('height', 173.1, 'cm', { ...adult, previous: 170 }).outcome).toBe('confirm');
  });

  test('a child may grow but not shrink', () => {
    expect(checkVital('weight', 6, 'kg', { ageDays: 150, previous: 4 }).outcome).toBe('ok');
    expect(checkVital('weight', 4, 'kg', { ageDays: 150, previous: 6 }).outcome).toBe('confirm');
    expect(checkVital('height', 110, 'cm', { ...aged(6), previous: 104 }).outcome).toBe('ok');
    expect(checkVital('height', 102, 'cm', { ...aged(6), previous: 104 })).toMatchObject({ reasons: ['fell-since-last'] });
  });

  test('a z-score beyond five is asked about', () => {
    expect(checkVital('weight', 9, 'kg', { ageDays: 30, zScore: 6 })).toMatchObject({ reasons: ['far-from-growth-standard'] });
    expect(checkVital('weight', 4, 'kg', { ageDays: 30, zScore: -1 }).outcome).toBe('ok');
  });
});
