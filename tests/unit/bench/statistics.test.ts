import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, quantile, spread, summarize } from '#tests/bench/harness/statistics.ts';

const figures = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('quantiles', () => {
  test('of known lists', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
    expect(quantile([0, 100], 0.99)).toBeCloseTo(99);
    expect(summarize([5, 1, 9])).toEqual({ count: 3, p50: 5, p99: expect.closeTo(8.92) as number, least: 1, most: 9 });
  });
  test('the order of measuring does not matter, and the list is left alone', () => {
    const list = [9, 1, 5];
    median(list);
    expect(list).toEqual([9, 1, 5]);
  });
  test('lie between the least and the most, and never fall as the share grows', () => {
    fc.assert(fc.property(figures, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (list, a, b) => {
      const [low, high] = [quantile(list, Math.min(a, b)), quantile(list, Math.max(a, b))];
      expect(low).toBeLessThanOrEqual(high + 1e-6);
      expect(low).toBeGreaterThanOrEqual(Math.min(...list) - 1e-6);
      expect(high).toBeLessThanOrEqual(Math.max(...list) + 1e-6);
    }));
  });
  test('nothing has no median', () => expect(() => median([])).toThrow(RangeError));
});

describe('spread', () => {
  test('is the middle half over the median', () => expect(spread([8, 9, 10, 11, 12])).toBeCloseTo(0.2));
  test('of equal or single rounds is none', () => {
    expect(spread([7, 7, 7])).toBe(0);
    expect(spread([7])).toBe(0);
  });
  test('does not follow one outlier', () => expect(spread([10, 10, 10, 10, 500])).toBe(0));
  test('does not depend on the unit', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 60 }), (list) => {
      expect(spread(list.map((x) => x * 1000))).toBeCloseTo(spread(list), 6);
    }));
  });
});
