/** The lines of a growth chart: what a measure is at each whole standard deviation. */
import { DAYS_PER_MONTH } from '../vitals/paediatric-ranges.ts';
import { growthLayout, lmsAt, type GrowthIndicator, type GrowthSex, type GrowthTable, type Lms } from './growth-pack.ts';

export const CURVE_SDS = [-3, -2, -1, 0, 1, 2, 3] as const;
/** As smooth as a screen can show. */
const STEPS = 72;

/** The measure at so many standard deviations from the median. */
export const measureAt = ({ l, m, s }: Lms, sd: number): number => m * Math.exp(l === 0 ? s * sd : Math.log1p(l * s * sd) / l);

export interface Curves {
  /** Days of life, or centimetres. */
  readonly at: readonly number[];
  readonly curves: readonly { readonly sd: number; readonly values: readonly number[] }[];
}

/** Between two ages in days, or two lengths, as far as the table goes. Empty where it does not reach at all. */
export function curvesOf(table: GrowthTable, indicator: GrowthIndicator, sex: GrowthSex, from: number, to: number): Curves {
  const layout = growthLayout(indicator);
  const perUnit = layout.key === 'age_months' ? DAYS_PER_MONTH : 1;
  const [first, last] = [Math.max(from, layout.from * perUnit), Math.min(to, layout.to * perUnit)];
  if (first > last) return { at: [], curves: [] };
  const wanted = Array.from({ length: STEPS + 1 }, (_, step) => first + ((last - first) * step) / STEPS).map((at) => (layout.key === 'age_days' ? Math.round(at) : at));
  const rows = [...new Set(wanted)].flatMap((at) => {
    const lms = lmsAt(table, indicator, sex, Math.min(layout.to, at / perUnit));
    return lms ? [{ at, lms }] : [];
  });
  return { at: rows.map(({ at }) => at), curves: CURVE_SDS.map((sd) => ({ sd, values: rows.map(({ lms }) => measureAt(lms, sd)) })) };
}
