/** Names by which home-made nodes and sensors say what they measured; the unit is in the name. spec: VIT-6 */
import type { MeasureCode } from './reading.ts';

interface Named {
  readonly code: MeasureCode;
  /** To the canonical unit. */
  readonly convert: (value: number) => number;
  /** Outside, canonical unit: a sensor that is off, not attached or broken. */
  readonly low: number;
  readonly high: number;
}

const same = (value: number): number => value;
const named = (code: MeasureCode, low: number, high: number, convert = same): Named => ({ code, convert, low, high });

/** Grams of glucose in a mole, by ten: mg/dL of one mmol/L. */
const GLUCOSE = 18.016;

/** The ranges of the project's device rules, section 9; where it has none, those of an impossible value. */
const NAMES: Readonly<Record<string, Named>> = {
  spo2: named('spo2', 50, 100),
  pulse: named('heart-rate', 20, 300),
  hr: named('heart-rate', 20, 300),
  resp: named('respiratory-rate', 3, 120),
  temp_c: named('temperature', 25, 45),
  temp_f: named('temperature', 25, 45, (value) => ((value - 32) * 5) / 9),
  weight_kg: named('weight', 0.3, 300),
  height_cm: named('height', 20, 275),
  sys_mmhg: named('systolic', 30, 300),
  dia_mmhg: named('diastolic', 10, 200),
  map_mmhg: named('mean-arterial-pressure', 15, 250),
  glucose_mgdl: named('glucose', 0.5, 111, (value) => value / GLUCOSE),
  glucose_mmol: named('glucose', 0.5, 111),
  pi: named('perfusion-index', 0, 100),
};

export type NamedMeasure =
  | { readonly ok: true; readonly code: MeasureCode; readonly value: number | null }
  | { readonly ok: false; readonly reason: 'unknown-name' | 'out-of-range' };

/** What a name and its number mean; null stays null, and is not zero. */
export function namedMeasure(name: string, value: number | null): NamedMeasure {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (!known) return { ok: false, reason: 'unknown-name' };
  if (value === null) return { ok: true, code: known.code, value: null };
  const canonical = Number(known.convert(value).toPrecision(10));
  return canonical >= known.low && canonical <= known.high ? { ok: true, code: known.code, value: canonical } : { ok: false, reason: 'out-of-range' };
}
