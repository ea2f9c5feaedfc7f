/**
 * Ten-year risk of a heart attack or stroke, laboratory-based charts. Source: WHO CVD Risk Chart Working Group, Lancet Glob Health
 * 2019;7:e1332-e1345, doi:10.1016/S2214-109X(19)30318-3; charts in WHO, HEARTS: risk-based CVD management, 2020, ISBN
 * 978-92-4-000136-7. The charts come from a pack the clinic imports. Not for people who have had a heart attack or stroke: their risk
 * is high already. A printed 4 to 4.9 means under 5. spec: CDS-1
 */
import { classesOf, classOf, fromCuts } from './cuts.ts';
import type { CvdPack } from './cvd-pack.ts';
import { describeRule, inputs as needed } from './rule.ts';
import { saysNothing, type Refusal, type ValueResult } from './score.ts';

export const CVD_TABLE = fromCuts('under-5', [5, '5-to-10'], [10, '10-to-20'], [20, '20-to-30'], [30, '30-and-over']);
export const WHO_CVD = describeRule({
  rule: 'cvd-who-2019', version: 1, evidence: 're-read', gives: 'value', unit: '%',
  source: 'WHO CVD Risk Chart Working Group, Lancet Glob Health 2019;7:e1332-e1345, doi:10.1016/S2214-109X(19)30318-3',
  inputs: needed('age a', 'sex', 'smoker', 'diabetes', 'systolic mm[Hg]', 'total-cholesterol mmol/L', 'region', 'known-disease?'),
  population: { fromMonths: 40 * 12, beforeMonths: 75 * 12, pregnant: 'no' }, bands: classesOf(CVD_TABLE),
});

export interface CvdInputs {
  /** Completed years. */
  readonly ageYears?: number | undefined;
  readonly sex?: 'female' | 'male' | undefined;
  readonly smoker?: boolean | undefined;
  readonly diabetes?: boolean | undefined;
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
  /** mmol/L. */
  readonly totalCholesterol?: number | undefined;
  /** As the pack names it. */
  readonly region?: string | undefined;
  /** Has had a heart attack or a stroke. */
  readonly knownDisease?: boolean | undefined;
}
const NEEDS = ['ageYears', 'sex', 'smoker', 'diabetes', 'systolic', 'totalCholesterol', 'region'] as const;
export type CvdPart = (typeof NEEDS)[number];

const PRESSURE = fromCuts(0, [120, 1], [140, 2], [160, 3], [180, 4]);
const CHOLESTEROL = fromCuts(0, [4, 1], [5, 2], [6, 3], [7, 4]);
const AGES = [40, 75] as const;

export function whoCvd(pack: CvdPack, inputs: CvdInputs): ValueResult<CvdPart> {
  const { ageYears, sex, smoker, diabetes, systolic, totalCholesterol, region } = inputs;
  const nothing = (why?: Refusal): ValueResult<CvdPart> => saysNothing(WHO_CVD, WHO_CVD.unit, why);
  if (inputs.knownDisease === true) return nothing('already-high-risk');
  if (ageYears !== undefined && (ageYears < AGES[0] || ageYears >= AGES[1])) return nothing('outside-population');
  if (region !== undefined && !pack.regions.includes(region)) return nothing('region-not-in-pack');
  if (ageYears === undefined || sex === undefined || smoker === undefined || diabetes === undefined || systolic === undefined || totalCholesterol === undefined || region === undefined) {
    return { ...nothing(), missing: NEEDS.filter((part) => inputs[part] === undefined) };
  }
  const age = Math.floor((ageYears - AGES[0]) / 5);
  const risk = pack.risk(region, [sex === 'male' ? 0 : 1, Number(diabetes), Number(smoker), age, classOf(PRESSURE, systolic), classOf(CHOLESTEROL, totalCholesterol)]);
  if (risk === undefined) return nothing('no-table');
  return { ...nothing(), value: risk, band: classOf(CVD_TABLE, risk), parts: { ageYears, systolic, totalCholesterol } };
}
