/**
 * Estimated glomerular filtration rate, CKD-EPI 2021, from creatinine. Source: Inker LA et al., N Engl J Med 2021;385:1737-1749,
 * doi:10.1056/NEJMoa2102953; categories of KDIGO. Not valid in acute kidney injury, pregnancy, dialysis or extremes of muscle mass;
 * a category alone is no chronic disease: that needs more than three months and, in G1 and G2, a marker of damage. spec: CDS-1
 */
import { classesOf, classOf, fromCuts, type Cuts } from './cuts.ts';
import { adults, describeRule, EVERYONE, inputs as needed } from './rule.ts';
import { saysNothing, valueAndClass, type ValueResult } from './score.ts';

export const GFR_TABLE = fromCuts('G5', [15, 'G4'], [30, 'G3b'], [45, 'G3a'], [60, 'G2'], [90, 'G1']);
export const ALBUMINURIA_TABLE: Cuts<string> = { below: 'A1', cuts: [['from', 30, 'A2'], ['above', 300, 'A3']] };

export const EGFR = describeRule({
  rule: 'egfr-ckd-epi-2021', version: 1, evidence: 're-read', gives: 'value', unit: 'mL/min/{1.73_m2}',
  source: 'Inker LA et al., N Engl J Med 2021;385:1737-1749, doi:10.1056/NEJMoa2102953', inputs: needed('creatinine', 'age a', 'sex'), population: adults(18),
  bands: classesOf(GFR_TABLE),
});
export const ALBUMINURIA = describeRule({
  rule: 'albuminuria', version: 1, evidence: 're-read', gives: 'value', unit: 'mg/g', source: 'KDIGO categories of albuminuria', inputs: needed('albumin-creatinine-ratio mg/g'),
  population: EVERYONE, bands: classesOf(ALBUMINURIA_TABLE),
});

export interface EgfrInputs {
  /** As reported, of an assay traceable to IDMS. */
  readonly creatinine?: { readonly value: number; readonly unit: 'mg/dL' | 'umol/L' } | undefined;
  /** Completed years. */
  readonly ageYears?: number | undefined;
  readonly sex?: 'female' | 'male' | undefined;
}

export interface EgfrResult extends ValueResult<'creatinine' | 'age' | 'sex'> {
  /** Both results where the sex is neither: the rule knows no third. */
  readonly bySex?: { readonly female: number; readonly male: number };
}

/** µmol/L in one mg/dL of creatinine, as the equation's authors convert. */
const UMOL_PER_MG = 88.4;
const BY_SEX = { female: { kappa: 0.7, alpha: -0.241, factor: 1.012 }, male: { kappa: 0.9, alpha: -0.302, factor: 1 } } as const;

export function egfr({ creatinine, ageYears, sex }: EgfrInputs): EgfrResult {
  if (ageYears !== undefined && ageYears < 18) return saysNothing(EGFR, EGFR.unit, 'outside-population');
  const mgPerDl = creatinine && (creatinine.unit === 'mg/dL' ? creatinine.value : creatinine.value / UMOL_PER_MG);
  if (mgPerDl !== undefined && mgPerDl <= 0) return saysNothing(EGFR, EGFR.unit, 'not-positive');
  const known = valueAndClass({
    rule: EGFR.rule, version: EGFR.version, unit: EGFR.unit, needs: { creatinine: mgPerDl, age: ageYears },
    value: (inputs) => equation(inputs.creatinine, inputs.age, sex ?? 'female'), bandOf: (value) => classOf(GFR_TABLE, value),
  });
  if (sex !== undefined) return known;
  const unsexed: EgfrResult = { ...known, value: null, band: null, missing: [...known.missing, 'sex'] };
  if (mgPerDl === undefined || ageYears === undefined) return unsexed;
  return { ...unsexed, bySex: { female: equation(mgPerDl, ageYears, 'female'), male: equation(mgPerDl, ageYears, 'male') } };
}

function equation(mgPerDl: number, ageYears: number, sex: 'female' | 'male'): number {
  const { kappa, alpha, factor } = BY_SEX[sex];
  const ratio = mgPerDl / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** ageYears * factor;
}

/** Category of the albumin-creatinine ratio of urine in mg/g. */
export const albuminuria = (ratio: number | undefined): ValueResult<'albumin-creatinine-ratio'> => valueAndClass({
  rule: ALBUMINURIA.rule, version: ALBUMINURIA.version, unit: ALBUMINURIA.unit, needs: { 'albumin-creatinine-ratio': ratio },
  value: (inputs) => inputs['albumin-creatinine-ratio'], bandOf: (value) => classOf(ALBUMINURIA_TABLE, value),
});
