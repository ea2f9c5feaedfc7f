import { expect, test } from 'vitest';
import { Restarts } from '#main/sync/restarts.ts';

const HOUR = 3_600_000;

test('only what broke off within the last hour is counted, and a clock that was set back does not keep it', () => {
  const restarts = new Restarts();
  expect(restarts.count(0)).toBe(0);
  for (const at of [10, 20, HOUR + 15]) restarts.note(at);
  expect(restarts.count(HOUR + 15)).toBe(2);
  expect(restarts.count(2 * HOUR + 14)).toBe(1);
  expect(restarts.count(HOUR)).toBe(1);
});
