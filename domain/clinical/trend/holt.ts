/**
 * A short forecast with its range, by Holt's linear trend. Sources: Holt CC, 1957; Hyndman RJ, Athanasopoulos G, Forecasting: Principles
 * and Practice; Hyndman RJ et al., Forecasting with Exponential Smoothing, 2008 (variance of ETS(A,A,N)). It starts from the line of Theil
 * and Sen: a start from the first two values lets one noisy pair bend the whole forecast.
 */
import { trend } from './slope.ts';

export interface HoltStart {
  readonly level: number;
  readonly slope: number;
}

export interface HoltOptions {
  /** Weight of the newest value for the level, and of the newest step for the slope; 0 to 1. */
  readonly levelWeight?: number;
  readonly slopeWeight?: number;
  /** Values ahead. */
  readonly steps: number;
  readonly start: HoltStart;
  /** Numbers taken off the count of values where the errors are averaged: 0 as published, 2 for a wider range from few values. */
  readonly lost?: number;
}

export interface HoltForecast {
  readonly forecast: readonly number[];
  /** 95 percent. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly level: number;
  readonly slope: number;
  /** Mean squared error of the forecasts one step ahead. */
  readonly variance: number;
}

const Z_95 = 1.959_964;
const LEVEL_WEIGHT = 0.5;
const SLOPE_WEIGHT = 0.1;

/** Values in even steps of time. */
export function holt(values: readonly number[], { levelWeight = LEVEL_WEIGHT, slopeWeight = SLOPE_WEIGHT, steps, start, lost = 0 }: HoltOptions): HoltForecast {
  let { level, slope } = start;
  let squares = 0;
  for (const value of values) {
    const expected = level + slope;
    const next = levelWeight * value + (1 - levelWeight) * expected;
    slope = slopeWeight * (next - level) + (1 - slopeWeight) * slope;
    level = next;
    squares += (value - expected) ** 2;
  }
  const variance = squares / (values.length - lost);
  const ahead = Array.from({ length: steps }, (_, i) => i + 1);
  const forecast = ahead.map((step) => level + step * slope);
  const reach = ahead.map((step) => Z_95 * Math.sqrt(variance * growthOfVariance(step, levelWeight, slopeWeight)));
  const off = (sign: 1 | -1): number[] => forecast.map((each, i) => each + sign * (reach[i] ?? 0));
  return { forecast, lower: off(-1), upper: off(1), level, slope, variance };
}

function growthOfVariance(step: number, levelWeight: number, slopeWeight: number): number {
  return Array.from({ length: step - 1 }, (_, i) => (levelWeight + levelWeight * slopeWeight * (i + 1)) ** 2).reduce((sum, each) => sum + each, 1);
}

/** The start that the line of Theil and Sen gives: one step before the first value. Null for fewer than two values. */
export function robustStart(values: readonly number[]): HoltStart | null {
  const line = trend(values.map((value, time) => ({ time, value })));
  return line && { level: line.intercept - line.slope, slope: line.slope };
}

const LEAST_VALUES = 6;
const MANY_VALUES = 15;

/** The forecast to show: from six values on, no further ahead than half of what they span, wider where they are few. Null where they are too few. */
export function forecast(values: readonly number[]): HoltForecast | null {
  const start = values.length < LEAST_VALUES ? null : robustStart(values);
  return start && holt(values, { steps: Math.floor((values.length - 1) / 2), start, lost: values.length < MANY_VALUES ? 2 : 0 });
}
