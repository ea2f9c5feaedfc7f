/** Names by which home-made nodes and sensors say what they measured; the unit is in the name. spec: VIT-6 */
import { canonicalValue, isQuantity } from '../vitals/quantities.ts';
import type { MeasureCode } from './reading.ts';
import { whyRefused } from './plausible.ts';

/** Code and UCUM unit of each name. */
const NAMES: Readonly<Record<string, readonly [code: MeasureCode, ucum: string]>> = {
  spo2: ['spo2', '%'],
  pulse: ['heart-rate', '/min'],
  hr: ['heart-rate', '/min'],
  resp: ['respiratory-rate', '/min'],
  temp_c: ['temperature', 'Cel'],
  temp_f: ['temperature', '[degF]'],
  weight_kg: ['weight', 'kg'],
  weight_g: ['weight', 'g'],
  weight_lb: ['weight', '[lb_av]'],
  height_cm: ['height', 'cm'],
  sys_mmhg: ['systolic', 'mm[Hg]'],
  dia_mmhg: ['diastolic', 'mm[Hg]'],
  map_mmhg: ['mean-arterial-pressure', 'mm[Hg]'],
  glucose_mgdl: ['glucose', 'mg/dL'],
  glucose_mmol: ['glucose', 'mmol/L'],
  hb_gdl: ['haemoglobin', 'g/dL'],
  pi: ['perfusion-index', '%'],
};

/** A value in the unit of `ucum` in the canonical unit of its code; undefined for a unit the code cannot have. */
export function canonicalMeasure(code: MeasureCode, value: number, ucum: string): number | undefined {
  return isQuantity(code) ? canonicalValue(code, value, ucum) : value;
}

/** The code of a name and the value in its canonical unit, not yet looked at; undefined for a name nobody knows. */
export function measureOfName(name: string, value: number): { readonly code: MeasureCode; readonly value: number } | undefined {
  const [code, ucum] = (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined) ?? [];
  if (code === undefined || ucum === undefined) return undefined;
  const canonical = canonicalMeasure(code, value, ucum);
  return canonical === undefined ? undefined : { code, value: canonical };
}

export type NamedMeasure =
  | { readonly ok: true; readonly code: MeasureCode; readonly value: number | null }
  | { readonly ok: false; readonly reason: 'unknown-name' | 'out-of-range' };

/** What a name and its number mean; null stays null, and is not zero. */
export function namedMeasure(name: string, value: number | null): NamedMeasure {
  const known = measureOfName(name, value ?? 0);
  if (!known) return { ok: false, reason: 'unknown-name' };
  if (value === null) return { ok: true, code: known.code, value: null };
  return whyRefused(known.code, known.value) === null ? { ok: true, ...known } : { ok: false, reason: 'out-of-range' };
}
