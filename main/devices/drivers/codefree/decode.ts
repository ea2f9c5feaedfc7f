import type { Decoded } from '../../driver.ts';
import { deviceTime } from '../device-time.ts';
import { glucose, remembered } from '../glucose.ts';
import type { Meal } from '../glucose.ts';
import { messageOf } from './frame.ts';

/** Length of a result with one byte of type; some may have two. */
const RESULT = 17;
const meals: Readonly<Record<number, Meal | undefined>> = { 0x10: 'before-meal', 0x20: 'after-meal' };

/** A result: type, an unknown byte, date and time, mg/dL with the high byte first, meal, seven unknown bytes. */
export function decodeCodefree(frame: Uint8Array): Decoded | null {
  const message = messageOf(frame);
  const types = message.length - RESULT + 1;
  if (types !== 1 && types !== 2) return null;
  const [year, month, day, hour, minute, high, low, meal] = message.subarray(types + 1);
  const time = deviceTime({ year: 2000 + year!, month: month!, day: day!, hour: hour!, minute: minute! });
  const value = (high! << 8) | low!;
  // A date that is none, or a meal that is none, says that the bytes stand elsewhere than assumed.
  if (time === undefined || (meal !== 0 && meals[meal!] === undefined) || value === 0 || value > 1000) return null;
  return { reading: remembered(glucose(value, 'mg/dL'), [meals[meal!]], time) };
}
