import type { Measure, MissingReason } from '#domain/devices/reading.ts';

/** What any oximeter can show; beyond it a number is damage on the line. */
const PULSE = { least: 18, most: 321 };
const SPO2 = { least: 1, most: 100 };

/** Saturation and pulse as measures; null values are missing for `reason`. */
export function oximetry(spo2: number | null, pulse: number | null, reason: MissingReason): [Measure, Measure] {
  return [measure('spo2', spo2, SPO2, reason), measure('heart-rate', pulse, PULSE, reason)];
}

function measure(code: 'spo2' | 'heart-rate', value: number | null, range: { least: number; most: number }, reason: MissingReason): Measure {
  if (value === null) return { code, value, missing: reason };
  return value < range.least || value > range.most ? { code, value: null, missing: 'out-of-range' } : { code, value };
}
