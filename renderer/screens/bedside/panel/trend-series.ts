import type { TrendPoint } from '#domain/contract/bedside.ts';
import { shownValue, type UnitChoice } from '#domain/record/shown-value.ts';

/** A trend in the units this clinic reads. Times are milliseconds since 1970. */
export interface ShownSeries {
  readonly code: string;
  readonly unit: string;
  readonly points: readonly { readonly at: number; readonly low: number; readonly high: number; readonly mean: number; readonly count: number }[];
}

interface Series {
  readonly code: string;
  readonly unit: string;
  readonly points: readonly TrendPoint[];
}

/** Converts trends for reading. */
export function shownSeries(all: readonly Series[], units: UnitChoice): ShownSeries[] {
  return all.map(({ code, unit, points }) => {
    const shown = (value: number): number => shownValue(code, value, unit, units).value;
    return {
      code, unit: shownValue(code, 0, unit, units).unit,
      points: points.map(({ at, low, high, mean, count }) => ({ at: Date.parse(at), low: shown(low), high: shown(high), mean: shown(mean), count })),
    };
  });
}

/** A line is not drawn across a stretch without values: so many times the usual distance of two points is such a stretch. */
const APART = 3;

/** The points with a hole wherever nothing came for a while: `null` has the line lifted. */
export function withHoles(points: ShownSeries['points']): readonly (ShownSeries['points'][number] | null)[] {
  const steps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at)).sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)] ?? 0;
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before && point.at - before.at > usual * APART ? [null, point] : [point];
  });
}
