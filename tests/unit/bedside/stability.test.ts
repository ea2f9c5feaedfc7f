import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SteadyWatch, steadyRuleOf } from '#domain/devices/stability.ts';

const rule = { seconds: 8, spread: 2 };
const GAP = 1800;

interface Sample { readonly at: number; readonly value: number | null; readonly trusted: boolean }

/** The rule in plain words, over everything that was said. */
function plainly(samples: readonly Sample[], now: number): boolean {
  const run: { at: number; value: number }[] = [];
  for (const { at, value, trusted } of samples) {
    if (value === null || !trusted || at - (run.at(-1)?.at ?? at) > GAP) run.length = 0;
    if (value !== null && trusted) run.push({ at, value });
  }
  const end = run.at(-1)?.at ?? NaN;
  if (run.length === 0 || now - end > GAP || end - (run[0]?.at ?? end) < 8000) return false;
  // Whole seconds are looked at: the one in which the eight seconds begin counts with all it holds.
  const from = Math.floor((end - 8000) / 1000) * 1000;
  const values = run.filter(({ at }) => at >= from).map(({ value }) => value);
  return Math.max(...values) - Math.min(...values) <= 2;
}

describe('a streamed value', () => {
  test('is steady after eight valid seconds, and not before', () => {
    const watch = new SteadyWatch(rule, GAP);
    for (let at = 0; at < 8000; at += 1000) {
      watch.take(at, 97, true);
      expect(watch.steady(at)).toBe(false);
    }
    watch.take(8000, 98, true);
    expect(watch.steady(8000)).toBe(true);
    expect(watch.steady(8000 + GAP + 1), 'silence ends it').toBe(false);
    watch.take(9000, 100, true);
    expect(watch.steady(9000), 'three apart').toBe(false);
  });

  test.each([[null, true], [97, false]] as const)('begins anew after %s, trusted %s', (value, trusted) => {
    const watch = new SteadyWatch(rule, GAP);
    for (let at = 0; at <= 20_000; at += 500) watch.take(at, 97, true);
    expect(watch.steady(20_000)).toBe(true);
    watch.take(20_500, value, trusted);
    watch.take(21_000, 97, true);
    expect(watch.steady(21_000)).toBe(false);
  });

  test('is judged as the rule says, whatever comes', () => {
    const sample = fc.record({
      after: fc.oneof({ weight: 80, arbitrary: fc.integer({ min: 300, max: 900 }) }, { weight: 1, arbitrary: fc.integer({ min: 1700, max: 2500 }) }),
      value: fc.option(fc.oneof({ weight: 40, arbitrary: fc.integer({ min: 95, max: 97 }) }, { weight: 1, arbitrary: fc.integer({ min: 90, max: 99 }) }), { freq: 100 }), trusted: fc.integer({ min: 0, max: 100 }).map((n) => n > 0),
    });
    let steady = 0;
    fc.assert(fc.property(fc.array(sample, { minLength: 10, maxLength: 120, size: 'max' }), (steps) => {
      const watch = new SteadyWatch(rule, GAP);
      const samples: Sample[] = [];
      let at = 1_000_000;
      for (const { after, value, trusted } of steps) {
        at += after;
        samples.push({ at, value, trusted });
        watch.take(at, value, trusted);
        expect(watch.steady(at)).toBe(plainly(samples, at));
        if (watch.steady(at)) steady += 1;
      }
    }), { numRuns: 300 });
    expect(steady).toBeGreaterThan(20);
  });

  test('of a pulse may swing by ten', () => {
    expect(steadyRuleOf('heart-rate').spread).toBe(10);
    expect(steadyRuleOf('spo2')).toEqual({ seconds: 8, spread: 2 });
  });
});
