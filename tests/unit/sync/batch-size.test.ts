import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '#domain/sync/wire/limits.ts';
import { BatchSize } from '#main/sync/steps/push.ts';

test('a batch that does not get through is tried smaller until a proxy with a limit of one megabyte lets it pass', () => {
  const size = new BatchSize();
  let tries = 0;
  // A photo of 200 kB in every fifth operation: the count alone would never make it small enough.
  for (const bytesOf = (): number => Math.min(size.bytes, size.ops * 40_000); bytesOf() > 1_000_000; tries += 1) size.failed();
  expect(tries).toBeLessThan(4);
});

test('whatever happens, it stays between its limits', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constant('failed' as const), fc.nat(10_000))), (events) => {
    const size = new BatchSize();
    for (const event of events) {
      if (event === 'failed') size.failed();
      else size.took(event);
      expect(size.ops).toBeGreaterThanOrEqual(100);
      expect(size.ops).toBeLessThanOrEqual(limits.opsPerPush);
      expect(size.bytes).toBeGreaterThanOrEqual(64 * 1024);
      expect(size.bytes).toBeLessThanOrEqual(limits.messageBytes / 4);
    }
  }));
});
