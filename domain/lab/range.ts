/**
 * The one place that says which range a result is compared with and what that gives: for the box as it is typed, for
 * what is stored and for the report. spec: LAB-1
 */
import { convertLab, labUnits } from '../vitals/lab-units.ts';
import { roundForDisplay } from '../vitals/units.ts';
import type { LabTest, RangeRow } from './test.ts';

/** Of whom the specimen is, on the day it was taken. */
export interface Whose {
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  /** Null where the birth date is not known. */
  readonly ageDays: number | null;
  readonly pregnant: boolean;
}

/** The limits a result was compared with, as kept with it, in the unit of the result; both ends belong to the range. */
export interface ReferenceRange {
  readonly low: number | null;
  readonly high: number | null;
  readonly criticalLow: number | null;
  readonly criticalHigh: number | null;
}

export type LabFlag = 'normal' | 'low' | 'high' | 'critical-low' | 'critical-high' | 'abnormal' | 'needs-confirmation';

/** `<` and its like stay with the number: the true value lies beyond what could be measured. */
export type Comparator = '<' | '<=' | '>' | '>=';

export interface Measured {
  readonly value: number | null;
  readonly comparator: Comparator | null;
  /** The answer of a coded test, or free text. */
  readonly text: string | null;
}

/** Of somebody whose age nobody knows, the critical limits of an adult still hold: silence would be the greater risk. */
const AGE_OF_ADULT = 30 * 365;

/** The limits for somebody, in `unit`; null where the table says nothing of them. The narrowest description wins. */
export function rangeFor(test: Pick<LabTest, 'ranges' | 'analyte'>, whose: Whose, unit: string): ReferenceRange | null {
  const known = knownRange(test, whose, unit);
  if (known !== null || whose.ageDays !== null) return known;
  const adult = knownRange(test, { ...whose, ageDays: AGE_OF_ADULT }, unit);
  return adult === null || (adult.criticalLow === null && adult.criticalHigh === null) ? null : { ...adult, low: null, high: null };
}

function knownRange(test: Pick<LabTest, 'ranges' | 'analyte'>, whose: Whose, unit: string): ReferenceRange | null {
  const fitting = test.ranges.filter((row) => holdsFor(row, whose));
  // Limits written for this very unit are exact; those of another are converted.
  const own = fitting.filter((row) => row.unit === unit);
  const [best] = (own.length > 0 ? own : fitting).toSorted((a, b) => narrowness(b) - narrowness(a));
  return best === undefined ? null : inUnit(best, test, unit);
}

function holdsFor(row: RangeRow, { sex, ageDays, pregnant }: Whose): boolean {
  if (row.sex !== 'any' && row.sex !== sex) return false;
  if (row.pregnant !== 'any' && (row.pregnant === 'only') !== pregnant) return false;
  if (row.fromDays === null && row.beforeDays === null) return true;
  if (ageDays === null) return false;
  return (row.fromDays === null || ageDays >= row.fromDays) && (row.beforeDays === null || ageDays < row.beforeDays);
}

/** Pregnancy says more than sex, sex more than age. */
const narrowness = (row: RangeRow): number =>
  (row.pregnant === 'only' ? 8 : 0) + (row.sex === 'any' ? 0 : 4) + (row.pregnant === 'no' ? 2 : 0) + (row.fromDays === null && row.beforeDays === null ? 0 : 1);

function inUnit(row: RangeRow, { analyte }: Pick<LabTest, 'analyte'>, unit: string): ReferenceRange | null {
  const { low, high, criticalLow, criticalHigh } = row;
  if (row.unit === unit) return { low, high, criticalLow, criticalHigh };
  if (analyte === null) return null;
  const shown = labUnits(analyte).find((each) => each.ucum === unit);
  if (!shown) return null;
  const converted = (limit: number | null): number | null => {
    const value = limit === null ? undefined : convertLab(analyte, limit, row.unit, unit);
    return value === undefined ? null : roundForDisplay(value, { decimals: shown.decimals + 1 });
  };
  return { low: converted(low), high: converted(high), criticalLow: converted(criticalLow), criticalHigh: converted(criticalHigh) };
}

/**
 * What a result is: critical at or beyond a critical limit, low or high outside the range. Null where nothing can be
 * said: no range, or a comparator that leaves both sides open.
 */
export function flagOf(test: Pick<LabTest, 'kind' | 'choices'>, measured: Measured, range: ReferenceRange | null): LabFlag | null {
  if (test.kind === 'coded') {
    const flag = test.choices.find(({ code }) => code === measured.text)?.flag;
    return flag === undefined || flag === 'none' ? null : flag;
  }
  const { value, comparator } = measured;
  if (value === null || range === null) return null;
  if (comparator === '<' || comparator === '<=') return flagBelow(value, comparator, range);
  if (comparator === '>' || comparator === '>=') return flagAbove(value, comparator, range);
  return flagAt(value, range);
}

function flagAt(value: number, { low, high, criticalLow, criticalHigh }: ReferenceRange): LabFlag | null {
  if (criticalLow !== null && value <= criticalLow) return 'critical-low';
  if (criticalHigh !== null && value >= criticalHigh) return 'critical-high';
  if (low !== null && value < low) return 'low';
  if (high !== null && value > high) return 'high';
  return low === null && high === null ? null : 'normal';
}

/** The true value is anything below: it is low only if all of it is. */
function flagBelow(value: number, comparator: '<' | '<=', { low, high, criticalLow }: ReferenceRange): LabFlag | null {
  if (criticalLow !== null && value <= criticalLow) return 'critical-low';
  if (low !== null) return value < low || (value === low && comparator === '<') ? 'low' : null;
  return high !== null && value <= high ? 'normal' : null;
}

function flagAbove(value: number, comparator: '>' | '>=', { low, high, criticalHigh }: ReferenceRange): LabFlag | null {
  if (criticalHigh !== null && value >= criticalHigh) return 'critical-high';
  if (high !== null) return value > high || (value === high && comparator === '>') ? 'high' : null;
  return low !== null && value >= low ? 'normal' : null;
}

export const isCritical = (flag: LabFlag | null): boolean => flag === 'critical-low' || flag === 'critical-high';

/** The range as it is printed: `70–99`, `≥ 40`, `≤ 199`; empty where there is none. */
export function rangeText(range: Pick<ReferenceRange, 'low' | 'high'> | null): string {
  if (range === null) return '';
  if (range.low !== null && range.high !== null) return `${range.low}–${range.high}`;
  if (range.low !== null) return `≥ ${range.low}`;
  return range.high === null ? '' : `≤ ${range.high}`;
}
