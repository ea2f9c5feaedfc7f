import { afterAll, expect, test } from 'vitest';
import { seedsFrom } from '../campaign.ts';
import { closeSharedDatabase } from './database.ts';
import { WOVEN_FROM } from '../woven.ts';
import { keepEveryPromise } from './product-seeds.ts';

afterAll(closeSharedDatabase);

/** A file of its own, so that two processes share the work. */
test('the product keeps every promise over a hundred seeds with more woven into them', { timeout: 900_000 }, async () => {
  const totals = await keepEveryPromise(seedsFrom(WOVEN_FROM, 100));
  expect(totals.discarded).toBeGreaterThan(0);
});
