/**
 * Classes of blood glucose. Sources: American Diabetes Association, Standards of Care 2025, section 2, doi:10.2337/dc25-S002; WHO/IDF,
 * Definition and diagnosis of diabetes mellitus and intermediate hyperglycaemia, 2006; WHO, Diagnostic criteria of hyperglycaemia
 * first detected in pregnancy, 2013. Long-standing values, written from knowledge. Diabetes needs two abnormal results, unless there
 * are symptoms with a random one of 11.1 mmol/L and more. Where it is not known whether somebody fasted, the sample is random. spec: CDS-1
 */
import { classesOf, fromCuts, type Cuts } from './cuts.ts';
import { reportedClass, type Reported } from './reported-class.ts';
import { describeRule, EVERYONE, inputs as needed, PREGNANT } from './rule.ts';
import type { ValueResult } from './score.ts';

export type GlucoseUnit = 'mg/dL' | 'mmol/L';
export type GlucoseTest = 'fasting' | 'random' | 'ogtt-2h';
type InBothUnits = Readonly<Record<GlucoseUnit, Cuts<string>>>;

const three = (middle: string, mgDl: readonly [number, number], mmolL: readonly [number, number]): InBothUnits => ({
  'mg/dL': fromCuts('normal', [mgDl[0], middle], [mgDl[1], 'diabetes-range']), 'mmol/L': fromCuts('normal', [mmolL[0], middle], [mmolL[1], 'diabetes-range']),
});
const RANDOM: InBothUnits = {
  'mg/dL': fromCuts('not-diagnostic', [200, 'diabetes-range-if-symptoms']), 'mmol/L': fromCuts('not-diagnostic', [11.1, 'diabetes-range-if-symptoms']),
};
const TWO_HOURS = three('impaired-glucose-tolerance', [140, 200], [7.8, 11.1]);

export const GLUCOSE_TABLES: Readonly<Record<'ada' | 'who', Readonly<Record<GlucoseTest, InBothUnits>>>> = {
  ada: { fasting: three('impaired-fasting-glucose', [100, 126], [5.6, 7]), random: RANDOM, 'ogtt-2h': TWO_HOURS },
  who: { fasting: three('impaired-fasting-glucose', [110, 126], [6.1, 7]), random: RANDOM, 'ogtt-2h': TWO_HOURS },
};
/** Below these a low glucose is graded; level 3, which needs somebody's help, is not seen in a number. */
export const HYPOGLYCAEMIA_TABLE: InBothUnits = { 'mg/dL': fromCuts('level-2', [54, 'level-1'], [70, 'none']), 'mmol/L': fromCuts('level-2', [3, 'level-1'], [3.9, 'none']) };

const pregnant = (mgDl: Cuts<string>, mmolL: Cuts<string>): InBothUnits => ({ 'mg/dL': mgDl, 'mmol/L': mmolL });
export type PregnancyGlucoseTest = GlucoseTest | 'ogtt-1h';
export const PREGNANCY_GLUCOSE_TABLES: Readonly<Record<PregnancyGlucoseTest, InBothUnits>> = {
  fasting: pregnant(fromCuts('normal', [92, 'gestational-diabetes'], [126, 'diabetes-range']), fromCuts('normal', [5.1, 'gestational-diabetes'], [7, 'diabetes-range'])),
  'ogtt-1h': pregnant(fromCuts('normal', [180, 'gestational-diabetes']), fromCuts('normal', [10, 'gestational-diabetes'])),
  'ogtt-2h': pregnant(fromCuts('normal', [153, 'gestational-diabetes'], [200, 'diabetes-range']), fromCuts('normal', [8.5, 'gestational-diabetes'], [11.1, 'diabetes-range'])),
  random: RANDOM,
};

const BANDS = ['not-diagnostic', 'normal', 'impaired-fasting-glucose', 'impaired-glucose-tolerance', 'diabetes-range-if-symptoms', 'diabetes-range'];
const NEEDED = needed('value', 'test');
const NOT_PREGNANT = { ...EVERYONE, pregnant: 'no' } as const;
export const GLUCOSE_RULES = {
  ada: describeRule({
    rule: 'glucose-ada-2025', version: 1, evidence: 'standard', gives: 'value', source: 'ADA, Standards of Care 2025, section 2, doi:10.2337/dc25-S002',
    inputs: NEEDED, population: NOT_PREGNANT, bands: BANDS,
  }),
  who: describeRule({
    rule: 'glucose-who-2006', version: 1, evidence: 'standard', gives: 'value', source: 'WHO/IDF, diabetes mellitus and intermediate hyperglycaemia, 2006',
    inputs: NEEDED, population: NOT_PREGNANT, bands: BANDS,
  }),
} as const;
export const HYPOGLYCAEMIA = describeRule({
  rule: 'hypoglycaemia-ada-2025', version: 1, evidence: 'standard', gives: 'value', source: 'ADA, Standards of Care 2025, section 6',
  inputs: needed('value'), population: EVERYONE, bands: classesOf(HYPOGLYCAEMIA_TABLE['mg/dL']),
});
export const PREGNANCY_GLUCOSE = describeRule({
  rule: 'glucose-pregnancy-who-2013', version: 1, evidence: 'recalled', gives: 'value', source: 'WHO, hyperglycaemia first detected in pregnancy, 2013',
  inputs: NEEDED, population: PREGNANT, bands: ['not-diagnostic', 'normal', 'gestational-diabetes', 'diabetes-range-if-symptoms', 'diabetes-range'],
});

export const glucoseClass = (guideline: 'ada' | 'who', test: GlucoseTest, reported: Reported<GlucoseUnit>): ValueResult<'value'> =>
  reportedClass(GLUCOSE_RULES[guideline], reported, GLUCOSE_TABLES[guideline][test]);

export const hypoglycaemia = (reported: Reported<GlucoseUnit>): ValueResult<'value'> => reportedClass(HYPOGLYCAEMIA, reported, HYPOGLYCAEMIA_TABLE);

export const pregnancyGlucose = (test: PregnancyGlucoseTest, reported: Reported<GlucoseUnit>): ValueResult<'value'> =>
  reportedClass(PREGNANCY_GLUCOSE, reported, PREGNANCY_GLUCOSE_TABLES[test]);
