import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beyondLimit, calm, stepWatch, usualLimits, worstFirst, type AlarmCause, type Watch } from '#domain/devices/alarms.ts';

const follow = (values: readonly number[], everyMs: number): { at: number; ended: AlarmCause | null; raised: AlarmCause | null }[] => {
  let watch: Watch = calm;
  return values.flatMap((value, i) => {
    const step = stepWatch(watch, beyondLimit('spo2', value, { low: 90, high: null }, watch.raised), i * everyMs);
    watch = step.watch;
    return step.raised !== null || step.ended !== null ? [{ at: i * everyMs, ended: step.ended, raised: step.raised }] : [];
  });
};

describe('an alarm', () => {
  test('rings after five seconds beyond the limit, and ends a margin inside', () => {
    const seconds = [91, 90, 89, 89, 89, 89, 89, 89, 89, 90, 90, 91, 91];
    expect(follow(seconds, 1000)).toEqual([{ at: 7000, ended: null, raised: 'low' }, { at: 11_000, ended: 'low', raised: null }]);
  });

  test('does not ring for a value that comes back in time', () => {
    expect(follow([89, 89, 89, 89, 91, 89, 89, 89, 89, 91], 1000)).toEqual([]);
  });

  test('rings at once for a finished measurement', () => {
    expect(stepWatch(calm, 'high', 5, true).raised).toBe('high');
    expect(stepWatch(calm, 'high', 5).raised).toBeNull();
  });

  test('is one at a time: each that began ends before another begins', () => {
    const causes = fc.array(fc.tuple(fc.constantFrom<AlarmCause | null>(null, 'high', 'low', 'sensor-off', 'silent'), fc.integer({ min: 1, max: 20_000 })), { maxLength: 50 });
    fc.assert(fc.property(causes, (steps) => {
      let watch: Watch = calm;
      let ringing: AlarmCause | null = null;
      let at = 0;
      for (const [cause, after] of steps) {
        at += after;
        const step = stepWatch(watch, cause, at);
        if (step.ended !== null) {
          expect(step.ended).toBe(ringing);
          ringing = null;
        }
        if (step.raised !== null) {
          expect(ringing).toBeNull();
          ringing = step.raised;
        }
        watch = step.watch;
        expect(watch.raised).toBe(ringing);
        if (ringing !== null) expect(ringing).toBe(cause);
      }
    }));
  });

  test('has limits by age: a newborn\'s pulse of 150 is ordinary, an adult\'s is not', () => {
    expect(beyondLimit('heart-rate', 150, usualLimits(10)['heart-rate'], null)).toBeNull();
    expect(beyondLimit('heart-rate', 150, usualLimits(40 * 365)['heart-rate'], null)).toBe('high');
    expect(beyondLimit('heart-rate', 150, usualLimits(null)['heart-rate'], null)).toBe('high');
    expect(usualLimits(40 * 365)).toMatchObject({ 'heart-rate': { low: 41, high: 130 }, spo2: { low: 92, high: null } });
  });
});

test('of several alarms the value furthest beyond its limit is told first, and silence after every value', () => {
  const all = [
    { cause: 'silent', value: null, limit: null }, { cause: 'low', value: 91, limit: 92 }, { cause: 'sensor-off', value: null, limit: null },
    { cause: 'high', value: 180, limit: 130 }, { cause: 'low', value: 80, limit: 92 },
  ] as const;
  expect(worstFirst(all, (one) => one).map(({ cause, value }) => value ?? cause)).toEqual([180, 80, 91, 'silent', 'sensor-off']);
});
