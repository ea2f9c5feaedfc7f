import { expect, test } from 'vitest';
import { afterWrong, isLockedOut, noAttempts, TRIES, type Attempts } from '#main/sessions/lock-out.ts';

const NOW = Date.UTC(2026, 2, 14);
const fail = (times: number, from: Attempts = noAttempts, now = NOW): Attempts =>
  Array.from({ length: times }).reduce<Attempts>((attempts) => afterWrong(attempts, now), from);

test('four wrong secrets do not lock, the fifth does', () => {
  expect(isLockedOut(fail(TRIES - 1), NOW)).toBe(false);
  expect(isLockedOut(fail(TRIES), NOW)).toBe(true);
});

test('a lock-out ends by itself, at the millisecond it says', () => {
  const locked = fail(TRIES);
  expect(isLockedOut(locked, locked.lockedUntil - 1)).toBe(true);
  expect(isLockedOut(locked, locked.lockedUntil)).toBe(false);
});

test('each further five wrong ones lock twice as long, up to an hour', () => {
  const minutes: number[] = [];
  let attempts = noAttempts;
  for (let round = 0; round < 9; round++) {
    const now = Math.max(NOW, attempts.lockedUntil);
    attempts = fail(TRIES, attempts, now);
    minutes.push((attempts.lockedUntil - now) / 60_000);
  }
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('wrong ones that arrive during a lock-out neither end nor lengthen it', () => {
  const locked = fail(TRIES);
  expect(fail(TRIES * 2, locked, NOW + 1000)).toEqual(locked);
});

test('a clock that ran a year ahead and was put right does not lock out for a year', () => {
  const locked = fail(TRIES, noAttempts, NOW + 365 * 24 * 60 * 60_000);
  expect(isLockedOut(locked, NOW)).toBe(false);
});

test('after a lock-out five tries are free again', () => {
  const locked = fail(TRIES);
  expect(isLockedOut(fail(TRIES - 1, locked, locked.lockedUntil), locked.lockedUntil)).toBe(false);
});
