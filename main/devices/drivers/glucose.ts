import type { Measure, Reading, ReadingFlag } from '#domain/devices/reading.ts';
import { canonicalValue } from '#domain/vitals/quantities.ts';

/** A meter's own unit, as UCUM writes it. */
export type GlucoseUnit = 'mmol/L' | 'mg/dL';

/** The unit a meter wrote, however it writes it; undefined for one that is none of glucose. */
export function glucoseUnit(written: string): GlucoseUnit | undefined {
  const letters = written.trim().toLowerCase();
  if (letters === 'mg/dl') return 'mg/dL';
  return letters === 'mmol/l' ? 'mmol/L' : undefined;
}

/** Blood glucose in mmol/L, from the meter's own number and unit. */
export const glucose = (value: number, unit: GlucoseUnit, beyond?: Measure['beyond']): Measure => ({
  code: 'glucose', value: canonicalValue('glucose', value, unit)!, ...(beyond && { beyond }),
});

/** From mg/dL of a meter that shows LO and HI outside a range: the end of the range stands for what lies beyond it. */
export function glucoseWithin(value: number, range: { readonly lowest: number; readonly highest: number }): Measure {
  if (value < range.lowest) return glucose(range.lowest, 'mg/dL', 'below');
  return value > range.highest ? glucose(range.highest, 'mg/dL', 'above') : glucose(value, 'mg/dL');
}

export type Meal = 'before-meal' | 'after-meal';

/** One result of a meter's memory. */
export const remembered = (measure: Measure, flags: readonly (ReadingFlag | undefined)[], deviceTime: string | undefined): Reading => ({
  kind: 'record', measures: [measure], flags: flags.filter((flag) => flag !== undefined), ...(deviceTime !== undefined && { deviceTime }),
});

/** Milligrams per decilitre, as a meter would keep a body's glucose. */
export const inMilligrams = (mmol: number): number => Math.round(mmol * 18.0156);
