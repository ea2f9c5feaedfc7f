import { expect } from 'vitest';
import { checkPressurePair } from '#domain/vitals/blood-pressure.ts';
import { checkVital } from '#domain/vitals/check.ts';
import { convertLab, estimatedAverageGlucose, type Analyte } from '#domain/vitals/lab-units.ts';
import { unitOf, type QuantityCode } from '#domain/vitals/quantities.ts';
import { fromCanonical, toCanonical } from '#domain/vitals/units.ts';
import { check, type Check } from './vector.ts';

const ADULT = { ageDays: 40 * 365 };
const QUANTITIES: Readonly<Record<string, readonly [QuantityCode, string]>> = {
  temperature: ['temperature', 'Cel'], heart_rate: ['heart-rate', '/min'], spo2: ['spo2', '%'], systolic_bp: ['systolic', 'mm[Hg]'],
  respiratory_rate: ['respiratory-rate', '/min'], weight_adult: ['weight', 'kg'], height_adult: ['height', 'cm'],
  gcs_total: ['gcs-total', '{score}'], glucose: ['glucose', 'mg/dL'], haemoglobin: ['haemoglobin', 'g/dL'],
};
const AT_THE_BEDSIDE: Readonly<Record<string, QuantityCode>> = {
  glucose: 'glucose', 'temperature C->F': 'temperature', 'temperature F->C': 'temperature', 'mass lb': 'weight', 'length in': 'height', 'pressure kPa': 'systolic',
};
const IN_THE_LABORATORY: Readonly<Record<string, Analyte>> = {
  glucose: 'glucose', 'cholesterol (TC, HDL, LDL, non-HDL)': 'cholesterol', triglycerides: 'triglycerides', creatinine: 'creatinine', 'urea nitrogen (BUN) -> urea': 'urea',
  bilirubin: 'bilirubin', haemoglobin: 'haemoglobin', 'haemoglobin (monomer)': 'haemoglobin', calcium: 'calcium', 'hba1c IFCC->NGSP': 'hba1c',
};

export const entry: Readonly<Record<string, Check>> = {
  'plausibility.json': check<{ quantity?: string; value?: number; sbp?: number; dbp?: number }, string>(({ input, expect: expected }) => {
    const outcome = expected === 'reject' ? 'refuse' : expected;
    if (input.sbp !== undefined && input.dbp !== undefined) return void expect(checkPressurePair({ systolic: input.sbp, diastolic: input.dbp }).replace(/-.*/, '')).toBe(outcome);
    const [code, unit] = QUANTITIES[input.quantity ?? ''] ?? [];
    if (!code || !unit) throw new Error(`No quantity for ${String(input.quantity)}`);
    expect(checkVital(code, input.value ?? NaN, unit, ADULT).outcome).toBe(outcome);
  }),
  'unit_conversions.json': check<{ quantity: string; value: number; from?: string; to?: string }, number>(({ input, expect: expected, decimals = 2 }) => {
    const analyte = IN_THE_LABORATORY[input.quantity];
    const code = AT_THE_BEDSIDE[input.quantity];
    const made: (number | undefined)[] = [];
    if (input.quantity === 'hba1c -> estimated average glucose') made.push(estimatedAverageGlucose(input.value));
    if (analyte) made.push(convertLab(analyte, input.value, input.from ?? '', input.to ?? ''));
    const [from, to] = code ? [unitOf(code, input.from ?? '[degF]'), unitOf(code, input.to ?? 'Cel')] : [];
    if (from && to) made.push(fromCanonical(toCanonical(input.value, from), to));
    expect(made.length).toBeGreaterThan(0);
    // The vectors round half up as people do, which a binary double an instant below the half does not.
    for (const value of made) expect(Math.abs((value ?? NaN) - expected)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
  }),
};
