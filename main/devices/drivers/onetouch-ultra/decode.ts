import type { Decoded } from '../../driver.ts';
import { lineText } from '../../bytes/line-rule.ts';
import { deviceTime } from '../device-time.ts';
import { glucoseWithin, remembered } from '../glucose.ts';
import type { Meal } from '../glucose.ts';
import { ultraHeader } from './frame.ts';

const record = /^P "[A-Z]{3}","(\d\d)\/(\d\d)\/(\d\d)","(\d\d):(\d\d):(\d\d) *","([ C]) *(\d{1,3}) *","([NBA])","\d\d", \d\d /;
const meals: Readonly<Record<string, Meal | undefined>> = { B: 'before-meal', A: 'after-meal' };

/** mg/dL, whatever unit the meter displays; below and above it shows LO and HI. */
const range = { lowest: 20, highest: 600 };

/** A header, an identity, or a result. A result with a question mark in place of a figure is damaged and is nothing. */
export function decodeUltra(frame: Uint8Array): Decoded | null {
  const text = lineText(frame);
  const header = ultraHeader.exec(text);
  if (header) return { identity: { serial: header[2]! } };
  const serial = /^@ "([^"]+)" /.exec(text);
  if (serial) return { identity: { serial: serial[1]! } };
  const software = /^\? (\S+)/.exec(text);
  if (software) return { identity: { firmware: software[1]! } };
  const found = record.exec(text);
  if (!found) return null;
  const [month, day, year, hour, minute, second] = found.slice(1, 7).map(Number);
  const time = deviceTime({ year: 2000 + year!, month: month!, day: day!, hour: hour!, minute: minute!, second: second! });
  const control = found[7] === 'C' ? 'control-solution' : undefined;
  return { reading: remembered(glucoseWithin(Number(found[8]), range), [control, meals[found[9]!]], time) };
}
