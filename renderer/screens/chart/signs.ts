import { limitsFor } from '#domain/vitals/limits.ts';
import { isQuantity, quantityOf, unitOf } from '#domain/vitals/quantities.ts';

export type Unusual = 'low' | 'high';

/** Which side of the usual range a stored value is on; undefined inside it and where none is known. */
export function unusualSide(code: string, value: number, unit: string, ageDays: number | null): Unusual | undefined {
  const band = usualBand(code, unit, ageDays);
  if (!band) return undefined;
  if (band.low !== null && value < band.low) return 'low';
  return band.high !== null && value > band.high ? 'high' : undefined;
}

export interface Band { readonly low: number | null; readonly high: number | null }

/** The range outside which a value is asked about once more, in the unit values are stored in. */
export function usualBand(code: string, unit: string, ageDays: number | null): Band | undefined {
  if (!isQuantity(code) || unit !== quantityOf(code).unit) return undefined;
  const limits = limitsFor(code, ageDays);
  const from = unitOf(code, limits.unit);
  const [low, high] = limits.confirm;
  if (!from || (low === null && high === null)) return undefined;
  // Limits of glucose are stated in mg/dL, its values are stored in mmol/L.
  const convert = (limit: number | null): number | null =>
    (limit === null || limits.unit === unit ? limit : (limit + (from.offset ?? 0)) * from.factor);
  return { low: convert(low), high: convert(high) };
}
