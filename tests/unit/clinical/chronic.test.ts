import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anaemia, elevationAdjustment, type AnaemiaInputs } from '#domain/clinical/anaemia.ts';
import { bloodPressureClass, PRESSURE_TABLES, type PressureGuideline } from '#domain/clinical/blood-pressure-class.ts';
import { bmiAsianAction, bmiClass } from '#domain/clinical/bmi-class.ts';
import { albuminuria, egfr } from '#domain/clinical/egfr.ts';
import { findrisc, FINDRISC_MOST, type FindriscInputs } from '#domain/clinical/findrisc.ts';
import { friedewald, nonHdl } from '#domain/clinical/friedewald.ts';
import { glucoseClass, hypoglycaemia, pregnancyGlucose } from '#domain/clinical/glucose-class.ts';
import { hba1cClass } from '#domain/clinical/hba1c-class.ts';
import { lipidClass } from '#domain/clinical/lipids.ts';

describe('body mass', () => {
  test('is classed unrounded: what is shown as 25.0 may be under 25', () => {
    expect([bmiClass({ weightKg: 72.24, heightCm: 170 }), bmiClass({ weightKg: 72.25, heightCm: 170 })].map(({ value, band }) => [value?.toFixed(1), band])).toEqual([['25.0', 'normal'], ['25.0', 'overweight']]);
    expect(bmiAsianAction({ weightKg: 70, heightCm: 170 })).toMatchObject({ band: 'from-23', unit: 'kg/m2' });
  });
  test('needs both', () => { expect(bmiClass({ weightKg: 70 })).toMatchObject({ value: null, band: null, missing: ['height'], parts: { weight: 70 } }); });
});

describe('blood pressure', () => {
  const pressures = fc.tuple(fc.integer({ min: 60, max: 260 }), fc.integer({ min: 30, max: 160 }));
  test('rising pressure never has a lower category, in any guideline', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.keys(PRESSURE_TABLES) as PressureGuideline[]), pressures, fc.nat(40), fc.nat(40), (guideline, [systolic, diastolic], up, out) => {
      const rank = (s: number, d: number) => PRESSURE_TABLES[guideline].order.indexOf(bloodPressureClass(guideline, { systolic: s, diastolic: d }).band ?? '');
      expect(rank(systolic, diastolic)).toBeGreaterThanOrEqual(0);
      expect(rank(systolic + up, diastolic + out)).toBeGreaterThanOrEqual(rank(systolic, diastolic));
    }));
  });
  test('one of the two alone says what it reaches already', () => {
    expect(bloodPressureClass('acc-aha-2017', { systolic: 145 })).toMatchObject({ band: null, atLeast: 'stage-2', missing: ['diastolic'], isolated: null });
    expect(bloodPressureClass('acc-aha-2017', { diastolic: 70 })).toMatchObject({ band: null, atLeast: null, missing: ['systolic'] });
    expect(bloodPressureClass('esc-2024', {})).toMatchObject({ band: null, atLeast: null, missing: ['systolic', 'diastolic'] });
  });
  test('every table names only categories of its order, each reachable', () => {
    for (const { order, systolic, diastolic } of Object.values(PRESSURE_TABLES)) {
      expect(new Set([systolic, diastolic].flatMap(({ below, cuts }) => [below, ...cuts.map(([, , then]) => then)]))).toEqual(new Set(order));
    }
  });
  test('WHO and pregnancy', () => {
    const who = (systolic: number, diastolic: number) => bloodPressureClass('who-2021', { systolic, diastolic }).band;
    expect([who(139, 89), who(140, 70), who(120, 90), who(160, 70), who(120, 100)]).toEqual(['below-hypertension', 'hypertension', 'hypertension', 'hypertension-same-day', 'hypertension-same-day']);
    const pregnant = (systolic: number, diastolic: number) => bloodPressureClass('pregnancy', { systolic, diastolic }).band;
    expect([pregnant(139, 89), pregnant(140, 89), pregnant(159, 109), pregnant(160, 80), pregnant(130, 110)]).toEqual(['below-hypertension', 'hypertension', 'hypertension', 'severe', 'severe']);
  });
});

describe('kidney', () => {
  test('a fall of creatinine never lowers the filtration, in either unit', () => {
    fc.assert(fc.property(fc.double({ min: 0.2, max: 20, noNaN: true }), fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: 18, max: 100 }), fc.constantFrom('female' as const, 'male' as const), (value, more, ageYears, sex) => {
      const of = (amount: number) => egfr({ creatinine: { value: amount, unit: 'mg/dL' }, ageYears, sex }).value ?? NaN;
      expect(of(value * more)).toBeLessThanOrEqual(of(value));
      expect(egfr({ creatinine: { value: value * 88.4, unit: 'umol/L' }, ageYears, sex }).value).toBeCloseTo(of(value), 6);
    }));
  });
  test('a category is decided before rounding', () => {
    const made = egfr({ creatinine: { value: 1.39, unit: 'mg/dL' }, ageYears: 55, sex: 'male' });
    expect(Math.round(made.value ?? 0)).toBe(60);
    expect(made.band).toBe('G3a');
  });
  test('of neither sex, both results and no category', () => {
    const both = egfr({ creatinine: { value: 1, unit: 'mg/dL' }, ageYears: 50 });
    const one = (sex: 'female' | 'male') => egfr({ creatinine: { value: 1, unit: 'mg/dL' }, ageYears: 50, sex }).value;
    expect(both).toMatchObject({ value: null, band: null, missing: ['sex'], bySex: { female: one('female'), male: one('male') } });
  });
  test('what is missing or cannot be', () => {
    expect(egfr({ ageYears: 50, sex: 'male' })).toMatchObject({ value: null, missing: ['creatinine'] });
    expect(egfr({}).missing).toEqual(['creatinine', 'age', 'sex']);
    expect([egfr({ ageYears: 17 }).refused, egfr({ creatinine: { value: 0, unit: 'mg/dL' }, ageYears: 50, sex: 'male' }).refused]).toEqual(['outside-population', 'not-positive']);
  });
  test('albumin in urine', () => { expect([29.9, 30, 300, 300.1].map((ratio) => albuminuria(ratio).band)).toEqual(['A1', 'A2', 'A2', 'A3']); });
});

describe('glucose, HbA1c and lipids', () => {
  test('are compared in the unit reported: 5.6 mmol/L is not exactly 100 mg/dL', () => {
    expect(glucoseClass('ada', 'fasting', { value: 5.6, unit: 'mmol/L' })).toMatchObject({ band: 'impaired-fasting-glucose', value: 5.6, unit: 'mmol/L' });
    expect(glucoseClass('ada', 'fasting', { value: 5.58 * 18.0156, unit: 'mg/dL' }).band).toBe('impaired-fasting-glucose');
    expect(glucoseClass('ada', 'fasting', { value: 5.58, unit: 'mmol/L' }).band).toBe('normal');
  });
  test('guidelines differ in the fasting range alone', () => {
    const both = (test: 'fasting' | 'random' | 'ogtt-2h', value: number) => (['ada', 'who'] as const).map((who) => glucoseClass(who, test, { value, unit: 'mg/dL' }).band);
    expect([both('fasting', 105), both('random', 200), both('ogtt-2h', 140)])
      .toEqual([['impaired-fasting-glucose', 'normal'], ['diabetes-range-if-symptoms', 'diabetes-range-if-symptoms'], ['impaired-glucose-tolerance', 'impaired-glucose-tolerance']]);
  });
  test('low glucose', () => {
    expect([53, 54, 69, 70].map((value) => hypoglycaemia({ value, unit: 'mg/dL' }).band)).toEqual(['level-2', 'level-1', 'level-1', 'none']);
    expect([2.9, 3, 3.8, 3.9].map((value) => hypoglycaemia({ value, unit: 'mmol/L' }).band)).toEqual(['level-2', 'level-1', 'level-1', 'none']);
  });
  test('in pregnancy', () => {
    expect([5, 5.1, 6.9, 7].map((value) => pregnancyGlucose('fasting', { value, unit: 'mmol/L' }).band)).toEqual(['normal', 'gestational-diabetes', 'gestational-diabetes', 'diabetes-range']);
    expect([9.9, 10, 20].map((value) => pregnancyGlucose('ogtt-1h', { value, unit: 'mmol/L' }).band)).toEqual(['normal', 'gestational-diabetes', 'gestational-diabetes']);
    expect([8.4, 8.5, 11, 11.1].map((value) => pregnancyGlucose('ogtt-2h', { value, unit: 'mmol/L' }).band)).toEqual(['normal', 'gestational-diabetes', 'gestational-diabetes', 'diabetes-range']);
  });
  test('HbA1c in both units', () => {
    expect([38, 39, 47, 48].map((value) => hba1cClass('ada', { value, unit: 'mmol/mol' }).band)).toEqual(['normal', 'prediabetes', 'prediabetes', 'diabetes-range']);
    expect([6.4, 6.5].map((value) => hba1cClass('who', { value, unit: '%' }).band)).toEqual(['below-diagnostic', 'diabetes-range']);
    expect(hba1cClass('ada', { unit: '%' })).toMatchObject({ value: null, band: null, missing: ['value'] });
  });
  test('HDL is judged by sex, and protects from 60', () => {
    expect(([['hdl-men', 39], ['hdl-men', 40], ['hdl-women', 49], ['hdl-women', 50], ['hdl-men', 60]] as const).map(([lipid, value]) => lipidClass(lipid, { value, unit: 'mg/dL' }).band))
      .toEqual(['low', 'usual', 'low', 'usual', 'protective']);
  });
});

describe('Friedewald', () => {
  const sample = { totalCholesterol: 200, hdl: 50, triglycerides: 150, unit: 'mg/dL', fasting: true } as const;
  test('warns where the number may be too low', () => {
    expect(friedewald(sample)).toMatchObject({ value: 120, unit: 'mg/dL', band: 'near-optimal', warnings: [] });
    expect(friedewald({ ...sample, triglycerides: 201 }).warnings).toEqual(['high-triglycerides']);
    expect(friedewald({ ...sample, totalCholesterol: 149 }).warnings).toEqual(['low-ldl']);
    expect([friedewald({ ...sample, fasting: false }).warnings, friedewald({ ...sample, fasting: undefined }).warnings]).toEqual([['not-fasting'], ['not-fasting']]);
  });
  test('refuses what it does not hold for', () => {
    expect(friedewald({ ...sample, triglycerides: 400 })).toMatchObject({ value: null, band: null, refused: 'triglycerides-too-high', warnings: [] });
    expect(friedewald({ ...sample, triglycerides: 399 }).value).toBeCloseTo(70.2, 9);
    expect(friedewald({ ...sample, totalCholesterol: 80 })).toMatchObject({ value: null, refused: 'result-not-positive' });
    expect(friedewald({ ...sample, triglycerides: 5.2 }).refused).toBe('outside-accepted-range');
    expect(friedewald({ ...sample, unit: 'mmol/L' }).refused).toBe('outside-accepted-range');
    expect(friedewald({ ...sample, hdl: undefined })).toMatchObject({ value: null, missing: ['hdl'], warnings: [] });
  });
  test('the rest beside HDL', () => { expect([nonHdl(200, 50), nonHdl(5.2, 1.3)]).toEqual([150, 3.9]); });
});

describe('FINDRISC', () => {
  const least: FindriscInputs = { ageYears: 30, bmi: 22, waist: 75, sex: 'female', active: true, vegetablesDaily: true, pressureDrugs: false, highGlucose: false, family: 'none' };
  const points = (changes: Partial<FindriscInputs>) => findrisc({ ...least, ...changes }).total;
  test('every edge', () => {
    expect([44, 45, 54, 55, 64, 65].map((ageYears) => points({ ageYears }))).toEqual([0, 2, 2, 3, 3, 4]);
    expect([24.9, 25, 30, 30.1].map((bmi) => points({ bmi }))).toEqual([0, 1, 1, 3]);
    expect([79.9, 80, 88, 88.1].map((waist) => points({ waist }))).toEqual([0, 3, 3, 4]);
    expect([93.9, 94, 102, 102.1].map((waist) => points({ waist, sex: 'male' }))).toEqual([0, 3, 3, 4]);
    expect([points({ active: false }), points({ vegetablesDaily: false }), points({ pressureDrugs: true }), points({ highGlucose: true }), points({ family: 'second-degree' }), points({ family: 'first-degree' })])
      .toEqual([2, 1, 2, 5, 3, 5]);
  });
  test('a missing answer leaves a range, in which the whole score lies', () => {
    expect(findrisc({})).toMatchObject({ total: null, possible: [0, 26], atLeast: null, missing: Object.keys(FINDRISC_MOST) });
    expect(findrisc({ ...least, sex: undefined })).toMatchObject({ missing: ['waist'], possible: [0, 4] });
    expect(findrisc({ ...least, bmi: undefined, highGlucose: true, family: 'first-degree', pressureDrugs: true })).toMatchObject({ atLeast: 'moderate', possible: [12, 15] });
    const whole = fc.record({
      ageYears: fc.integer({ min: 18, max: 100 }), bmi: fc.double({ min: 12, max: 60, noNaN: true }), waist: fc.integer({ min: 40, max: 180 }), sex: fc.constantFrom('female' as const, 'male' as const), active: fc.boolean(),
      vegetablesDaily: fc.boolean(), pressureDrugs: fc.boolean(), highGlucose: fc.boolean(), family: fc.constantFrom('none' as const, 'second-degree' as const, 'first-degree' as const),
    });
    fc.assert(fc.property(whole, fc.subarray(Object.keys(least)), (answers, left) => {
      const { possible: [low, high] } = findrisc(Object.fromEntries(Object.entries(answers).filter(([key]) => !left.includes(key))));
      const { total } = findrisc(answers);
      expect(low <= (total ?? -1) && (total ?? 99) <= high).toBe(true);
    }));
  });
});

describe('anaemia', () => {
  const woman: AnaemiaInputs = { haemoglobin: 125, ageMonths: 360, sex: 'female', elevation: 0, smoking: 'none' };
  test('groups begin with their month', () => {
    const group = (ageMonths: number, more: Partial<AnaemiaInputs> = {}) => anaemia({ ...woman, ageMonths, ...more }).group;
    expect([5, 6, 23, 24, 59, 60, 143, 144, 179, 180].map((months) => group(months))).toEqual([
      null, 'child-6-23-months', 'child-6-23-months', 'child-24-59-months', 'child-24-59-months', 'child-5-11-years', 'child-5-11-years', 'child-12-14-years', 'child-12-14-years', 'woman',
    ]);
    expect([group(180, { sex: 'male' }), group(170, { pregnant: true, trimester: 1 }), group(360, { pregnant: true })]).toEqual(['man', 'pregnant-1', 'pregnant']);
    expect([anaemia({ ...woman, ageMonths: null }).refused, anaemia({ ...woman, ageMonths: 5 }).refused]).toEqual(['age-unknown', 'outside-population']);
  });
  test('a trimester nobody said takes the higher limit, and says so', () => {
    expect(anaemia({ ...woman, haemoglobin: 107, pregnant: true })).toMatchObject({ band: 'mild', notKnown: ['trimester'] });
    expect(anaemia({ ...woman, haemoglobin: 107, pregnant: true, trimester: 2 })).toMatchObject({ band: 'none', notKnown: [] });
  });
  test('height and smoking are taken off before classing, and shown', () => {
    expect(anaemia({ ...woman, elevation: 2600, smoking: '20-and-over' })).toMatchObject({ value: 101, band: 'moderate', parts: { haemoglobin: 125, elevation: 18, smoking: 6 } });
    expect(anaemia({ ...woman, elevation: undefined, smoking: undefined })).toMatchObject({ value: 125, notKnown: ['elevation', 'smoking'] });
    expect(anaemia({ ...woman, elevation: 5501 }).refused).toBe('outside-accepted-range');
  });
  test('higher homes never have less taken off', () => {
    expect([-100, 0, 499, 500, 999, 1000, 4999, 5000, 5500].map(elevationAdjustment)).toEqual([0, 0, 0, 4, 4, 8, 33, 36, 40]);
    fc.assert(fc.property(fc.integer({ min: -400, max: 5500 }), fc.nat(500), (metres, up) => { expect(elevationAdjustment(metres + up)).toBeGreaterThanOrEqual(elevationAdjustment(metres)); }));
  });
  test('where the sex decides and is not known, the band that either reaches', () => {
    expect(anaemia({ ...woman, sex: undefined, haemoglobin: 100 })).toMatchObject({ band: null, atLeast: 'moderate', missing: ['sex'], group: null });
    expect(anaemia({ ...woman, sex: undefined, haemoglobin: 125 })).toMatchObject({ band: null, atLeast: null });
    expect(anaemia({ ...woman, haemoglobin: undefined })).toMatchObject({ value: null, band: null, missing: ['haemoglobin'] });
  });
});
