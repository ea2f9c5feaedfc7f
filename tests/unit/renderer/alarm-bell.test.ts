import { describe, expect, test } from 'vitest';
import { AGAIN_MS, createBell, MUTED_MS, type BellState } from '#renderer/session/alarm-bell.ts';

/** Windows of one PC with one clock; a window whose browser forbids sound has `allowed` false. */
function pc() {
  let now = 0;
  const planned: { at: number; run: () => void; every: number | null }[] = [];
  const held = new Set<string>();
  const heard: { window: number; at: number }[] = [];
  const tellMuted: ((until: number) => void)[] = [];
  const window = (number: number, allowed = true) => {
    const states: BellState[] = [];
    const bell = createBell({
      sound: () => {
        if (!allowed) return Promise.reject(new Error('not allowed'));
        heard.push({ window: number, at: now });
        return Promise.resolve();
      },
      async alone(name, work) {
        if (held.has(name)) return;
        held.add(name);
        await work();
        held.delete(name);
      },
      now: () => now,
      pause: (ms) => new Promise((resolve) => { planned.push({ at: now + ms, run: resolve, every: null }); }),
      every(ms, run) {
        const one = { at: now + ms, run, every: ms };
        planned.push(one);
        return () => { planned.splice(planned.indexOf(one), 1); };
      },
      tellMuted: (until) => { tellMuted.forEach((tell, i) => { if (i !== number) tell(until); }); },
      changed: (state) => { states.push(state); },
    });
    tellMuted[number] = (until) => bell.heardMuted(until);
    return { bell, state: () => states.at(-1) };
  };
  const settled = async (): Promise<void> => { for (let i = 0; i < 8; i += 1) await Promise.resolve(); };
  const pass = async (ms: number): Promise<void> => {
    const until = now + ms;
    for (;;) {
      await settled();
      const next = planned.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      now = next.at;
      if (next.every === null) planned.splice(planned.indexOf(next), 1);
      else next.at += next.every;
      next.run();
    }
    now = until;
    await settled();
  };
  return { window, pass, heard };
}

describe('the bell', () => {
  test('rings at once, again and again while nobody answers, and then no more', async () => {
    const { window, pass, heard } = pc();
    const { bell } = window(0);
    bell.ringing(['a']);
    await pass(AGAIN_MS * 2);
    bell.ringing([]);
    await pass(AGAIN_MS * 5);
    expect(heard.map(({ at }) => at)).toEqual([0, AGAIN_MS, AGAIN_MS * 2]);
  });

  test('of two windows is heard once, and from the one that may sound', async () => {
    const { window, pass, heard } = pc();
    const windows = [window(0, false), window(1), window(2)];
    for (const { bell } of windows) bell.ringing(['a']);
    await pass(AGAIN_MS * 3);
    // The first may take a turn before the others: it gives it up at once.
    expect(heard.length).toBeGreaterThanOrEqual(3);
    expect(heard.length).toBeLessThanOrEqual(4);
    expect(heard.every(({ window: from }) => from !== 0)).toBe(true);
    expect(windows[0]?.state()?.trouble).toBeInstanceOf(Error);
  });

  test('one more alarm is heard at once, between two rings', async () => {
    const { window, pass, heard } = pc();
    const { bell } = window(0);
    bell.ringing(['a']);
    await pass(2000);
    bell.ringing(['a', 'b']);
    await pass(500);
    expect(heard.map(({ at }) => at)).toEqual([0, 2000]);
  });

  test('is silent for two minutes in every window, unless another alarm comes', async () => {
    const { window, pass, heard } = pc();
    const [one, two] = [window(0), window(1)];
    for (const { bell } of [one, two]) bell.ringing(['a']);
    await pass(100);
    two.bell.toggleMute();
    expect(one.state()?.until).toBe(100 + MUTED_MS);
    await pass(MUTED_MS - 1000);
    expect(heard).toHaveLength(1);
    await pass(AGAIN_MS + 1000);
    expect(heard.length).toBeGreaterThan(1);
    one.bell.toggleMute();
    const before = heard.length;
    for (const { bell } of [one, two]) bell.ringing(['a', 'b']);
    await pass(100);
    expect(heard.length).toBe(before + 1);
    expect([one.state()?.until, two.state()?.until]).toEqual([0, 0]);
  });
});
