import { expect } from 'vitest';
import { campaign, conditions } from '../campaign.ts';
import type { Totals } from '../world.ts';
import { productWorld } from './world.ts';

export const ALL = conditions(productWorld, [], []);

/** Executes the seeds, none of which may break a promise. */
export async function keepEveryPromise(seeds: Iterable<number>): Promise<Totals> {
  const { failures, totals } = await campaign(productWorld, seeds, ALL);
  expect(failures.map(({ seed, outcome }) => ({ seed, violations: outcome.violations }))).toEqual([]);
  return totals;
}
