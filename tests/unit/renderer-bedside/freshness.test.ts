import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiveValue } from '#domain/contract/bedside.ts';
import { isCurrent, seeAgain } from '#renderer/screens/bedside/live/freshness.ts';

const start = Date.parse('2026-03-01T08:00:00.000Z');
const value = (part: Partial<LiveValue> = {}): LiveValue => ({
  code: 'spo2', value: 97, unit: '%', missing: null, beyond: null, deviceId: 'd', at: new Date(start).toISOString(), kind: 'live', stale: false, steady: true, chartedAt: null, waiting: null, ...part,
});
const everySecond = { at: start, everyMs: 1_000 };

describe('whether a number may stand as the present one', () => {
  test('what the desk calls old is old, whatever else is so', () => {
    fc.assert(fc.property(fc.constantFrom('live', 'record'), fc.boolean(), fc.integer({ min: -5_000, max: 100_000 }), (kind, connected, after) => {
      expect(isCurrent(value({ kind: kind as LiveValue['kind'], stale: true }), everySecond, start + after, connected)).toBe(false);
    }));
  });

  test('a stream is not current while the line to the desk is cut; a finished measurement stays what it was', () => {
    expect(isCurrent(value(), everySecond, start, false)).toBe(false);
    expect(isCurrent(value({ kind: 'record' }), everySecond, start, false)).toBe(true);
  });

  test('a desk that says nothing more is noticed: a value each second is old after four', () => {
    expect(isCurrent(value(), everySecond, start + 4_000, true)).toBe(true);
    expect(isCurrent(value(), everySecond, start + 4_001, true)).toBe(false);
  });

  test('a device that speaks seldom is waited for at its own pace', () => {
    const seldom = seeAgain({ at: start - 20_000, everyMs: null }, value());
    expect(seldom).toEqual({ at: start, everyMs: 20_000 });
    expect(isCurrent(value(), seldom, start + 60_000, true)).toBe(true);
    expect(isCurrent(value(), seldom, start + 60_001, true)).toBe(false);
  });

  test('being told the same again does not make a value newer', () => {
    expect(seeAgain(everySecond, value())).toBe(everySecond);
  });
});
