import type { AlarmLimits } from '#domain/contract/bedside.ts';
import { isQuantity, quantityOf, unitOf } from '#domain/vitals/quantities.ts';
import { toCanonical } from '#domain/vitals/units.ts';
import type { UnitChoice } from '#domain/record/shown-value.ts';

/** A limit typed in the unit this clinic reads, in the unit it is stored in. */
export function limitToStore(code: string, typed: number, units: UnitChoice): number {
  if (!isQuantity(code)) return typed;
  const unit = unitOf(code, units[code] ?? quantityOf(code).unit);
  return unit ? toCanonical(typed, unit) : typed;
}

/** The limits as they are with what was typed. */
export function changedLimits(stored: AlarmLimits, typed: Readonly<Record<string, Partial<AlarmLimits[string]>>>): AlarmLimits {
  const next: AlarmLimits = { ...stored };
  for (const [code, change] of Object.entries(typed)) next[code] = { low: null, high: null, ...next[code], ...change };
  return next;
}

export const limitIsOrdered = ({ low, high }: AlarmLimits[string]): boolean => low === null || high === null || low < high;
