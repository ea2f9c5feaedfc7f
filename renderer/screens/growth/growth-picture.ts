import type { GrowthLine } from '#domain/contract/growth.ts';
import { DAYS_PER_MONTH } from '#domain/vitals/paediatric-ranges.ts';
import type { Curve, CurvePicture } from '#renderer/parts/draw-curves.ts';

export interface Curves {
  readonly at: readonly number[];
  readonly curves: readonly { readonly sd: number; readonly values: readonly number[] }[];
}
export type Axis = 'days' | 'months' | 'years' | 'centimetres';

const TWO_YEARS = 730;
const FIVE_YEARS = 1826;
const DAYS_PER_YEAR = 12 * DAYS_PER_MONTH;

export const byLength = ({ indicator }: Pick<GrowthLine, 'indicator'>): boolean => indicator === 'weight-for-length' || indicator === 'weight-for-height';

/** What of a table is shown: the age span that a clinic's paper chart would have, or the lengths around those measured. */
export function spanOf(line: GrowthLine): { readonly from: number; readonly to: number } {
  const places = line.points.map(({ at }) => at);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  if (byLength(line)) return { from: Math.max(0, Math.floor(low / 10) * 10 - 10), to: Math.ceil(high / 10) * 10 + 10 };
  if (/-5-1/.test(line.indicator)) return { from: FIVE_YEARS, to: 6940 };
  return high <= 90 ? { from: 0, to: 182 } : high <= TWO_YEARS ? { from: 0, to: TWO_YEARS } : { from: 0, to: FIVE_YEARS };
}

const KINDS: Readonly<Record<number, Curve['kind']>> = { 0: 'median', 1: 'inner', 2: 'outer', 3: 'edge' };
const SPACE = 1.06;

/** The picture of one measure of a child. */
export function pictureOf(line: GrowthLine, reference: Curves | undefined, { from, to }: { readonly from: number; readonly to: number }): { readonly picture: CurvePicture; readonly axis: Axis } {
  const axis: Axis = byLength(line) ? 'centimetres' : to <= 182 ? 'days' : to <= TWO_YEARS ? 'months' : 'years';
  const perUnit = axis === 'months' ? DAYS_PER_MONTH : axis === 'years' ? DAYS_PER_YEAR : 1;
  const curves = (reference?.curves ?? []).map(({ sd, values }): Curve => ({
    kind: KINDS[Math.abs(sd)] ?? 'inner', label: sd > 0 ? `+${sd}` : String(sd), points: values.map((y, place) => ({ x: (reference?.at[place] ?? 0) / perUnit, y })),
  }));
  const measured: Curve = { kind: 'measured', points: line.points.map(({ at, value }) => ({ x: at / perUnit, y: value })) };
  const values = [...curves, measured].flatMap(({ points }) => points.map(({ y }) => y));
  const step = axis === 'days' ? 30 : axis === 'months' ? 3 : axis === 'years' ? (to > FIVE_YEARS ? 2 : 1) : 5;
  return {
    axis,
    picture: {
      curves: [...curves, measured], bands: [], unit: unitOf(line.indicator), y: { min: Math.floor(Math.min(...values) / SPACE), max: Math.ceil(Math.max(...values) * SPACE) },
      x: { min: from / perUnit, max: to / perUnit, step, label: (value) => String(Math.round(value)) },
    },
  };
}

function unitOf(indicator: GrowthLine['indicator']): string {
  if (indicator.startsWith('bmi')) return 'kg/m²';
  return indicator.startsWith('weight') ? 'kg' : 'cm';
}
