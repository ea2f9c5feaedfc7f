import { afterAll, test } from 'vitest';
import { seedsFrom } from '../campaign.ts';
import { closeSharedDatabase } from './database.ts';
import { keepEveryPromise } from './product-seeds.ts';

afterAll(closeSharedDatabase);

/** A file of its own, so that two processes share the work. */
test('the product keeps every promise over another hundred seeds', { timeout: 900_000 }, async () => {
  await keepEveryPromise(seedsFrom(101, 100));
});
