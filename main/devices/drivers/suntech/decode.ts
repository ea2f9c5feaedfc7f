import type { Decoded } from '../../driver.ts';
import { noPressures, pressures } from '../pressures.ts';
import { CUFF, RESULT } from './frame.ts';

const int16 = (bytes: Uint8Array, at: number): number => ((bytes[at]! | (bytes[at + 1]! << 8)) << 16) >> 16;

/** A result, or the cuff's pressure while it works. The error is a decimal code of the module's manual; 0 is none. */
export function decodeSuntech(frame: Uint8Array): Decoded | null {
  if (frame[1] === CUFF) return { reading: { kind: 'live', measures: [{ code: 'cuff-pressure', value: int16(frame, 2) }], flags: [] } };
  if (frame[1] !== RESULT) return null;
  const error = frame[20]!;
  const measures = error
    ? noPressures('device-error')
    : pressures({ systolic: int16(frame, 2), diastolic: int16(frame, 4), pulse: int16(frame, 16), mean: int16(frame, 18) });
  return { reading: { kind: 'record', measures, flags: [], ...(error && { deviceError: String(error) }) } };
}
