import type { Measure } from '#domain/devices/reading.ts';
import { canonicalValue } from '#domain/vitals/quantities.ts';
import type { Decoded } from '../../driver.ts';
import { ascii } from '../../bytes/ascii.ts';

const units = { m: { weight: 'kg', height: 'cm' }, c: { weight: '[lb_av]', height: '[in_i]' } } as const;

/**
 * A weighing. The unit stands behind the numbers (field N: metric or customary); without it none of them is believed. The
 * number typed at the scale (field I) stays in the raw bytes alone.
 */
export function decodeHealthOMeter(frame: Uint8Array): Decoded | null {
  const fields = new Map([...ascii(frame).matchAll(/\x1b([A-Z])([^\x1b]*)/g)].map((found) => [found[1]!, found[2]!.trim()]));
  const unit = fields.get('N');
  if (unit !== 'm' && unit !== 'c') return null;
  const number = (letter: string): number | null => (/^\d+(\.\d+)?$/.test(fields.get(letter) ?? '') ? Number(fields.get(letter)) : null);
  const weight = number('W');
  if (!weight) return null;
  const measures: Measure[] = [{ code: 'weight', value: canonicalValue('weight', weight, units[unit].weight)! }];
  const height = number('H');
  if (height) measures.push({ code: 'height', value: canonicalValue('height', height, units[unit].height)! });
  const bmi = number('B');
  if (bmi) measures.push({ code: 'bmi', value: bmi });
  return { reading: { kind: 'record', measures, flags: [] } };
}
