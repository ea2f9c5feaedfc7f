/** Classes of growth z-scores and of the arm. Sources: WHO Child Growth Standards 2006; WHO reference 2007; WHO training course 2008 (recalled). */
import { classesOf, classOf, fromCuts, type Cuts } from './cuts.ts';
import { growthIndicators, type GrowthIndicator } from './growth-pack.ts';
import { children, describeRule, inputs as needed, type Rule } from './rule.ts';
import { saysNothing, valueAndClass, type ValueResult } from './score.ts';

const low = (severe: string, moderate: string, usual: string): Cuts<string> => fromCuts(severe, [-3, moderate], [-2, usual]);
const STUNTING = low('severely-stunted', 'stunted', 'normal');
const UNDERWEIGHT = low('severely-underweight', 'underweight', 'not-underweight');
const WASTING: Cuts<string> = {
  below: 'severely-wasted', cuts: [['from', -3, 'wasted'], ['from', -2, 'normal'], ['above', 1, 'possible-overweight-risk'], ['above', 2, 'overweight'], ['above', 3, 'obese']],
};
const THINNESS: Cuts<string> = { below: 'severely-thin', cuts: [['from', -3, 'thin'], ['from', -2, 'normal'], ['above', 1, 'overweight'], ['above', 2, 'obese']] };
const HEAD: Cuts<string> = { below: 'very-small', cuts: [['from', -3, 'small'], ['from', -2, 'normal'], ['above', 2, 'large'], ['above', 3, 'very-large']] };

export const GROWTH_TABLES: Readonly<Record<GrowthIndicator, Cuts<string>>> = {
  'weight-for-age': UNDERWEIGHT, 'length-for-age': STUNTING, 'bmi-for-age': WASTING, 'head-for-age': HEAD, 'arm-for-age': low('severely-wasted', 'wasted', 'normal'),
  'weight-for-length': WASTING, 'weight-for-height': WASTING, 'weight-for-age-5-10': UNDERWEIGHT, 'height-for-age-5-19': STUNTING, 'bmi-for-age-5-19': THINNESS,
};

export type GrowthRule = Rule & { readonly unit: string };
const describe = (indicator: GrowthIndicator): GrowthRule => describeRule({
  rule: `growth-${indicator}`, version: 1, evidence: 'recalled', gives: 'value', unit: '{z_score}',
  source: /5-1/.test(indicator) ? 'WHO growth reference 2007, 5 to 19 years' : 'WHO Child Growth Standards 2006/2007', inputs: needed('sex', 'age d', 'measure'),
  population: children(/5-10/.test(indicator) ? 10 : /5-19/.test(indicator) ? 19 : 5), bands: classesOf(GROWTH_TABLES[indicator]),
});
export const GROWTH_RULES: readonly { readonly indicator: GrowthIndicator; readonly rule: GrowthRule }[] = growthIndicators.map((indicator) => ({ indicator, rule: describe(indicator) }));

export function growthRuleOf(indicator: GrowthIndicator): { readonly rule: GrowthRule } {
  const found = GROWTH_RULES.find((each) => each.indicator === indicator);
  if (!found) throw new RangeError(`No such indicator: ${indicator}`);
  return found;
}

export const growthBand = (indicator: GrowthIndicator, z: number): string => classOf(GROWTH_TABLES[indicator], z);

/** WHO's flags: beyond these the measure or the age is more often wrong than right. */
export function implausibleZ(indicator: GrowthIndicator, z: number): boolean {
  if (/^(length|height)/.test(indicator)) return Math.abs(z) > 6;
  if (/^weight-for-age/.test(indicator)) return z < -6 || z > 5;
  return Math.abs(z) > 5;
}

/** Arm of a child of 6 to 59 months, cm. */
export const ARM_TABLE = fromCuts('severe', [11.5, 'moderate'], [12.5, 'none']);
export const ACUTE_MALNUTRITION = describeRule({
  rule: 'acute-malnutrition', version: 1, evidence: 'recalled', gives: 'value', unit: 'cm', source: 'WHO, arm circumference and oedema, 6 to 59 months',
  inputs: needed('age mo', 'arm cm', 'oedema?'), population: { fromMonths: 6, beforeMonths: 60, pregnant: 'either' }, bands: classesOf(ARM_TABLE),
});

/** By the arm, or by swelling of both feet, which is severe whatever the arm. `ageMonths` completed, null where it is not known. */
export function acuteMalnutrition({ ageMonths, armCm, oedema }: { readonly ageMonths: number | null; readonly armCm?: number | undefined; readonly oedema?: boolean | undefined }): ValueResult<'arm'> {
  const { fromMonths, beforeMonths } = ACUTE_MALNUTRITION.population;
  if (ageMonths === null || ageMonths < fromMonths || ageMonths >= beforeMonths) return saysNothing(ACUTE_MALNUTRITION, ACUTE_MALNUTRITION.unit, ageMonths === null ? 'age-unknown' : 'outside-population');
  const byArm = valueAndClass({
    rule: ACUTE_MALNUTRITION.rule, version: ACUTE_MALNUTRITION.version, unit: ACUTE_MALNUTRITION.unit, needs: { arm: armCm }, value: (known) => known.arm, bandOf: (value) => classOf(ARM_TABLE, value),
  });
  return oedema === true ? { ...byArm, band: 'severe', missing: [] } : byArm;
}
