/** Classes of laboratory values whose guidelines publish their limits in several units, rounded: a value is compared in the unit it was reported in. */
import { classOf, type Cuts } from './cuts.ts';
import { valueAndClass, type RuleId, type ValueResult } from './score.ts';

export interface Reported<Unit extends string> {
  readonly value?: number | undefined;
  /** UCUM. */
  readonly unit: Unit;
}

/** The value as reported, and its class by the table of that unit. */
export function reportedClass<Unit extends string>({ rule, version }: RuleId, { value, unit }: Reported<Unit>, tables: Readonly<Record<Unit, Cuts<string>>>): ValueResult<'value'> {
  return valueAndClass({ rule, version, unit, needs: { value }, value: (known) => known.value, bandOf: (known) => classOf(tables[unit], known) });
}
