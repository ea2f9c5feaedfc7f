import { median } from './spread.ts';

/** A value and the day it was taken, as a number of days. */
export interface Taken {
  readonly day: number;
  readonly value: number;
}

/** This project's proposal, not published: as long, as many days, and as far apart as a baseline has to be. */
const WINDOW_DAYS = 90;
const LEAST_VALUES = 5;
const LEAST_SPAN_DAYS = 14;

/** One value a day, the median, in the order of the days. What was marked unusual at entry is left out by the caller. */
export function daily(taken: readonly Taken[]): readonly Taken[] {
  const days = Map.groupBy(taken, ({ day }) => day);
  return [...days].map(([day, values]) => ({ day, value: median(values.map(({ value }) => value)) })).toSorted((a, b) => a.day - b.day);
}

/** What is usual for a patient before `day`: the daily values of the last 90 days. Null where they are too few or too close together. */
export function baselineBefore(day: number, taken: readonly Taken[]): readonly number[] | null {
  const values = daily(taken.filter((each) => each.day < day && each.day >= day - WINDOW_DAYS));
  const span = (values.at(-1)?.day ?? 0) - (values[0]?.day ?? 0);
  return values.length < LEAST_VALUES || span < LEAST_SPAN_DAYS ? null : values.map(({ value }) => value);
}
