/**
 * Shock index, pulse divided by systolic pressure: an early sign of loss of blood while both are near normal. Sources: Mutschler M et
 * al., Crit Care 2013;17:R172 (adult classes, recalled); Nathan HL et al., BJOG 2015;122:268-275, doi:10.1111/1471-0528.13206
 * (0.9 and 1.7 after birth, re-read); El Ayadi AM et al., PLoS One 2016;11:e0148729 (1.4, recalled); Acker SN et al., J Pediatr Surg
 * 2015;50:331-334 (children, recalled). Says little under a beta blocker, a pacemaker or an irregular rhythm. spec: CDS-1
 */
import { classOf, fromCuts } from './cuts.ts';
import { adults, describeRule, inputs as needed, PREGNANT } from './rule.ts';
import { saysNothing, valueAndClass, type ValueResult } from './score.ts';

export const shockBands = ['none', 'mild', 'moderate', 'severe'] as const;
export type ShockBand = (typeof shockBands)[number];
export const obstetricShockBands = ['usual', 'alert', 'urgent', 'very-high'] as const;
export type ObstetricShockBand = (typeof obstetricShockBands)[number];
export const sipaBands = ['not-raised', 'raised'] as const;
export type SipaBand = (typeof sipaBands)[number];

const NEEDED = needed('pulse /min', 'systolic mm[Hg]');
export const SHOCK_INDEX = describeRule({
  rule: 'shock-index', version: 1, evidence: 'recalled', gives: 'value', unit: '1', source: 'Mutschler M et al., Crit Care 2013;17:R172',
  inputs: NEEDED, population: adults(16), bands: shockBands,
});
export const OBSTETRIC_SHOCK_INDEX = describeRule({
  rule: 'shock-index-obstetric', version: 1, evidence: 'recalled', gives: 'value', unit: '1',
  source: 'Nathan HL et al., BJOG 2015;122:268-275, doi:10.1111/1471-0528.13206; El Ayadi AM et al., PLoS One 2016;11:e0148729',
  inputs: NEEDED, population: PREGNANT, bands: obstetricShockBands,
});
export const SIPA = describeRule({
  rule: 'shock-index-paediatric', version: 1, evidence: 'recalled', gives: 'value', unit: '1', source: 'Acker SN et al., J Pediatr Surg 2015;50:331-334',
  inputs: needed('age a', 'pulse /min', 'systolic mm[Hg]'), population: { fromMonths: 48, beforeMonths: 17 * 12, pregnant: 'no' }, bands: sipaBands,
});

export interface ShockInputs {
  /** Beats a minute. */
  readonly pulse?: number | undefined;
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
}
type ShockPart = 'pulse' | 'systolic';

export const SHOCK_TABLE = fromCuts<ShockBand>('none', [0.6, 'mild'], [1, 'moderate'], [1.4, 'severe']);
export const OBSTETRIC_SHOCK_TABLE = fromCuts<ObstetricShockBand>('usual', [0.9, 'alert'], [1.4, 'urgent'], [1.7, 'very-high']);
/** By completed years; raised above the number, not on it. */
const SIPA_LIMITS = fromCuts<number | null>(null, [4, 1.22], [7, 1], [13, 0.9], [17, null]);

export const shockIndex = (inputs: ShockInputs): ValueResult<ShockPart, ShockBand> => divide(SHOCK_INDEX, inputs, (value) => classOf(SHOCK_TABLE, value));

export const obstetricShockIndex = (inputs: ShockInputs): ValueResult<ShockPart, ObstetricShockBand> =>
  divide(OBSTETRIC_SHOCK_INDEX, inputs, (value) => classOf(OBSTETRIC_SHOCK_TABLE, value));

/** The index of a child of 4 to 16 years; `ageYears` completed, null where it is not known. */
export function sipa({ ageYears, ...inputs }: ShockInputs & { readonly ageYears: number | null }): ValueResult<ShockPart, SipaBand> {
  const limit = ageYears === null ? null : classOf(SIPA_LIMITS, ageYears);
  if (limit === null) return saysNothing(SIPA, SIPA.unit, ageYears === null ? 'age-unknown' : 'outside-population');
  return divide(SIPA, inputs, (value) => classOf({ below: 'not-raised', cuts: [['above', limit, 'raised']] }, value));
}

type Described = typeof SHOCK_INDEX | typeof OBSTETRIC_SHOCK_INDEX | typeof SIPA;

function divide<Band extends string>(rule: Described, { pulse, systolic }: ShockInputs, bandOf: (value: number) => Band): ValueResult<ShockPart, Band> {
  if (systolic !== undefined && systolic <= 0) return saysNothing(rule, rule.unit, 'not-positive');
  return valueAndClass({ rule: rule.rule, version: rule.version, unit: rule.unit, needs: { pulse, systolic }, value: (known) => known.pulse / known.systolic, bandOf });
}
