import type { Decoded } from '../../driver.ts';
import { hexByte } from '../../bytes/ascii.ts';
import { secaContent } from './frame.ts';

const MOST_DECIMALS = 3;

/**
 * What is shown. The meaning of the display type and of the control bits is not public: the type is taken for the number of
 * decimals, so the weight is marked as uncalibrated and is never a record.
 */
export function decodeSeca(frame: Uint8Array): Decoded | null {
  const content = secaContent(frame);
  const nibbles = [...content.subarray(1, 4)].map(hexByte).join('');
  const digits = nibbles.slice(0, 5);
  const decimals = Number.parseInt(nibbles[5]!, 16);
  if (!/^\d{5}$/.test(digits) || decimals > MOST_DECIMALS) return null;
  return { reading: { kind: 'live', measures: [{ code: 'weight', value: Number(`${digits}e-${decimals}`) }], flags: ['uncalibrated'] } };
}
