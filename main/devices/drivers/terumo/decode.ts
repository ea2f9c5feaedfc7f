import type { Decoded } from '../../driver.ts';
import { ascii } from '../../bytes/ascii.ts';
import { deviceTimeOfDigits } from '../device-time.ts';
import { pressures } from '../pressures.ts';
import { terumoFields } from './frame.ts';

export function decodeTerumo(frame: Uint8Array): Decoded | null {
  const found = terumoFields.exec(ascii(frame, 1, frame.length - 1));
  if (!found) return null;
  const [systolic, mean, diastolic, pulse] = found.slice(4, 8).map(Number);
  const time = deviceTimeOfDigits(found[2]! + found[3]!);
  const measures = pressures({ systolic: systolic!, mean: mean!, diastolic: diastolic!, pulse: pulse! });
  return { reading: { kind: 'record', measures, flags: [], ...(time && { deviceTime: time }) } };
}
