/**
 * Whether values rise or fall, and how fast: the slope of Theil and Sen with the test of Mann and Kendall, which one outlier does not
 * sway. Sources: Theil H, 1950; Sen PK, J Am Stat Assoc 1968;63:1379; Conover WJ, 1980 (intercept); Mann HB, Econometrica 1945;13:245;
 * Kendall MG, Rank Correlation Methods, 1975. Values close in time depend on each other and make a trend look surer than it is: one a day.
 */
import { median } from './spread.ts';
import { twoSidedTail } from './normal-tail.ts';

export interface TimedValue {
  /** Days, or any other unit: the slope is per this unit. */
  readonly time: number;
  readonly value: number;
}

export interface Trend {
  readonly slope: number;
  readonly intercept: number;
  /** Mann and Kendall's sum of signs, its variance with ties, and the standard score. */
  readonly signs: number;
  readonly variance: number;
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  /** 95 percent. */
  readonly slopeRange: readonly [low: number, high: number];
  /** Null below eight values: the normal approximation does not hold there. */
  readonly significant: boolean | null;
}

const ALPHA = 0.05;
const LEAST_VALUES = 8;
const Z_95 = 1.959_963_984_540_054;

/** In the order of time. Null for fewer than two different times. */
export function trend(values: readonly TimedValue[]): Trend | null {
  const { slopes, signs } = pairs(values);
  if (slopes.length === 0) return null;
  const slope = median(slopes);
  const variance = signVariance(values.map(({ value }) => value));
  const z = variance === 0 ? 0 : (signs - Math.sign(signs)) / Math.sqrt(variance);
  const p = twoSidedTail(z);
  return {
    slope, intercept: median(values.map(({ value }) => value)) - slope * median(values.map(({ time }) => time)), signs, variance, z, p,
    slopeRange: slopeRange(slopes, variance), significant: values.length < LEAST_VALUES ? null : p < ALPHA,
  };
}

function pairs(values: readonly TimedValue[]): { slopes: number[]; signs: number } {
  const slopes: number[] = [];
  let signs = 0;
  values.forEach((later, j) => {
    for (const [i, earlier] of values.entries()) {
      if (i >= j) break;
      signs += Math.sign(later.value - earlier.value);
      if (later.time !== earlier.time) slopes.push((later.value - earlier.value) / (later.time - earlier.time));
    }
  });
  return { slopes: slopes.toSorted((a, b) => a - b), signs };
}

function signVariance(values: readonly number[]): number {
  const share = (count: number): number => count * (count - 1) * (2 * count + 5);
  const ties = [...Map.groupBy(values, (value) => value).values()].reduce((sum, same) => sum + share(same.length), 0);
  return (share(values.length) - ties) / 18;
}

/** Order statistics of the slopes as far from the middle as the spread of the sign sum reaches. */
function slopeRange(slopes: readonly number[], variance: number): readonly [number, number] {
  const reach = Z_95 * Math.sqrt(variance);
  const low = Math.max(Math.round((slopes.length - reach) / 2) - 1, 0);
  const high = Math.min(Math.round((slopes.length + reach) / 2), slopes.length - 1);
  return [slopes[low] ?? NaN, slopes[high] ?? NaN];
}
