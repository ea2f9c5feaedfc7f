import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineBefore, daily } from '#domain/clinical/trend/baseline.ts';
import { cusum, cusumChart, firstShift } from '#domain/clinical/trend/cusum.ts';
import { ewma, steadyLimits } from '#domain/clinical/trend/ewma.ts';
import { forecast, holt, robustStart } from '#domain/clinical/trend/holt.ts';
import { twoSidedTail } from '#domain/clinical/trend/normal-tail.ts';
import { referenceChange } from '#domain/clinical/trend/reference-change.ts';
import { robustZ } from '#domain/clinical/trend/robust-z.ts';
import { trend } from '#domain/clinical/trend/slope.ts';
import { median, medianDeviation } from '#domain/clinical/trend/spread.ts';

const numbers = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 });

test('the middle of an even count is the mean of two', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([5])]).toEqual([2, 2.5, 5]);
  expect(() => median([])).toThrow(RangeError);
  fc.assert(fc.property(numbers, (values) => { expect(values.filter((each) => each < median(values)).length).toBeLessThanOrEqual(values.length / 2); }));
});

test('the tail of the normal distribution', () => {
  // Published quantiles.
  for (const [z, p] of [[0, 1], [0.674_489_750_196_082, 0.5], [1.959_963_984_540_054, 0.05], [2.575_829_303_548_901, 0.01], [3.290_526_731_491_895, 0.001], [4.891_638_475_699, 1e-6], [6, 1.973_175_290_075_396_4e-9]] as const) {
    expect(Math.abs(twoSidedTail(z) / p - 1)).toBeLessThan(1e-9);
    expect(twoSidedTail(-z)).toBe(twoSidedTail(z));
  }
  // The two ways of computing meet.
  const seam = 3 * Math.SQRT2;
  expect(Math.abs(twoSidedTail(seam - 1e-9) / twoSidedTail(seam + 1e-9) - 1)).toBeLessThan(1e-7);
});

describe('what is usual for a patient', () => {
  const taken = [0, 5, 5, 9, 12, 16, 20].map((day, i) => ({ day, value: 70 + i }));
  test('is one value a day of the last 90 days, from five days and two weeks on', () => {
    expect(daily(taken).map(({ day, value }) => [day, value])).toEqual([[0, 70], [5, 71.5], [9, 73], [12, 74], [16, 75], [20, 76]]);
    expect(baselineBefore(21, taken)).toEqual([70, 71.5, 73, 74, 75, 76]);
    expect(baselineBefore(20, taken)).toEqual([70, 71.5, 73, 74, 75]);
    expect(baselineBefore(30, [{ day: 0, value: 1 }, { day: 7, value: 1 }, { day: 15, value: 1 }, { day: 28, value: 1 }])).toBeNull();
    expect([baselineBefore(16, taken), baselineBefore(97, taken), baselineBefore(12, [])]).toEqual([null, null, null]);
  });
  test('a floor of spread keeps an even baseline from calling everything unusual', () => {
    const even = [98, 98, 98, 97, 98, 98, 97, 97, 98];
    expect(robustZ(96, even)).toMatchObject({ method: 'mean-deviation', unusual: true });
    expect(robustZ(96, even, 0.7)).toMatchObject({ method: 'median-deviation', unusual: false });
    expect(robustZ(5, [])).toEqual({ z: null, method: 'no-spread', unusual: null });
    expect(medianDeviation([1, 1, 2, 2, 4, 6, 9])).toBe(1);
  });
});

describe('charts', () => {
  test('values on the target never signal', () => {
    fc.assert(fc.property(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: 1, max: 40 }), (target, count) => {
      const values = Array<number>(count).fill(target);
      expect(ewma(values, { target, sigma: 1 }).some(({ signals }) => signals)).toBe(false);
      expect(cusum(values, cusumChart(target, 1)).some(({ signals }) => signals)).toBe(false);
    }));
  });
  test('a lasting shift signals, up and down alike, and its begin and its mean are found', () => {
    const values = [0, 0, 0, 2, 2, 2, 2, 2, 2];
    const chart = cusumChart(0, 1);
    expect(firstShift(cusum(values, chart), chart)).toEqual({ after: 3, mean: 2 });
    const down = values.map((value) => -value);
    expect(firstShift(cusum(down, chart), chart)).toEqual({ after: 3, mean: -2 });
    expect(firstShift(cusum([0, 1], chart), chart)).toBeNull();
    expect(ewma(values, { target: 0, sigma: 1 }).findIndex(({ signals }) => signals)).toBeGreaterThanOrEqual(3);
  });
  test('the limits of the average widen to the steady ones', () => {
    const chart = { target: 50, sigma: 2 };
    const [lower, upper] = steadyLimits(chart);
    const points = ewma(Array<number>(200).fill(50), chart);
    points.slice(1).forEach((point, i) => { expect(point.upper).toBeGreaterThanOrEqual(points[i]?.upper ?? 0); });
    expect([points.at(-1)?.lower, points.at(-1)?.upper].map((limit, i) => Math.abs((limit ?? 0) - [lower, upper][i]!) < 1e-9)).toEqual([true, true]);
  });
});

describe('slope', () => {
  test('one outlier does not sway it', () => {
    const line = Array.from({ length: 12 }, (_, time) => ({ time, value: 2 * time }));
    expect(trend(line)).toMatchObject({ slope: 2, intercept: 0, significant: true });
    expect(trend(line.with(5, { time: 5, value: 500 }))?.slope).toBe(2);
  });
  test('turned round in time, rises fall', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 20 }), (values) => {
      const of = (each: readonly number[]) => trend(each.map((value, time) => ({ time, value })));
      const [there, back] = [of(values), of(values.toReversed())];
      expect([there?.signs, there?.slope]).toEqual([-(back?.signs ?? NaN) + 0, -(back?.slope ?? NaN) + 0]);
      expect(there?.p).toBeCloseTo(back?.p ?? NaN, 12);
    }));
  });
  test('below eight values nothing is called sure, and one time has no slope', () => {
    expect(trend([1, 2, 3, 4, 5, 6, 7].map((value) => ({ time: value, value })))).toMatchObject({ significant: null });
    expect([trend([]), trend([{ time: 1, value: 2 }]), trend([{ time: 1, value: 2 }, { time: 1, value: 3 }])]).toEqual([null, null, null]);
  });
});

describe('forecast', () => {
  test('a line goes on, with no width', () => {
    const made = forecast([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(made?.forecast.map((each) => Number(each.toFixed(9)))).toEqual([9, 10, 11]);
    expect(made?.upper.map((each) => Number(each.toFixed(6)))).toEqual([9, 10, 11]);
  });
  test('widens step by step, and is wider from few values', () => {
    const values = [70, 70.4, 70.3, 70.9, 71.2, 71.1, 71.8, 72];
    const start = robustStart(values) ?? { level: 0, slope: 0 };
    const [few, published] = [forecast(values), holt(values, { steps: 3, start })];
    const widths = (made: typeof published | null) => made?.forecast.map((each, i) => (made.upper[i] ?? 0) - each) ?? [];
    expect(widths(published)).toEqual(widths(published).toSorted((a, b) => a - b));
    expect(widths(few).every((width, i) => width > (widths(published)[i] ?? 0))).toBe(true);
    expect([forecast([1, 2, 3, 4, 5]), robustStart([1])]).toEqual([null, null]);
  });
});

test('the change that is more than chance', () => { expect(referenceChange(3, 4)).toBeCloseTo(Math.SQRT2 * 1.96 * 5, 12); });
