/** Cumulative sums, for a small lasting shift. Sources: Page ES, Biometrika 1954;41:100; NIST/SEMATECH e-Handbook 6.3.2.3; Montgomery DC, Introduction to Statistical Quality Control. */
export interface CusumChart {
  readonly target: number;
  /** What a value may be off the target without being summed, in the unit of the values. */
  readonly slack: number;
  /** The sum above which the chart signals, in the unit of the values. */
  readonly decision: number;
}

export interface CusumPoint {
  readonly high: number;
  readonly low: number;
  /** Values since the sum was last nought. */
  readonly highRun: number;
  readonly lowRun: number;
  readonly signals: boolean;
}

/** The chart in standard deviations: half of one is slack, five signal, unless told otherwise. */
export const cusumChart = (target: number, sigma: number, slack = 0.5, decision = 5): CusumChart => ({ target, slack: slack * sigma, decision: decision * sigma });

export function cusum(values: readonly number[], { target, slack, decision }: CusumChart): readonly CusumPoint[] {
  const points: CusumPoint[] = [];
  for (const value of values) {
    const before = points.at(-1) ?? { high: 0, low: 0, highRun: 0, lowRun: 0 };
    const high = tidy(Math.max(0, value - (target + slack) + before.high));
    const low = tidy(Math.max(0, target - slack - value + before.low));
    points.push({ high, low, highRun: high > 0 ? before.highRun + 1 : 0, lowRun: low > 0 ? before.lowRun + 1 : 0, signals: high > decision || low > decision });
  }
  return points;
}

export interface Shift {
  /** The number of values, from the first, that came before the shift. */
  readonly after: number;
  /** What the values have been around since. */
  readonly mean: number;
}

/** Where the shift that the first signal shows began, and its new mean; null where the chart does not signal. */
export function firstShift(points: readonly CusumPoint[], { target, slack, decision }: CusumChart): Shift | null {
  const at = points.findIndex((point) => point.signals);
  const point = points[at];
  if (!point) return null;
  const up = point.high > decision;
  const run = up ? point.highRun : point.lowRun;
  return { after: at + 1 - run, mean: up ? target + slack + point.high / run : target - slack - point.low / run };
}

const tidy = (value: number): number => Number(value.toPrecision(12));
