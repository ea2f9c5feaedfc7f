import { canonicalValue } from '#domain/vitals/quantities.ts';
import type { Decoded } from '../../driver.ts';
import { lineText } from '../../bytes/line-rule.ts';
import { weightLine } from '../settling.ts';

/** Words, one number, its unit, words. Two numbers in a line (pounds and ounces, a price) are not guessed at. */
export const plainScaleLine = /^([A-Za-z,:\s]*?)([+-]?\s*\d+(?:\.\d+)?)\s*(kg|g|lb|oz)(?:[\s,][A-Za-z,\s]*)?$/i;

/** How scales mark a weight that still moves. */
const moving = /(^|[\s,])(US|SD|S D|D|UNSTABLE|MOTION)($|[\s,])/i;

const inKilograms: Readonly<Record<string, (value: number) => number | undefined>> = {
  kg: (value) => value,
  g: (value) => canonicalValue('weight', value, 'g'),
  lb: (value) => canonicalValue('weight', value, '[lb_av]'),
  oz: (value) => canonicalValue('weight', value / 16, '[lb_av]'),
};

export function decodePlainScale(frame: Uint8Array): Decoded | null {
  const found = plainScaleLine.exec(lineText(frame));
  if (!found) return null;
  const kg = inKilograms[found[3]!.toLowerCase()]!(Number(found[2]!.replaceAll(/\s/g, '')));
  return kg === undefined ? null : { reading: weightLine(kg, !moving.test(found[1]!)) };
}
