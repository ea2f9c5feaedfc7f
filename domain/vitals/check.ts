/** Whether a typed vital sign may be stored. The same answer for the screen and for the save. spec: VIT-1 */
import { ADULT_FROM_DAYS, limitsFor } from './limits.ts';
import type { Limits, Range } from './limits.ts';
import { quantityOf, unitsFor } from './quantities.ts';
import type { QuantityCode } from './quantities.ts';
import { fromCanonical, roundForDisplay, toCanonical } from './units.ts';
import type { Unit } from './units.ts';
import { slipUnit } from './unit-slips.ts';

/** The limit that was crossed, in the unit that was typed, rounded so that the shown number itself passes. */
export interface CrossedLimit {
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
}

/** The same digits in the unit they were probably meant in. Offered, never applied silently. */
export interface UnitSuggestion {
  readonly value: number;
  readonly unit: string;
}

/** A clinical state people try to type as 0; it is recorded as a state, not as a number. */
export type AbsentState = 'no-pulse' | 'apnoea' | 'unrecordable-pressure';

export type RefuseReason = 'not-a-number' | 'unknown-unit' | 'not-whole' | 'too-low' | 'too-high' | 'state-not-number';
export type ConfirmReason = 'unusually-low' | 'unusually-high' | 'changed-since-last' | 'fell-since-last' | 'far-from-growth-standard';

export type VitalCheck =
  | { readonly outcome: 'ok'; readonly value: number }
  | {
      readonly outcome: 'refuse';
      readonly reason: RefuseReason;
      readonly limit: CrossedLimit | null;
      readonly suggestion: UnitSuggestion | null;
      readonly state: AbsentState | null;
    }
  | {
      readonly outcome: 'confirm';
      /** In the canonical unit. */
      readonly value: number;
      readonly reasons: readonly ConfirmReason[];
      readonly limit: CrossedLimit | null;
      readonly suggestion: UnitSuggestion | null;
    };

export interface VitalContext {
  /** Age on the day of measuring; null when unknown. */
  readonly ageDays: number | null;
  /** The last value of the same quantity, canonical, not marked in error. */
  readonly previous?: number;
  /** WHO z-score of the value for a child, when computed. */
  readonly zScore?: number;
}

/** Limits of section 8.3: 10 % of weight, 3 cm of an adult's height, z beyond 5. */
const WEIGHT_CHANGE = 0.1;
const ADULT_HEIGHT_CHANGE_CM = 3;
/** A child measured lying, then standing, loses about 0.7 cm (WHO); more is a mistake in one of them. */
const CHILD_HEIGHT_LOSS_CM = 1;
const Z_LIMIT = 5;

const STATES: Partial<Record<QuantityCode, AbsentState>> = {
  'heart-rate': 'no-pulse', 'respiratory-rate': 'apnoea', systolic: 'unrecordable-pressure', diastolic: 'unrecordable-pressure',
};

/** Checks one value in the unit (UCUM) it was typed in. `value` of the answer is in the quantity's canonical unit. */
export function checkVital(code: QuantityCode, value: number, ucum: string, context: VitalContext): VitalCheck {
  if (!Number.isFinite(value)) return refuse('not-a-number');
  const unit = unitsFor(code).find((each) => each.ucum === ucum);
  if (!unit) return refuse('unknown-unit');
  const state = STATES[code];
  if (value === 0 && state) return { ...refuse('state-not-number'), state };
  const limits = limitsFor(code, context.ageDays);
  const reject = rangeIn(limits, limits.reject, code, unit);
  const side = outside(value, reject);
  const suggestion = suggest(code, value, unit, context.ageDays);
  if (side) return { ...refuse(side === 'low' ? 'too-low' : 'too-high'), limit: shown(reject, unit), suggestion };
  if (quantityOf(code).whole && !Number.isInteger(value)) return refuse('not-whole');
  return unusual(code, value, unit, context, suggestion);
}

function unusual(code: QuantityCode, typed: number, unit: Unit, context: VitalContext, suggestion: UnitSuggestion | null): VitalCheck {
  const limits = limitsFor(code, context.ageDays);
  const range = rangeIn(limits, limits.confirm, code, unit);
  const side = outside(typed, range);
  const value = toCanonical(typed, unit);
  const reasons: ConfirmReason[] = [];
  if (side) reasons.push(side === 'low' ? 'unusually-low' : 'unusually-high');
  if (context.zScore !== undefined && Math.abs(context.zScore) > Z_LIMIT) reasons.push('far-from-growth-standard');
  reasons.push(...changes(code, value, context));
  if (reasons.length === 0) return { outcome: 'ok', value };
  return { outcome: 'confirm', value, reasons, limit: side ? shown(range, unit) : null, suggestion: side ? suggestion : null };
}

/** A change since the last time that is more often a slip than a fact. Children gain weight and height, and may. */
function changes(code: QuantityCode, value: number, { previous, ageDays }: VitalContext): ConfirmReason[] {
  if (previous === undefined || previous <= 0) return [];
  const adult = ageDays === null || ageDays >= ADULT_FROM_DAYS;
  const change = value - previous;
  if (code === 'weight' && (adult ? Math.abs(change) : -change) > previous * WEIGHT_CHANGE) return ['changed-since-last'];
  if (code !== 'height') return [];
  if (adult) return Math.abs(change) > ADULT_HEIGHT_CHANGE_CM ? ['changed-since-last'] : [];
  return -change > CHILD_HEIGHT_LOSS_CM ? ['fell-since-last'] : [];
}

/** A published slip, else any other unit of the quantity in which the same digits are usual. */
function suggest(code: QuantityCode, value: number, unit: Unit, ageDays: number | null): UnitSuggestion | null {
  const meant = slipUnit(code, value, unit.ucum);
  if (meant !== undefined) return { value, unit: meant };
  const limits = limitsFor(code, ageDays);
  const usual = (range: Range, other: Unit): boolean => !outside(value, rangeIn(limits, range, code, other));
  const other = unitsFor(code).find((each) => each !== unit && usual(limits.reject, each) && usual(limits.confirm, each));
  return other ? { value, unit: other.ucum } : null;
}

/** A range of the limits in the typed unit; untouched when it is in that unit already. */
function rangeIn(limits: Limits, range: Range, code: QuantityCode, unit: Unit): Range {
  const from = unitsFor(code).find((each) => each.ucum === limits.unit);
  if (!from || from === unit) return range;
  const convert = (limit: number | null): number | null => (limit === null ? null : fromCanonical(toCanonical(limit, from), unit));
  return [convert(range[0]), convert(range[1])];
}

function outside(value: number, [low, high]: Range): 'low' | 'high' | undefined {
  // Conversion leaves the twelfth digit uncertain: a value on the limit is inside.
  const slack = (limit: number): number => Math.abs(limit) * 1e-10;
  if (low !== null && value < low - slack(low)) return 'low';
  return high !== null && value > high + slack(high) ? 'high' : undefined;
}

function shown([low, high]: Range, unit: Unit): CrossedLimit {
  const scale = 10 ** unit.decimals;
  const inward = (limit: number | null, round: (n: number) => number): number | null =>
    limit === null ? null : roundForDisplay(round(Number((limit * scale).toPrecision(10))) / scale, unit);
  return { low: inward(low, Math.ceil), high: inward(high, Math.floor), unit: unit.ucum };
}

const refuse = (reason: RefuseReason) => ({ outcome: 'refuse', reason, limit: null, suggestion: null, state: null }) as const;
