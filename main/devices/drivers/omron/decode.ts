import type { Decoded } from '../../driver.ts';
import { lineText } from '../../bytes/line-rule.ts';
import { deviceTime } from '../device-time.ts';
import { pressures } from '../pressures.ts';
import { hbp9020Line, hbp9030Line } from './frame.ts';

/** The mean stands second and the diastolic third, against what one expects. */
export function decodeHbp9020(frame: Uint8Array): Decoded | null {
  const found = hbp9020Line.exec(lineText(frame));
  if (!found) return null;
  const [year, month, day, hour, minute, systolic, mean, diastolic, pulse] = found.slice(2).map(Number);
  const time = deviceTime({ year: year!, month: month!, day: day!, hour: hour!, minute: minute! });
  const measures = pressures({ systolic: systolic!, mean: mean!, diastolic: diastolic!, pulse: pulse! });
  return { reading: { kind: 'record', measures, flags: [], ...(time && { deviceTime: time }) } };
}

export function decodeHbp9030(frame: Uint8Array): Decoded | null {
  const found = hbp9030Line.exec(lineText(frame));
  if (!found) return null;
  const [systolic, diastolic, pulse] = found.slice(1, 4).map(Number);
  return { reading: { kind: 'record', measures: pressures({ systolic: systolic!, diastolic: diastolic!, pulse: pulse! }), flags: [] } };
}
