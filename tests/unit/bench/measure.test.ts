import { describe, expect, test } from 'vitest';
import { compare, time } from '#tests/bench/harness/measure.ts';

/** A stopwatch that only moves when work says so. */
function simulated() {
  let ms = 0;
  return { now: () => ms, spend: (cost: number) => { ms += cost; } };
}

const FEW = { rounds: 4, samples: 3, warmUp: 2 };

describe('compare', () => {
  test('the ratio of two steady costs', async () => {
    const { now, spend } = simulated();
    const result = await compare(() => spend(6), () => spend(2), FEW, now);
    expect(result).toMatchObject({ ratio: 3, spread: 0, ours: { p50: 6, count: 12 }, yardstick: { p50: 2, count: 12 } });
  });

  test('a batch is divided among its calls', async () => {
    const { now, spend } = simulated();
    expect((await compare(() => spend(6), () => spend(2), { ...FEW, batch: 10 }, now)).ours.p50).toBeCloseTo(6);
  });

  test('sides alternate, and each round starts with the other', async () => {
    const calls: string[] = [];
    await compare(() => calls.push('A'), () => calls.push('B'), { rounds: 2, samples: 2, warmUp: 0 });
    expect(calls.join('')).toBe('ABABBABA');
  });

  test('a machine that slows down hits both alike', async () => {
    const { now, spend } = simulated();
    const cost = (factor: number) => () => spend(factor * (1 + now() / 1000));
    const result = await compare(cost(2), cost(1), { rounds: 9, samples: 10, warmUp: 0 }, now);
    expect(result.ratio).toBeGreaterThan(1.9);
    expect(result.ratio).toBeLessThan(2.1);
  });

  test('warming up is not timed, and each call gets the next index', async () => {
    const { now, spend } = simulated();
    const seen: number[] = [];
    const work = (index: number): void => {
      seen.push(index);
      spend(index < 2 ? 1000 : 1);
    };
    expect((await compare(work, () => spend(1), FEW, now)).ours.most).toBe(1);
    expect(seen).toEqual(Array.from({ length: 14 }, (_, i) => i));
  });

  test('rounds that disagree show as spread', async () => {
    const { now, spend } = simulated();
    const result = await compare((i) => spend(i < 3 ? 1 : i < 6 ? 2 : i < 9 ? 3 : 4), () => spend(1), { ...FEW, warmUp: 0 }, now);
    // The rounds' ratios are 1, 2, 3 and 4.
    expect(result).toMatchObject({ ratio: 2.5, spread: 0.6 });
  });

  test('the tail can make up the ratio', async () => {
    const { now, spend } = simulated();
    const slowLast = (i: number): void => spend(i % 3 === 2 ? 100 : 1);
    expect((await compare(slowLast, () => spend(1), { ...FEW, warmUp: 0, at: 'p99' }, now)).ratio).toBeGreaterThan(90);
    expect((await compare(slowLast, () => spend(1), { ...FEW, warmUp: 0 }, now)).ratio).toBe(1);
  });

  test('promises are awaited inside the measurement', async () => {
    const { now, spend } = simulated();
    const late = async (): Promise<void> => {
      await Promise.resolve();
      spend(5);
    };
    expect((await compare(late, () => spend(5), FEW, now)).ratio).toBe(1);
  });
});

test('work without a yardstick has times and a spread', async () => {
  const { now, spend } = simulated();
  expect(await time(() => spend(4), FEW, now)).toMatchObject({ p50: 4, p99: 4, spread: 0, count: 12 });
});
