import { readDecimal } from '../../kit/digits.ts';
import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { checkVital } from '../../vitals/check.ts';
import { quantityOf } from '../../vitals/quantities.ts';
import type { QuantityCode } from '../../vitals/quantities.ts';
import { toCanonical } from '../fhir/units.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';

export interface VitalCell {
  readonly code: QuantityCode;
  readonly loinc: string;
  /** In the quantity's canonical unit. */
  readonly value: number;
  readonly unit: string;
}

/**
 * Reads a cell that holds a measured value, with or without its unit (`37.2`, `98.6 °F`, `72 kg`). What the desk
 * refuses is refused; what the desk would ask about is taken, since nobody is there to ask.
 * @param unit the unit of the column; a unit in the cell goes before it
 * @param ageDays age on the day of the visit; null when not known
 */
export function readVitalCell(cell: string, code: QuantityCode, unit: string | undefined, ageDays: number | null): Result<VitalCell, Problem> {
  const quantity = quantityOf(code);
  const found = /^([^\p{L}%°º/[]*[\p{Nd}])\s*([\p{L}%°º/[].*)?$/u.exec(cell.trim());
  const typed = readNumber(found?.[1] ?? '');
  if (typed === undefined) return problem('value-unreadable', code);
  const value = toCanonical(typed, found?.[2]?.trim() ?? unit ?? quantity.unit, quantity.unit);
  if (value === undefined) return problem('unit-unknown', code);
  const checked = checkVital(code, value, quantity.unit, { ageDays });
  return checked.outcome === 'refuse' ? problem('value-impossible', code) : ok({ code, loinc: quantity.loinc, value, unit: quantity.unit });
}

/** Reads `120/80` as its two values. */
export function readPressureCell(cell: string, ageDays: number | null): Result<readonly VitalCell[], Problem> {
  const found = /^(.+?)\s*[/\\|]\s*(.+?)(?:\s*mm\s*hg)?$/iu.exec(cell.trim());
  if (!found) return problem('value-unreadable', 'blood-pressure');
  const systolic = readVitalCell(found[1] ?? '', 'systolic', undefined, ageDays);
  const diastolic = readVitalCell(found[2] ?? '', 'diastolic', undefined, ageDays);
  if (!systolic.ok) return systolic;
  if (!diastolic.ok) return diastolic;
  return systolic.value.value > diastolic.value.value ? ok([systolic.value, diastolic.value]) : problem('value-impossible', 'blood-pressure');
}

/** As typed at the desk, or with the many decimals another program writes. */
const readNumber = (text: string): number | undefined => (/^\d{1,9}\.\d+$/.test(text) ? Number(text) : readDecimal(text));
