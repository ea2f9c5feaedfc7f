import type { Decoded } from '../../driver.ts';
import { ascii } from '../../bytes/ascii.ts';
import { noPressures, pressures } from '../pressures.ts';

/** Code, pulse pressure, diastolic, pulse, and a byte whose meaning is not public; two hexadecimal letters each. */
export function decodeUa767(frame: Uint8Array): Decoded | null {
  const letters = ascii(frame);
  if (!/^[\dA-F]{10}$/.test(letters)) return null;
  const [code, difference, diastolic, pulse] = letters.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
  if (code! < 0x80 || code! > 0x83) {
    return { reading: { kind: 'record', measures: noPressures('device-error', false), flags: [], deviceError: letters.slice(0, 2) } };
  }
  const measures = pressures({ systolic: diastolic! + difference!, diastolic: diastolic!, pulse: pulse! });
  return { reading: { kind: 'record', measures, flags: [] } };
}
