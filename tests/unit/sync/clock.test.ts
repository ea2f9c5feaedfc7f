import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hear, hlcFromMs, hlcText, msOfHlc, stampWrite } from '#domain/sync/clock.ts';

const START = Date.UTC(2026, 2, 14);
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2159, 0, 1) });
/** Wall clocks as they are met: steady, stuttering, drifting, set back by years, set forward, fractional. */
const wallClock = fc.array(
  fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 }), fc.integer({ min: -5, max: -1 }), fc.integer({ min: -1e11, max: 1e11 }), fc.double({ min: 0, max: 3, noNaN: true })),
  { minLength: 1, maxLength: 200 },
).map((steps) => steps.reduce<number[]>((at, step) => [...at, (at.at(-1) ?? START) + step], []));

describe('the stamp of a local write', () => {
  test('rises with every write whatever the wall clock does, and is a safe integer', () => {
    fc.assert(fc.property(wallClock, (clock) => {
      let last = 0;
      for (const ms of clock) {
        const stamp = stampWrite(ms, last, 0);
        expect(stamp).toBeGreaterThan(last);
        expect(Number.isSafeInteger(stamp)).toBe(true);
        last = stamp;
      }
    }));
  });

  test('is never behind the wall clock', () => {
    fc.assert(fc.property(instant, fc.nat(), (ms, last) => {
      expect(msOfHlc(stampWrite(ms, last, 0))).toBeGreaterThanOrEqual(ms);
    }));
  });

  test('lies above the value it replaces, however far ahead that was stamped', () => {
    fc.assert(fc.property(instant, instant, instant, (ms, lastMs, replacedMs) => {
      expect(stampWrite(ms, hlcFromMs(lastMs), hlcFromMs(replacedMs))).toBeGreaterThan(hlcFromMs(replacedMs));
    }));
  });

  test('a full counter carries into the millisecond', () => {
    const ms = Date.UTC(2026, 2, 14, 9, 21, 7, 412);
    let last = stampWrite(ms, 0, 0);
    for (let i = 0; i < 2048; i++) last = stampWrite(ms, last, 0);
    expect(msOfHlc(last)).toBe(ms + 1);
    expect(hlcText(last)).toBe('2026-03-14T09:21:07.413Z+0000');
  });

  test('a wall clock before 2020 stamps from zero and still rises', () => {
    expect(stampWrite(0, 0, 0)).toBe(1);
    expect(stampWrite(0, 1, 0)).toBe(2);
  });
});

describe('hearing another PC', () => {
  const TEN_MINUTES = 10 * 60_000;

  test('a later stamp pulls the clock forward, an earlier one leaves it', () => {
    const last = hlcFromMs(START);
    expect(hear(START, last, hlcFromMs(START + 5000))).toBe(hlcFromMs(START + 5000));
    expect(hear(START, last, hlcFromMs(START - 5000))).toBe(last);
  });

  test('never goes back and never leads the wall clock by more than ten minutes', () => {
    fc.assert(fc.property(instant, instant, fc.integer({ min: -TEN_MINUTES, max: TEN_MINUTES }), (ms, heardMs, ahead) => {
      const last = hlcFromMs(ms + ahead);
      const after = hear(ms, last, hlcFromMs(heardMs));
      expect(after).toBeGreaterThanOrEqual(last);
      expect(msOfHlc(after)).toBeLessThanOrEqual(ms + TEN_MINUTES);
    }));
  });
});

describe('text and milliseconds', () => {
  test('milliseconds survive the stamp', () => {
    fc.assert(fc.property(instant, (ms) => { expect(msOfHlc(hlcFromMs(ms))).toBe(ms); }));
  });

  test('the last instant the clock is made for is still safe', () => {
    expect(Number.isSafeInteger(hlcFromMs(Date.UTC(2159, 4, 15)) + 2047)).toBe(true);
  });

  test('is written as the instant and the counter', () => {
    expect(hlcText(hlcFromMs(Date.UTC(2026, 2, 14, 9, 21, 7, 412)) + 3)).toBe('2026-03-14T09:21:07.412Z+0003');
  });

  test('sorts as text as it sorts as number', () => {
    fc.assert(fc.property(instant, instant, fc.nat(2047), fc.nat(2047), (a, b, i, j) => {
      const [x, y] = [hlcFromMs(a) + i, hlcFromMs(b) + j];
      expect(hlcText(x) < hlcText(y)).toBe(x < y);
    }));
  });
});
