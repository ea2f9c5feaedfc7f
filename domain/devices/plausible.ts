/** Numbers that home-made and HTTP sensors send when they have none, and those no body has. spec: VIT-3, VIT-6 */
import { limitsFor } from '../vitals/limits.ts';
import type { Range } from '../vitals/limits.ts';
import { canonicalValue, isQuantity } from '../vitals/quantities.ts';
import type { MeasureCode, MissingReason } from './reading.ts';

/** Narrower than what a person may type: a sensor that is off gives numbers just outside. Canonical units. */
const OF_SENSORS: Partial<Record<MeasureCode, Range>> = {
  'spo2': [50, 100], 'heart-rate': [20, 300], 'temperature': [25, 45], 'weight': [0.3, 300],
  'perfusion-index': [0, 100], 'end-tidal-co2': [0, 20], 'body-fat': [1, 75], 'cuff-pressure': [0, 350],
};

/** A DS18B20 that has not measured since it was switched on, and one that is not there, °C. */
const NOT_CONVERTED = 85;
const NOT_THERE = -127;

/** Written by many sketches for "no finger" or "no sensor", whatever they measure. */
export const NO_SENSOR = -999;

/** Why a sensor's number, in the canonical unit of its code, is none; null for one that may be shown. */
export function whyRefused(code: MeasureCode, value: number): MissingReason | null {
  if (value === NO_SENSOR || (code === 'temperature' && value === NOT_THERE)) return 'sensor-off';
  if (code === 'temperature' && value === NOT_CONVERTED) return 'not-measured';
  if (value === 0 && (code === 'spo2' || code === 'heart-rate')) return 'no-signal';
  const [low, high] = rangeOf(code);
  return Number.isFinite(value) && value >= (low ?? -Infinity) && value <= (high ?? Infinity) ? null : 'out-of-range';
}

const kept = new Map<MeasureCode, Range>();

function rangeOf(code: MeasureCode): Range {
  const known = OF_SENSORS[code] ?? kept.get(code);
  if (known || !isQuantity(code)) return known ?? [null, null];
  const { unit, reject } = limitsFor(code, null);
  const [low, high] = reject.map((end) => (end === null ? null : canonicalValue(code, end, unit) ?? null));
  const range: Range = [low ?? null, high ?? null];
  kept.set(code, range);
  return range;
}
