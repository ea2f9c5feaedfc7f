import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkPressurePair } from '#domain/vitals/blood-pressure.ts';
import { bodyMassIndex } from '#domain/vitals/bmi.ts';
import { checkVital } from '#domain/vitals/check.ts';
import { painBand } from '#domain/vitals/consciousness.ts';
import { quantityOf, unitOf } from '#domain/vitals/quantities.ts';
import type { QuantityCode } from '#domain/vitals/quantities.ts';
import { fromCanonical, toCanonical } from '#domain/vitals/units.ts';

/** Vectors of the clinical rules; they lie outside the project and are not needed to build it. */
const folder = new URL('../../../../shared/data/clinical/test_vectors/', import.meta.url);
const absent = !existsSync(folder);
interface Vector<I, E> { readonly input: I; readonly expect: E; readonly decimals?: number }
const read = <I, E>(file: string): readonly Vector<I, E>[] =>
  absent ? [] : (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Vector<I, E>[]);

const reason = absent ? ' (skipped: the clinical test vectors are not beside this checkout)' : '';
const adult = { ageDays: 40 * 365 };
const codes: Readonly<Record<string, readonly [QuantityCode, string]>> = {
  temperature: ['temperature', 'Cel'], heart_rate: ['heart-rate', '/min'], spo2: ['spo2', '%'], systolic_bp: ['systolic', 'mm[Hg]'],
  respiratory_rate: ['respiratory-rate', '/min'], weight_adult: ['weight', 'kg'], height_adult: ['height', 'cm'],
  gcs_total: ['gcs-total', '{score}'], glucose: ['glucose', 'mg/dL'], haemoglobin: ['haemoglobin', 'g/dL'],
};

describe.skipIf(absent)(`vectors of the clinical rules${reason}`, () => {
  test('plausibility', () => {
    const vectors = read<{ quantity?: string; value?: number; sbp?: number; dbp?: number }, string>('plausibility.json');
    expect(vectors.length).toBeGreaterThanOrEqual(22);
    for (const { input, expect: expected } of vectors) {
      if (input.sbp !== undefined && input.dbp !== undefined) {
        expect(checkPressurePair({ systolic: input.sbp, diastolic: input.dbp }).replace(/-.*/, '')).toBe(expected === 'reject' ? 'refuse' : expected);
        continue;
      }
      const [code, unit] = codes[input.quantity ?? ''] ?? [];
      if (!code || !unit) throw new Error(`No quantity for ${input.quantity ?? 'a vector'}`);
      const { outcome } = checkVital(code, input.value ?? Number.NaN, unit, adult);
      expect(outcome, `${code} ${input.value ?? ''}`).toBe(expected === 'reject' ? 'refuse' : expected);
    }
  });

  test('unit conversions of the vital signs', () => {
    const quantities: Readonly<Record<string, QuantityCode>> = {
      glucose: 'glucose', haemoglobin: 'haemoglobin', 'temperature C->F': 'temperature', 'temperature F->C': 'temperature',
      'mass lb': 'weight', 'length in': 'height', 'pressure kPa': 'systolic',
    };
    let checked = 0;
    for (const { input, expect: expected, decimals } of read<{ quantity: string; value: number; from?: string; to?: string }, number>('unit_conversions.json')) {
      const code = quantities[input.quantity];
      if (!code) continue;
      const from = unitOf(code, input.from ?? '[degF]');
      const to = unitOf(code, input.to ?? 'Cel');
      if (!from || !to) throw new Error(`No unit for ${input.quantity} (${quantityOf(code).unit})`);
      expect(fromCanonical(toCanonical(input.value, from), to), input.quantity).toBeCloseTo(expected, (decimals ?? 2) - 0.01);
      checked += 1;
    }
    expect(checked).toBeGreaterThanOrEqual(15);
  });

  test('body mass index', () => {
    const vectors = read<{ weight_kg: number; height_cm: number }, { bmi: number }>('bmi.json');
    for (const { input, expect: expected } of vectors) expect(bodyMassIndex(input.weight_kg, input.height_cm)).toBeCloseTo(expected.bmi, 2);
    expect(vectors.length).toBeGreaterThanOrEqual(9);
  });

  test('pain bands', () => {
    for (const { input, expect: expected } of read<{ pain_nrs?: number }, string>('consciousness_pain.json')) {
      if (input.pain_nrs === undefined) continue;
      const score = input.pain_nrs;
      if (expected === 'reject') expect(() => painBand(score)).toThrow(RangeError);
      else expect(painBand(score)).toBe(expected);
    }
  });
});
