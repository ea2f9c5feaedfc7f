import { expect } from 'vitest';
import { anaemia, elevationFormula } from '#domain/clinical/anaemia.ts';
import { bloodPressureClass } from '#domain/clinical/blood-pressure-class.ts';
import { bmiClass } from '#domain/clinical/bmi-class.ts';
import { readCvdPack, type CvdPack } from '#domain/clinical/cvd-pack.ts';
import { egfr } from '#domain/clinical/egfr.ts';
import { findrisc } from '#domain/clinical/findrisc.ts';
import { friedewald } from '#domain/clinical/friedewald.ts';
import { glucoseClass, hypoglycaemia, type GlucoseTest } from '#domain/clinical/glucose-class.ts';
import { hba1cClass } from '#domain/clinical/hba1c-class.ts';
import { lipidClass, type LipidUnit } from '#domain/clinical/lipids.ts';
import { whoCvd } from '#domain/clinical/who-cvd.ts';
import { check, kebab, readClinical, type Check } from './vector.ts';

const sexOf = (letter: string | undefined) => (letter === 'F' ? 'female' : letter === 'M' ? 'male' : undefined);
const CVD_BANDS: Readonly<Record<string, string>> = { '<5': 'under-5', '5-<10': '5-to-10', '10-<20': '10-to-20', '20-<30': '20-to-30', '>=30': '30-and-over' };
const SMOKING = { '10_19_per_day': '10-to-19' } as const;
const GROUPS: Readonly<Record<string, string>> = {
  child_6_23m: 'child-6-23-months', child_24_59m: 'child-24-59-months', child_5_11y: 'child-5-11-years', child_12_14y: 'child-12-14-years', woman_15plus: 'woman', man_15plus: 'man',
  pregnant_t1: 'pregnant-1', pregnant_t2: 'pregnant-2', pregnant_t3: 'pregnant-3',
};

let pack: CvdPack | undefined;
function cvdPack(): CvdPack {
  if (!pack) {
    const read = readCvdPack(readClinical('who_cvd_2019_lab.csv'));
    if (!read.ok) throw new Error(`The pack does not read: ${JSON.stringify(read.error)}`);
    pack = read.value;
  }
  return pack;
}

function glucoseBand(test: string, unit: string, value: number): string | null {
  if (test === 'hba1c') return hba1cClass('ada', { value, unit: unit as '%' }).band;
  const reported = { value, unit: unit.replace('_', '/') as 'mg/dL' };
  if (test === 'hypoglycaemia') return hypoglycaemia(reported).band;
  const [name, guideline = 'WHO'] = test.split('/');
  return glucoseClass(guideline.toLowerCase() as 'ada' | 'who', name === 'ogtt_2h_75g' ? 'ogtt-2h' : name as GlucoseTest, reported).band;
}

interface CvdVector { readonly age: number; readonly sex: string; readonly smoker: boolean; readonly dm: boolean; readonly sbp: number; readonly tc_mmol_L: number; readonly region: string }
interface FindriscVector {
  readonly age: number; readonly bmi: number; readonly waist: number; readonly sex: string; readonly active: boolean; readonly veg: boolean; readonly bpmed: boolean; readonly glu: boolean; readonly fam: string;
}
interface AnaemiaVector {
  readonly age_months?: number; readonly age_years?: number; readonly sex?: string; readonly pregnant?: boolean; readonly trimester?: 1 | 2 | 3; readonly hb_g_L?: number;
  readonly elevation_m?: number; readonly smoking?: keyof typeof SMOKING;
}
interface AnaemiaExpected { readonly group?: string | null; readonly adjusted_hb_g_L?: number | null; readonly severity?: string; readonly formula_adjustment_g_L?: number }

export const chronic: Readonly<Record<string, Check>> = {
  'bmi.json': check<{ weight_kg: number; height_cm: number }, { bmi: number; who_class: string }>(({ input, expect: expected }) => {
    const result = bmiClass({ weightKg: input.weight_kg, heightCm: input.height_cm });
    expect(result.value).toBeCloseTo(expected.bmi, 2);
    expect(result.band).toBe(kebab(expected.who_class));
  }),
  'blood_pressure.json': check<{ sbp: number; dbp: number }, Record<'acc_aha_2017' | 'esc_2024' | 'esh_2023', string> & { isolated: string | null }>(({ input, expect: expected }) => {
    const by = (guideline: 'acc-aha-2017' | 'esc-2024' | 'esh-2023') => bloodPressureClass(guideline, { systolic: input.sbp, diastolic: input.dbp });
    expect([by('acc-aha-2017').band, by('esc-2024').band, by('esh-2023').band]).toEqual([expected.acc_aha_2017, expected.esc_2024, expected.esh_2023].map(kebab));
    expect(by('esh-2023').isolated).toBe(expected.isolated?.replace('isolated_', '') ?? null);
  }),
  'glucose.json': check<{ test: string; unit: string; value: number }, string>(({ input, expect: expected }) => { expect(glucoseBand(input.test, input.unit, input.value)).toBe(kebab(expected)); }),
  'lipids.json': check<{ tc: number; hdl: number; tg: number; unit: LipidUnit }, { ldl: number | null; ldl_class?: string | null; tc_class?: string }>(({ input, expect: expected }) => {
    const result = friedewald({ totalCholesterol: input.tc, hdl: input.hdl, triglycerides: input.tg, unit: input.unit, fasting: true });
    if (expected.ldl === null) expect(result.value).toBeNull();
    else expect(result.value).toBeCloseTo(expected.ldl, 3);
    if (expected.ldl_class !== undefined) expect(result.band).toBe(expected.ldl_class && kebab(expected.ldl_class));
    if (expected.tc_class) expect(lipidClass('total-cholesterol', { value: input.tc, unit: input.unit }).band).toBe(kebab(expected.tc_class));
  }),
  'egfr.json': check<{ creatinine: number; unit: 'mg/dL'; age: number; sex: string }, { egfr: number | null; egfr_rounded?: number; gfr_category?: string }>(({ input, expect: expected }) => {
    const result = egfr({ creatinine: { value: input.creatinine, unit: input.unit }, ageYears: input.age, sex: sexOf(input.sex) });
    if (expected.egfr === null) return void expect(result).toMatchObject({ value: null, band: null, refused: 'outside-population' });
    expect(result.value).toBeCloseTo(expected.egfr, 2);
    expect([Math.round(result.value ?? 0), result.band]).toEqual([expected.egfr_rounded, expected.gfr_category]);
  }),
  'who_cvd_2019.json': check<CvdVector, { risk_percent: number | null; band?: string; error?: string }>(({ input, expect: expected }) => {
    const result = whoCvd(cvdPack(), {
      ageYears: input.age, sex: sexOf(input.sex), smoker: input.smoker, diabetes: input.dm, systolic: input.sbp, totalCholesterol: input.tc_mmol_L, region: input.region,
    });
    expect(result.value).toBe(expected.risk_percent);
    if (expected.error) expect(result.refused).toBe('outside-population');
    else expect(result.band).toBe(CVD_BANDS[expected.band ?? '']);
  }),
  'findrisc.json': check<FindriscVector, { total: number; risk: string }>(({ input, expect: expected }) => {
    const result = findrisc({
      ageYears: input.age, bmi: input.bmi, waist: input.waist, sex: sexOf(input.sex), active: input.active, vegetablesDaily: input.veg, pressureDrugs: input.bpmed,
      highGlucose: input.glu, family: kebab(input.fam) as 'none',
    });
    expect([result.total, result.band]).toEqual([expected.total, kebab(expected.risk)]);
  }),
  'anaemia.json': check<AnaemiaVector, AnaemiaExpected>(({ input, expect: expected }) => {
    if (expected.formula_adjustment_g_L !== undefined) return void expect(elevationFormula(input.elevation_m ?? NaN)).toBeCloseTo(expected.formula_adjustment_g_L, 2);
    const result = anaemia({
      haemoglobin: input.hb_g_L, ageMonths: input.age_months ?? (input.age_years ?? NaN) * 12, sex: sexOf(input.sex), pregnant: input.pregnant, trimester: input.trimester,
      elevation: input.elevation_m, smoking: input.smoking && SMOKING[input.smoking],
    });
    expect(result.value).toBe(expected.adjusted_hb_g_L);
    if (expected.severity === 'not_covered') return void expect([result.group, result.band, result.refused]).toEqual([null, null, 'outside-population']);
    expect([result.group, result.band]).toEqual([GROUPS[expected.group ?? ''], expected.severity]);
  }),
};
