import type { Observation } from '#domain/contract/vitals.ts';
import { isQuantity, unitOf } from '#domain/vitals/quantities.ts';
import { shownValue, type UnitChoice } from '#domain/record/shown-value.ts';
import { unusualSide, type Unusual } from './signs.ts';

/** One line of the table behind a small picture; a blood pressure is one line of two observations. */
export interface MeasureRow {
  readonly key: string;
  readonly code: string;
  /** The observations it stands for. */
  readonly ids: readonly string[];
  readonly takenAt: string;
  /** The number as read here; empty for a word. */
  readonly value: string;
  readonly word: string | null;
  readonly unit: string;
  /** As it was typed, where that was another unit than the one shown. */
  readonly typed: string | null;
  readonly by: string | null;
  readonly source: string;
  /** What a device said that it was made of; null for what was taken by hand. */
  readonly originId: string | null;
  readonly confirmed: boolean;
  readonly inError: boolean;
  readonly errorReason: string | null;
  readonly unusual: Unusual | undefined;
  /** The clock that dated it was not to be believed. */
  readonly doubted: boolean;
}

/** Lines of the table, newest first, in the order the observations came. */
export function measureRows(observations: readonly Observation[], units: UnitChoice, ageDays: number | null): MeasureRow[] {
  const diastolic = new Map(observations.filter(({ code }) => code === 'diastolic').map((each) => [pairKey(each), each]));
  const rows: MeasureRow[] = [];
  const paired = new Set<string>();
  for (const each of observations) {
    if (each.code === 'systolic') {
      const partner = diastolic.get(pairKey(each));
      if (partner) paired.add(partner.id);
      rows.push(partner ? pressureRow(each, partner, units, ageDays) : rowOf(each, units, ageDays));
    } else rows.push(rowOf(each, units, ageDays));
  }
  return rows.filter((row) => !row.ids.every((id) => paired.has(id)));
}

/** What belongs together was taken in one go, at one time. */
const pairKey = ({ setId, takenAt }: Observation): string => `${setId ?? ''} ${takenAt}`;

function rowOf(each: Observation, units: UnitChoice, ageDays: number | null): MeasureRow {
  const shown = each.value === null ? undefined : shownValue(each.code, each.value, each.unit, units);
  const otherUnit = each.typedUnit !== null && each.typedValue !== null && each.typedUnit !== each.unit;
  return {
    key: each.id, code: each.code, ids: [each.id], takenAt: each.takenAt, value: shown ? String(shown.value) : '', word: each.text, unit: shown?.unit ?? '',
    typed: otherUnit ? `${each.typedValue ?? ''} ${printedUnit(each)}` : null,
    by: each.recordedBy, source: each.source, originId: each.originId, confirmed: each.confirmed, inError: each.inError, errorReason: each.errorReason,
    doubted: each.clock !== null, unusual: each.value === null ? undefined : unusualSide(each.code, each.value, each.unit, ageDays),
  };
}

/** The unit a value was typed in, as it stood beside the box. */
const printedUnit = ({ code, typedUnit }: Observation): string =>
  (isQuantity(code) ? unitOf(code, typedUnit ?? '')?.label : undefined) ?? typedUnit ?? '';

function pressureRow(systolic: Observation, diastolic: Observation, units: UnitChoice, ageDays: number | null): MeasureRow {
  const [first, second] = [rowOf(systolic, units, ageDays), rowOf(diastolic, units, ageDays)];
  return {
    ...first, code: 'blood-pressure', ids: [systolic.id, diastolic.id], value: `${first.value}/${second.value}`,
    typed: first.typed && second.typed ? `${systolic.typedValue ?? ''}/${diastolic.typedValue ?? ''} ${printedUnit(systolic)}` : null,
    inError: first.inError || second.inError, errorReason: first.errorReason ?? second.errorReason, unusual: first.unusual ?? second.unusual,
  };
}
