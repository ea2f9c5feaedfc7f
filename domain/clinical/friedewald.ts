/**
 * LDL cholesterol calculated from the three lipids of one sample. Source: Friedewald WT, Levy RI, Fredrickson DS, Clin Chem
 * 1972;18:499-502. A calculated LDL is labelled so (LOINC 13457-7, 39469-2 in mmol/L). spec: CDS-1
 */
import { classesOf, classOf } from './cuts.ts';
import { LIPID_TABLES, type LipidUnit } from './lipids.ts';
import { adults, describeRule, inputs as needed } from './rule.ts';
import { saysNothing, valueAndClass, type Refusal, type ValueResult } from './score.ts';

export const FRIEDEWALD = describeRule({
  rule: 'ldl-friedewald', version: 1, evidence: 'standard', gives: 'value', source: 'Friedewald WT et al., Clin Chem 1972;18:499-502',
  inputs: needed('total-cholesterol', 'hdl', 'triglycerides', 'fasting?'), population: adults(18, 'either'), bands: classesOf(LIPID_TABLES.ldl['mg/dL']),
});

type LipidPart = 'total-cholesterol' | 'hdl' | 'triglycerides';
export interface LipidSample {
  readonly totalCholesterol?: number | undefined;
  readonly hdl?: number | undefined;
  readonly triglycerides?: number | undefined;
  /** UCUM unit of all three, as reported. */
  readonly unit: LipidUnit;
  /** Undefined where nobody knows. */
  readonly fasting?: boolean | undefined;
}

export type LdlWarning = 'high-triglycerides' | 'low-ldl' | 'not-fasting';
export interface LdlResult extends ValueResult<LipidPart> {
  /** Why the number, though given, may be too low. */
  readonly warnings: readonly LdlWarning[];
}

/** What the formula needs in each unit. `accepted`: lowest and highest of total, HDL and triglycerides. */
const BY_UNIT = {
  'mg/dL': { divisor: 5, refuseFrom: 400, warnAbove: 200, lowLdl: 70, accepted: [[30, 1500], [5, 200], [10, 15_000]] },
  'mmol/L': { divisor: 2.2, refuseFrom: 4.5, warnAbove: 2.26, lowLdl: 1.8, accepted: [[0.78, 38.8], [0.13, 5.2], [0.11, 169]] },
} as const;

export function friedewald(sample: LipidSample): LdlResult {
  const { totalCholesterol, hdl, triglycerides, unit, fasting } = sample;
  const { divisor, warnAbove, lowLdl } = BY_UNIT[unit];
  const made = valueAndClass<LipidPart, string>({
    rule: FRIEDEWALD.rule, version: FRIEDEWALD.version, unit, needs: { 'total-cholesterol': totalCholesterol, hdl, triglycerides },
    value: (known) => known['total-cholesterol'] - known.hdl - known.triglycerides / divisor, bandOf: (value) => classOf(LIPID_TABLES.ldl[unit], value),
  });
  const refused = whyRefused(sample, made.value);
  if (refused !== null) return { ...saysNothing(FRIEDEWALD, unit, refused), parts: made.parts, warnings: [] };
  const warnings: LdlWarning[] = [];
  if (triglycerides !== undefined && triglycerides > warnAbove) warnings.push('high-triglycerides');
  if (made.value !== null && made.value < lowLdl) warnings.push('low-ldl');
  if (fasting !== true) warnings.push('not-fasting');
  return { ...made, warnings: made.value === null ? [] : warnings };
}

function whyRefused({ totalCholesterol, hdl, triglycerides, unit }: LipidSample, ldl: number | null): Refusal | null {
  const { refuseFrom, accepted } = BY_UNIT[unit];
  const values = [totalCholesterol, hdl, triglycerides];
  if (accepted.some(([low, high], i) => { const value = values[i]; return value !== undefined && (value < low || value > high); })) return 'outside-accepted-range';
  if (triglycerides !== undefined && triglycerides >= refuseFrom) return 'triglycerides-too-high';
  return ldl !== null && ldl <= 0 ? 'result-not-positive' : null;
}

/** Total without HDL cholesterol, in the unit of both. */
export const nonHdl = (totalCholesterol: number, hdl: number): number => Number((totalCholesterol - hdl).toPrecision(12));
