/** Middle and spread of a few values that one slip must not move. */

/** Middle value; the mean of the middle two of an even count. Throws a RangeError for no value at all. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('Nothing to take the middle of');
  return low === high ? low : (low + high) / 2;
}

/** Makes the median absolute deviation of normal values their standard deviation. */
export const NORMAL_SCALE = 1.4826;

/** Median distance from the median, times `scale` ({@link NORMAL_SCALE} for an estimate of the standard deviation). */
export function medianDeviation(values: readonly number[], scale = 1): number {
  const middle = median(values);
  return scale * median(values.map((value) => Math.abs(value - middle)));
}

/** Mean distance from the median. */
export function meanDeviation(values: readonly number[]): number {
  const middle = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length;
}
