/** The middle and the tail of a set of measurements, all in the unit they were taken in. */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly least: number;
  readonly most: number;
}

/** Above this share of the median, a figure is said to be unsteady. */
export const STEADY = 0.2;

/**
 * The value below which `share` of the measurements lie, between neighbours in proportion.
 * @throws RangeError without measurements
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no measurements');
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function summarize(values: readonly number[]): Summary {
  return {
    count: values.length,
    p50: median(values),
    p99: quantile(values, 0.99),
    least: quantile(values, 0),
    most: quantile(values, 1),
  };
}

/**
 * How far repeated rounds lie apart: the distance between the first and the last quarter, as a share of the median.
 * 0.1 means that the middle half of the rounds lies within 10 % of the median. One round has no spread.
 */
export function spread(rounds: readonly number[]): number {
  if (rounds.length < 2) return 0;
  const middle = median(rounds);
  return middle === 0 ? 0 : (quantile(rounds, 0.75) - quantile(rounds, 0.25)) / Math.abs(middle);
}
