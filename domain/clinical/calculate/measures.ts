import { ANAEMIA, anaemia } from '../anaemia.ts';
import { bloodPressureClass, PRESSURE_RULES, type PressureGuideline } from '../blood-pressure-class.ts';
import { BMI_ASIAN_ACTION, BMI_CLASS, bmiAsianAction, bmiClass } from '../bmi-class.ts';
import { ALBUMINURIA, albuminuria, EGFR, egfr } from '../egfr.ts';
import { ACUTE_MALNUTRITION, acuteMalnutrition } from '../growth-classes.ts';
import { calculation, ofCode, ofLoinc, type Calculation } from './calculation.ts';
import { amount, labValue, numberOf, oneOf, yes, type Given } from './given.ts';
import { choice, lasting, yesNo } from './question.ts';

const YEAR = 365;
/** A grown-up's height holds. */
const FOR_GOOD = 100 * YEAR;
export const weight = ofCode('weight', YEAR);
export const height = ofCode('height', FOR_GOOD);
export const waist = ofCode('waist', YEAR);

const size = (given: Given) => ({ weightKg: numberOf(given, 'weight'), heightCm: numberOf(given, 'height') });

const PRESSURE_WORDS: Readonly<Record<PressureGuideline, Pick<Calculation, 'calm' | 'grave'>>> = {
  'who-2021': { calm: ['below-hypertension'], grave: ['hypertension-same-day'] },
  'esc-2024': { calm: ['non-elevated'], grave: [] },
  'esh-2023': { calm: ['optimal', 'normal'], grave: ['grade-3'] },
  'acc-aha-2017': { calm: ['normal'], grave: ['severe'] },
  pregnancy: { calm: ['below-hypertension'], grave: ['severe'] },
};

const pressure = (Object.keys(PRESSURE_WORDS) as PressureGuideline[]).map((guideline) => calculation({
  rule: PRESSURE_RULES[guideline], group: 'pressure', together: true, reads: { systolic: ofCode('systolic', 30), diastolic: ofCode('diastolic', 30) }, ...PRESSURE_WORDS[guideline],
  run: (given) => bloodPressureClass(guideline, { systolic: numberOf(given, 'systolic'), diastolic: numberOf(given, 'diastolic') }),
}));

const SMOKING = ['none', 'under-10', '10-to-19', '20-and-over', 'amount-unknown'] as const;
const TRIMESTERS = ['1', '2', '3'] as const;
const RATIO = 'albumin-creatinine-ratio';

/** Body, blood pressure, kidneys and blood. */
export const measures: readonly Calculation[] = [
  calculation({ rule: BMI_CLASS, group: 'body', reads: { weight, height }, calm: ['normal'], grave: ['severe-thinness', 'obesity-3'], run: (given) => bmiClass(size(given)) }),
  calculation({ rule: BMI_ASIAN_ACTION, group: 'body', reads: { weight, height }, calm: ['under-23'], run: (given) => bmiAsianAction(size(given)) }),
  calculation({
    rule: ACUTE_MALNUTRITION, group: 'body', reads: { arm: ofCode('muac', 30) }, asks: [yesNo('oedema')], calm: ['none'], grave: ['severe'],
    run: (given) => acuteMalnutrition({ ageMonths: given.about.ageMonths, armCm: numberOf(given, 'arm'), oedema: yes(given, 'oedema') }),
  }),
  ...pressure,
  calculation({
    rule: EGFR, group: 'kidney', reads: { creatinine: ofLoinc('2160-0', '14682-9') }, calm: ['G1', 'G2'], grave: ['G4', 'G5'],
    run: (given) => egfr({ creatinine: creatinineOf(given), ageYears: given.about.ageYears ?? undefined, sex: given.about.sex }),
  }),
  calculation({
    rule: ALBUMINURIA, group: 'kidney', reads: { [RATIO]: ofLoinc('9318-7') }, calm: ['A1'], grave: ['A3'], run: (given) => albuminuria(numberOf(given, RATIO)),
  }),
  calculation({
    rule: ANAEMIA, group: 'blood', reads: { haemoglobin: { codes: ['haemoglobin'], loincs: ['718-7', '59260-0'], days: 120 } },
    asks: [lasting(choice('smoking', ...SMOKING)), lasting({ id: 'elevation', kind: 'number', unit: 'm', low: -500, high: 5500 }), { ...choice('trimester', ...TRIMESTERS), onlyPregnant: true }],
    calm: ['none'], grave: ['severe'], run: anaemiaOf,
  }),
];

function creatinineOf(given: Given) {
  const value = labValue(given, 'creatinine', 'creatinine', 'mg/dL');
  return value === undefined ? undefined : { value, unit: 'mg/dL' as const };
}

function anaemiaOf(given: Given) {
  const { about: { ageMonths, sex, pregnant, trimester } } = given;
  const said = oneOf(given, 'trimester', TRIMESTERS);
  const result = anaemia({
    haemoglobin: labValue(given, 'haemoglobin', 'haemoglobin', 'g/L'), ageMonths, sex, pregnant,
    trimester: trimester ?? (said === undefined ? undefined : Number(said) as 1 | 2 | 3), elevation: amount(given, 'elevation'), smoking: oneOf(given, 'smoking', SMOKING),
  });
  return { ...result, warnings: result.notKnown.map((unknown) => `${unknown}-not-known`) };
}
