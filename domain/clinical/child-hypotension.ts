/**
 * A child's systolic pressure that is too low. Source: American Heart Association, PALS provider manual 2015, re-read: under 60 in the
 * first month, under 70 to a year, under 70 and twice the completed years to ten, under 90 from then on. spec: CDS-1
 */
import { children, describeRule, inputs as needed } from './rule.ts';
import { saysNothing, valueAndClass, type ValueResult } from './score.ts';

export const childPressureBands = ['not-low', 'low'] as const;
export type ChildPressureBand = (typeof childPressureBands)[number];
export const CHILD_HYPOTENSION = describeRule({
  rule: 'hypotension-paediatric', version: 1, evidence: 're-read', gives: 'value', unit: 'mm[Hg]', source: 'American Heart Association, PALS provider manual 2015',
  inputs: needed('age mo', 'systolic mm[Hg]'), population: children(16), bands: childPressureBands,
});
const ENDS_AT_MONTHS = 192;

/** Systolic pressure, mm[Hg], below which it is low; null outside birth to 16 years. */
export function lowestSystolic(ageMonths: number): number | null {
  if (ageMonths < 0 || ageMonths >= ENDS_AT_MONTHS) return null;
  if (ageMonths < 12) return ageMonths < 1 ? 60 : 70;
  return ageMonths < 120 ? 70 + 2 * Math.floor(ageMonths / 12) : 90;
}

/** `ageMonths` completed, null where it is not known. */
export function childHypotension(ageMonths: number | null, systolic: number | undefined): ValueResult<'systolic', ChildPressureBand> {
  const lowest = ageMonths === null ? null : lowestSystolic(ageMonths);
  if (lowest === null) return saysNothing(CHILD_HYPOTENSION, CHILD_HYPOTENSION.unit, ageMonths === null ? 'age-unknown' : 'outside-population');
  return valueAndClass({
    rule: CHILD_HYPOTENSION.rule, version: CHILD_HYPOTENSION.version, unit: CHILD_HYPOTENSION.unit, needs: { systolic },
    value: (known) => known.systolic, bandOf: (value) => (value < lowest ? 'low' : 'not-low'),
  });
}
