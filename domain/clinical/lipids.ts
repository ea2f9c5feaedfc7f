/**
 * Classes of blood lipids. Source: NCEP Adult Treatment Panel III, JAMA 2001;285:2486-2497, doi:10.1001/jama.285.19.2486, in mg/dL and
 * in the rounded mmol/L in use. Standard values, written from knowledge. spec: CDS-1
 */
import { classesOf, fromCuts, type Cuts } from './cuts.ts';
import { reportedClass, type Reported } from './reported-class.ts';
import { adults, describeRule, inputs as needed } from './rule.ts';
import type { ValueResult } from './score.ts';

export type LipidUnit = 'mg/dL' | 'mmol/L';
export type Lipid = 'total-cholesterol' | 'ldl' | 'hdl-women' | 'hdl-men' | 'triglycerides';

type Rows = readonly (readonly [mgDl: number, mmolL: number, then: string])[];
const both = (below: string, rows: Rows): Readonly<Record<LipidUnit, Cuts<string>>> => ({
  'mg/dL': fromCuts(below, ...rows.map(([mgDl, , then]) => [mgDl, then] as const)), 'mmol/L': fromCuts(below, ...rows.map(([, mmolL, then]) => [mmolL, then] as const)),
});

/** High-density lipoprotein protects from 60 mg/dL on; what is low differs by sex. */
export const LIPID_TABLES: Readonly<Record<Lipid, Readonly<Record<LipidUnit, Cuts<string>>>>> = {
  'total-cholesterol': both('desirable', [[200, 5.18, 'borderline-high'], [240, 6.22, 'high']]),
  ldl: both('optimal', [[100, 2.59, 'near-optimal'], [130, 3.37, 'borderline-high'], [160, 4.14, 'high'], [190, 4.92, 'very-high']]),
  'hdl-women': both('low', [[50, 1.29, 'usual'], [60, 1.55, 'protective']]),
  'hdl-men': both('low', [[40, 1.03, 'usual'], [60, 1.55, 'protective']]),
  triglycerides: both('normal', [[150, 1.69, 'borderline-high'], [200, 2.26, 'high'], [500, 5.65, 'very-high']]),
};

const describe = (rule: `lipid-${Lipid}`, lipid: Lipid) => describeRule({
  rule, version: 1, evidence: 'standard', gives: 'value', source: 'NCEP ATP III, JAMA 2001;285:2486-2497, doi:10.1001/jama.285.19.2486',
  inputs: needed('value'), population: adults(18, 'either'), bands: classesOf(LIPID_TABLES[lipid]['mg/dL']),
});
export const LIPID_RULES = {
  'total-cholesterol': describe('lipid-total-cholesterol', 'total-cholesterol'), ldl: describe('lipid-ldl', 'ldl'), triglycerides: describe('lipid-triglycerides', 'triglycerides'),
  'hdl-women': describe('lipid-hdl-women', 'hdl-women'), 'hdl-men': describe('lipid-hdl-men', 'hdl-men'),
} as const satisfies Readonly<Record<Lipid, unknown>>;

export const lipidClass = (lipid: Lipid, reported: Reported<LipidUnit>): ValueResult<'value'> => reportedClass(LIPID_RULES[lipid], reported, LIPID_TABLES[lipid]);
