/**
 * Classes of glycated haemoglobin. Sources: American Diabetes Association, Standards of Care 2025, section 2, doi:10.2337/dc25-S002;
 * WHO, Use of glycated haemoglobin in the diagnosis of diabetes, 2011. Long-standing values, written from knowledge. Says nothing
 * true with a haemoglobinopathy, haemolysis, a transfusion, late pregnancy, severe anaemia or dialysis. spec: CDS-1
 */
import { fromCuts, type Cuts } from './cuts.ts';
import { reportedClass, type Reported } from './reported-class.ts';
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';
import type { ValueResult } from './score.ts';

export type Hba1cUnit = '%' | 'mmol/mol';

export const HBA1C_TABLES: Readonly<Record<'ada' | 'who', Readonly<Record<Hba1cUnit, Cuts<string>>>>> = {
  ada: {
    '%': fromCuts('normal', [5.7, 'prediabetes'], [6.5, 'diabetes-range']),
    'mmol/mol': fromCuts('normal', [39, 'prediabetes'], [48, 'diabetes-range']),
  },
  who: { '%': fromCuts('below-diagnostic', [6.5, 'diabetes-range']), 'mmol/mol': fromCuts('below-diagnostic', [48, 'diabetes-range']) },
};

const shared = { version: 1, evidence: 'standard', gives: 'value', inputs: needed('value'), population: { ...EVERYONE, pregnant: 'no' } } as const;
export const HBA1C_RULES = {
  ada: describeRule({ ...shared, rule: 'hba1c-ada-2025', source: 'ADA, Standards of Care 2025, section 2, doi:10.2337/dc25-S002', bands: ['normal', 'prediabetes', 'diabetes-range'] }),
  who: describeRule({ ...shared, rule: 'hba1c-who-2011', source: 'WHO, glycated haemoglobin in the diagnosis of diabetes, 2011', bands: ['below-diagnostic', 'diabetes-range'] }),
} as const;

export const hba1cClass = (guideline: 'ada' | 'who', reported: Reported<Hba1cUnit>): ValueResult<'value'> =>
  reportedClass(HBA1C_RULES[guideline], reported, HBA1C_TABLES[guideline]);
