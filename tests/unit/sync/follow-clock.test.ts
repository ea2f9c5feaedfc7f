import { expect, onTestFinished, test, vi } from 'vitest';
import { followClock } from '#main/clock/follow-clock.ts';

test('windows are told when the clock begins to be in doubt while the program runs, and when it is right again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => { vi.useRealTimers(); });
  const kinds: string[] = ['none'];
  const clock = { doubt: () => ({ kind: kinds.at(-1) as 'none', denied: false }) };
  const tell = vi.fn();
  const stop = followClock(clock, tell);
  for (const [kind, told] of [['none', 0], ['behind', 1], ['behind', 1], ['none', 2], ['ahead', 3]] as const) {
    kinds.push(kind);
    vi.advanceTimersByTime(30_000);
    expect(tell).toHaveBeenCalledTimes(told);
  }
  stop();
  kinds.push('none');
  vi.advanceTimersByTime(60_000);
  expect(tell).toHaveBeenCalledTimes(3);
});
