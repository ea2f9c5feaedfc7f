import type { Measure, MeasureCode } from '#domain/devices/reading.ts';
import type { Decoded } from '../../driver.ts';
import { lineText } from '../../bytes/line-rule.ts';

/** Kilograms, centimetres, kg/m² and percent: the last letter of a key is its unit. */
const keys: readonly (readonly [string, MeasureCode])[] = [['Wk', 'weight'], ['Hm', 'height'], ['MI', 'bmi'], ['FW', 'body-fat']];

/**
 * One measurement. Sex and age, which were typed at the scale, are left alone; its date is too, because models differ in
 * whether day or month comes first.
 */
export function decodeTanita(frame: Uint8Array): Decoded | null {
  const parts = lineText(frame).split(',');
  const values = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) values.set(parts[at]!, parts[at + 1]!);
  const measures: Measure[] = [];
  for (const [key, code] of keys) {
    const written = values.get(key);
    if (written === undefined || !/^-?\d+(\.\d+)?$/.test(written)) continue;
    const value = Number(written);
    measures.push(value > 0 ? { code, value } : { code, value: null, missing: 'not-measured' });
  }
  if (measures.length === 0) return null;
  const named = (key: string): string | undefined => /^"(.+)"$/.exec(values.get(key) ?? '')?.[1];
  const model = named('MO');
  const serial = named('SN');
  return {
    reading: { kind: 'record', measures, flags: [] },
    ...((model || serial) && { identity: { ...(model && { model }), ...(serial && { serial }) } }),
  };
}
