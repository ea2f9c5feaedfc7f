/**
 * Exponentially weighted moving average, for a slow drift. Sources: Roberts SW, Technometrics 1959;1:239; Lucas JM, Saccucci MS,
 * Technometrics 1990;32:1; NIST/SEMATECH e-Handbook 6.3.2.4.
 */
export interface EwmaChart {
  readonly target: number;
  /** Standard deviation of single values. */
  readonly sigma: number;
  /** Weight of the newest value, 0 to 1. */
  readonly weight?: number;
  /** Width of the limits in standard deviations. */
  readonly width?: number;
}

export interface EwmaPoint {
  readonly average: number;
  readonly lower: number;
  readonly upper: number;
  /** Outside the limits; on them it is not. */
  readonly signals: boolean;
}

const WEIGHT = 0.2;
const WIDTH = 3;

export function ewma(values: readonly number[], { target, sigma, weight = WEIGHT, width = WIDTH }: EwmaChart): readonly EwmaPoint[] {
  const points: EwmaPoint[] = [];
  let average = target;
  for (const value of values) {
    average = tidy(weight * value + (1 - weight) * average);
    const reach = width * sigma * Math.sqrt((weight / (2 - weight)) * (1 - (1 - weight) ** (2 * (points.length + 1))));
    const [lower, upper] = [tidy(target - reach), tidy(target + reach)];
    points.push({ average, lower, upper, signals: average < lower || average > upper });
  }
  return points;
}

/** The limits that the chart comes to after many values. */
export function steadyLimits({ target, sigma, weight = WEIGHT, width = WIDTH }: EwmaChart): readonly [lower: number, upper: number] {
  const reach = width * sigma * Math.sqrt(weight / (2 - weight));
  return [target - reach, target + reach];
}

/** A value on the limit is inside, whatever the last digits of the calculation say. */
const tidy = (value: number): number => Number(value.toPrecision(12));
