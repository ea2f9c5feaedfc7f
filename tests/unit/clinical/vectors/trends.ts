import { expect } from 'vitest';
import { cusum, cusumChart, firstShift } from '#domain/clinical/trend/cusum.ts';
import { ewma, steadyLimits } from '#domain/clinical/trend/ewma.ts';
import { holt, robustStart } from '#domain/clinical/trend/holt.ts';
import { robustZ } from '#domain/clinical/trend/robust-z.ts';
import { trend, type TimedValue } from '#domain/clinical/trend/slope.ts';
import { medianDeviation } from '#domain/clinical/trend/spread.ts';
import { check, type Check } from './vector.ts';

const METHODS: Readonly<Record<string, string>> = { mad: 'median-deviation', mean_ad: 'mean-deviation', no_spread: 'no-spread' };

/** Each number within half of the last digit the vectors give. */
function near(made: readonly (number | undefined)[], expected: readonly number[], digits: number): void {
  expect(made.length).toBe(expected.length);
  expected.forEach((each, i) => { expect(Math.abs((made[i] ?? NaN) - each), `value ${String(i + 1)}: ${String(made[i])} for ${String(each)}`).toBeLessThanOrEqual(0.500001 * 10 ** -digits); });
}
const firstSignal = (points: readonly { readonly signals: boolean }[]): number | null => { const at = points.findIndex((point) => point.signals); return at < 0 ? null : at + 1; };

interface EwmaExpected {
  readonly z: number[]; readonly upper?: number[]; readonly steady_limits?: number[]; readonly signals_steady_limits?: number[]; readonly limits_first?: number[]; readonly limits_last?: number[];
  readonly first_signal?: number | null;
}
interface CusumExpected {
  readonly c_plus?: number[]; readonly c_minus?: number[]; readonly n_plus?: number[]; readonly first_signal: number | null; readonly estimated_shift_after?: number; readonly estimated_new_mean?: number;
}
interface HoltExpected { readonly forecast: number[]; readonly lower95: number[]; readonly upper95: number[]; readonly sigma2?: number; readonly level?: number; readonly trend?: number }

export const trends: Readonly<Record<string, Check>> = {
  robust_z: check<{ values: number[]; constant: number; value: number; baseline: number[] }, { mad?: number; z: number | null; method: string; flag: boolean | null }>(({ input, expect: expected }) => {
    if (expected.mad !== undefined) return void expect(medianDeviation(input.values, input.constant)).toBeCloseTo(expected.mad, 10);
    const result = robustZ(input.value, input.baseline);
    expect([result.method, result.unusual]).toEqual([METHODS[expected.method], expected.flag]);
    if (expected.z === null) expect(result.z).toBeNull();
    else near([result.z ?? NaN], [expected.z], 4);
  }),
  ewma: check<{ x: number[]; lam: number; mu: number; sigma: number; L: number }, EwmaExpected>(({ input, expect: expected }) => {
    const chart = { target: input.mu, sigma: input.sigma, weight: input.lam, width: input.L };
    const points = ewma(input.x, chart);
    near(points.map((point) => point.average), expected.z, expected.steady_limits ? 2 : 4);
    if (expected.upper) near(points.map((point) => point.upper), expected.upper, 4);
    if (expected.first_signal !== undefined) expect(firstSignal(points)).toBe(expected.first_signal);
    if (expected.limits_first) near([points[0]?.lower, points[0]?.upper, points.at(-1)?.lower, points.at(-1)?.upper], [...expected.limits_first, ...expected.limits_last ?? []], 4);
    if (!expected.steady_limits) return;
    const [lower, upper] = steadyLimits(chart);
    near([lower, upper], expected.steady_limits, 4);
    expect(points.filter(({ average }) => average < lower || average > upper)).toEqual(expected.signals_steady_limits);
  }),
  cusum: check<{ x: number[]; mu: number; sigma: number; k: number; h: number; K?: number; H?: number }, CusumExpected>(({ input, expect: expected }) => {
    const chart = input.K === undefined ? cusumChart(input.mu, input.sigma, input.k, input.h) : { target: input.mu, slack: input.K, decision: input.H ?? NaN };
    const points = cusum(input.x, chart);
    if (expected.c_plus) near(points.map((point) => point.high), expected.c_plus, 2);
    if (expected.c_minus) near(points.map((point) => point.low), expected.c_minus, 2);
    if (expected.n_plus) expect(points.map((point) => point.highRun)).toEqual(expected.n_plus);
    expect(firstSignal(points)).toBe(expected.first_signal);
    const shift = firstShift(points, chart);
    if (expected.first_signal === null) expect(shift).toBeNull();
    if (expected.estimated_shift_after !== undefined) expect(shift?.after).toBe(expected.estimated_shift_after);
    if (expected.estimated_new_mean !== undefined) near([shift?.mean], [expected.estimated_new_mean], 2);
  }),
  theil_sen_mann_kendall: check<{ t: number[]; y: number[] }, Record<'slope' | 'intercept' | 'S' | 'var_S' | 'z' | 'p_two_sided', number> & { slope_ci95: number[]; significant: boolean }>(({ input, expect: expected }) => {
    const made = trend(input.t.map((time, i) => ({ time, value: input.y[i] ?? NaN })));
    if (!made) throw new Error('No trend');
    near([made.slope, made.intercept, made.variance, made.z, made.p, ...made.slopeRange], [expected.slope, expected.intercept, expected.var_S, expected.z, expected.p_two_sided, ...expected.slope_ci95], 6);
    expect([made.signs, made.significant]).toEqual([expected.S, expected.significant]);
  }),
  holt: check<{ y: number[]; alpha: number; beta_star: number; l0: number; b0: number; h: number; init?: string }, HoltExpected>(({ input, expect: expected }) => {
    if (input.init === 'theil_sen') {
      const start = robustStart(input.y);
      near([start?.level, start?.slope], [input.l0, input.b0], 6);
    }
    const start = input.init === 'theil_sen' ? robustStart(input.y) : { level: input.l0, slope: input.b0 };
    if (!start) throw new Error('No start');
    const made = holt(input.y, { levelWeight: input.alpha, slopeWeight: input.beta_star, steps: input.h, start });
    const digits = expected.sigma2 === undefined ? 6 : 4;
    near(made.forecast, expected.forecast, digits);
    near(made.lower, expected.lower95, digits);
    near(made.upper, expected.upper95, digits);
    if (expected.sigma2 !== undefined) near([made.variance, made.level, made.slope], [expected.sigma2, expected.level ?? NaN, expected.trend ?? NaN], 4);
  }),
  'mk_arbitrary_360.json': check<{ values: (number | null)[] }, Record<'sen_slope' | 'intercept' | 'S' | 'var_S' | 'z' | 'p', number>>(({ input, expect: expected }) => {
    const values = input.values.flatMap((value, time): TimedValue[] => (value === null ? [] : [{ time, value }]));
    const made = trend(values);
    if (!made) throw new Error('No trend');
    near([made.slope, made.intercept, made.variance, made.z, made.p], [expected.sen_slope, expected.intercept, expected.var_S, expected.z, expected.p], 9);
    expect([made.signs, made.significant]).toEqual([expected.S, false]);
  }),
};
