/**
 * How unusual a value is for this patient. Sources: Iglewicz B, Hoaglin DC, How to Detect and Handle Outliers, ASQC 1993; NIST/SEMATECH
 * e-Handbook 1.3.5.17. A hint beside the clinical limits, which always win.
 */
import { meanDeviation, median, medianDeviation } from './spread.ts';

const DEVIATION_SHARE = 0.6745;
const MEAN_DEVIATION_SCALE = 1.253_314;
const UNUSUAL_ABOVE = 3.5;

export interface RobustZ {
  /** Null where the baseline has no spread at all. */
  readonly z: number | null;
  /** What the spread was taken from: the mean distance where most of the baseline is one value. */
  readonly method: 'median-deviation' | 'mean-deviation' | 'no-spread';
  readonly unusual: boolean | null;
}

/** `floor`: the least median deviation to believe in, in the unit of the value; a very even baseline then makes nothing unusual. */
export function robustZ(value: number, baseline: readonly number[], floor = 0): RobustZ {
  if (baseline.length === 0) return { z: null, method: 'no-spread', unusual: null };
  const distance = value - median(baseline);
  const deviation = Math.max(medianDeviation(baseline), floor);
  if (deviation > 0) return made((DEVIATION_SHARE * distance) / deviation, 'median-deviation');
  const mean = meanDeviation(baseline);
  return mean > 0 ? made(distance / (MEAN_DEVIATION_SCALE * mean), 'mean-deviation') : { z: null, method: 'no-spread', unusual: null };
}

const made = (z: number, method: RobustZ['method']): RobustZ => ({ z, method, unusual: Math.abs(z) > UNUSUAL_ABOVE });
