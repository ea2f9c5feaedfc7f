import type { Decoded } from '../../driver.ts';
import { ascii } from '../../bytes/ascii.ts';
import { deviceTimeOfDigits } from '../device-time.ts';
import { glucose, glucoseUnit, remembered } from '../glucose.ts';
import type { Meal } from '../glucose.ts';

const result = /^Glu,(\d+(?:\.\d+)?),([^,]+),(\d\d),(\d{6}),(\d{4})$/;
/** Three numbers of unknown meaning, serial number, software. */
const identity = /^\d*,\d*,\d*, *([!-+\--~]+), *([!-+\--~]+)$/;
const meals: Readonly<Record<string, Meal | undefined>> = { '02': 'before-meal', '04': 'after-meal' };

/** A line of the memory, in the unit it names, or the meter's identity. Other kinds of strip (ketones) are nothing here. */
export function decodeGlucomen(frame: Uint8Array): Decoded | null {
  const text = ascii(frame);
  const who = identity.exec(text);
  if (who) return { identity: { serial: who[1]!, firmware: who[2]! } };
  const found = result.exec(text);
  const unit = found && glucoseUnit(found[2]!);
  if (!found || !unit) return null;
  return { reading: remembered(glucose(Number(found[1]), unit), [meals[found[3]!]], deviceTimeOfDigits(found[4]! + found[5]!)) };
}
