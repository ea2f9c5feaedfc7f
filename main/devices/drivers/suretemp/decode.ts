import type { Decoded } from '../../driver.ts';
import { BEFORE_DATA } from './frame.ts';

const ZERO_CELSIUS = 273.15;
/** What a probe in or near a body can show, kelvin: 20 to 45 °C. */
const COLDEST = 293.15;
const HOTTEST = 318.15;

/**
 * The answer carries the temperature in kelvin as a float of four bytes, low first, at a place that must be settled on a
 * device. The one place at which such a number stands is taken; where there is none, or more than one, nothing is. The
 * temperature is shown as uncalibrated and is never a record.
 */
export function decodeSuretemp(frame: Uint8Array): Decoded | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const found: number[] = [];
  for (let at = BEFORE_DATA; at + 4 < frame.length; at += 1) {
    const kelvin = view.getFloat32(at, true);
    if (kelvin >= COLDEST && kelvin <= HOTTEST) found.push(kelvin);
  }
  if (found.length !== 1) return null;
  const value = Math.round((found[0]! - ZERO_CELSIUS) * 100) / 100;
  return { reading: { kind: 'live', measures: [{ code: 'temperature', value }], flags: ['uncalibrated'] } };
}
