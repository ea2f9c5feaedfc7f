import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { seedsFrom } from '../campaign.ts';
import { corpus } from '../corpus.ts';
import { closeSharedDatabase } from './database.ts';
import { edited, editsOf, PROTECTIONS } from './mutations.ts';
import { ALL, keepEveryPromise } from './product-seeds.ts';
import { productWorld } from './world.ts';

const LONG = 900_000;

afterAll(closeSharedDatabase);

describe('the product under faults', { timeout: LONG }, () => {
  test('keeps every promise over past failures and the first hundred seeds', async () => {
    const totals = await keepEveryPromise([...corpus('product').map((past) => past.seed), ...seedsFrom(1, 100)]);
    // An execution in which nothing happens proves nothing.
    const { discarded: _, ...all } = totals;
    for (const [what, count] of Object.entries(all)) expect(count, what).toBeGreaterThan(0);
  });

  test('goes the same way every time for the same seed', async () => {
    const first = await productWorld.run(9, ALL);
    const again = await productWorld.run(9, ALL);
    expect(again).toEqual(first);
    expect(first.fingerprint).not.toBe('');
  });
});

test('every protection that can be taken out of the product is where it is looked for', () => {
  for (const [file, edits] of editsOf(PROTECTIONS.map(({ name }) => name))) {
    const text = readFileSync(join(import.meta.dirname, '..', '..', '..', file), 'utf8');
    for (const edit of edits) expect(edited(text, [edit])).not.toBe(text);
  }
});
