/**
 * Fast breathing of a child who coughs or breathes with difficulty. Source: WHO, Integrated Management of Childhood Illness, chart
 * booklet; recalled. spec: CDS-1
 */
import { classOf, fromCuts } from './cuts.ts';
import { children, describeRule, inputs as needed } from './rule.ts';
import { saysNothing, valueAndClass, type ValueResult } from './score.ts';

export const fastBreathingBands = ['not-fast', 'fast'] as const;
export type FastBreathingBand = (typeof fastBreathingBands)[number];
export const FAST_BREATHING = describeRule({
  rule: 'imci-fast-breathing', version: 1, evidence: 'recalled', gives: 'value', unit: '/min', source: 'WHO, Integrated Management of Childhood Illness, chart booklet',
  inputs: needed('age mo', 'respiratory-rate /min'), population: children(5), bands: fastBreathingBands,
});

/** Breaths a minute from which breathing is fast, by completed months. */
export const FAST_FROM = fromCuts<number | null>(60, [2, 50], [12, 40], [60, null]);

/** `ageMonths` completed, null where it is not known. */
export function fastBreathing(ageMonths: number | null, respiratoryRate: number | undefined): ValueResult<'respiratory-rate', FastBreathingBand> {
  const limit = ageMonths === null || ageMonths < 0 ? null : classOf(FAST_FROM, ageMonths);
  if (limit === null) return saysNothing(FAST_BREATHING, FAST_BREATHING.unit, ageMonths === null ? 'age-unknown' : 'outside-population');
  return valueAndClass({
    rule: FAST_BREATHING.rule, version: FAST_BREATHING.version, unit: FAST_BREATHING.unit, needs: { 'respiratory-rate': respiratoryRate },
    value: (known) => known['respiratory-rate'], bandOf: (value) => (value >= limit ? 'fast' : 'not-fast'),
  });
}
