import { randomFillSync, randomUUID } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import type { Bench } from './harness/bench.ts';

/** Every row written needs an id or two: making them must not show beside a write of some microseconds. */
export const bench: Bench = {
  name: 'ids',
  yardstick: 'crypto.randomUUID without its cache',
  sizes: { full: [1000], quick: [200] },
  goal: { of: 'ratio', atMost: 3 },
  async run({ compare, sizes }) {
    const next = idSource(Date.now, (bytes) => randomFillSync(bytes));
    const [batch = 1] = sizes;
    const { ours, yardstick, ratio, spread } = await compare(next, () => randomUUID({ disableEntropyCache: true }), { batch });
    return [{ name: 'one id', unit: 'µs', ours: ours.p50 * 1000, yardstick: yardstick.p50 * 1000, ratio, spread }];
  },
};
