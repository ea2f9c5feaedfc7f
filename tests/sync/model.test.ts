import { describe, expect, test } from 'vitest';
import { campaign, conditions, seedsFrom } from './campaign.ts';
import { corpus } from './corpus.ts';
import { modelWorld } from './model/world.ts';
import { WOVEN_FROM } from './woven.ts';

const ALL = conditions(modelWorld, [], []);

/** One seed per protection that fails without it (`npm run sim -- --sensitivity` finds others). The start-up check is apart. */
const CAUGHT: Readonly<Record<string, number>> = {
  'prev': 1, 'idempotency': 1, 'column-clock': 7, 'keep-acked': 1, 'chain': 4, 'timeline': 2, 'op-id': 1, 'cursor-atomic': 15, 'op-tie': 2,
  'server-ack': 1, 'contribute': 11, 'tripwire': 10, 'history': 316, 'went-back': 5, 'log-mark': 90_941, 'copy-place': 30651, 'contribute-by-id': 6, 'unconfirm': 59, 'whole-groups': 2,
  'answer-check': 21, 'deferred': 7, 'quarantine': 1, 'register': 12, 'horizon': 1, 'snapshot-tail': 19, 'take-back': 90_000,
};

describe('the model of the synchronisation protocol', { timeout: 120_000 }, () => {
  test('keeps every promise over past failures and 2,000 seeds of all faults together', { timeout: 300_000 }, async () => {
    const { failures, totals } = await campaign(modelWorld, [...corpus('model').map((past) => past.seed), ...seedsFrom(1, 2000)], ALL);
    expect(failures.map(({ seed, outcome }) => ({ seed, violations: outcome.violations }))).toEqual([]);
    // An execution in which nothing happens proves nothing. The model has no counter.
    const { doneTwice: _, copiesCut: __, discarded: ___, ...own } = totals;
    for (const [what, count] of Object.entries(own)) expect(count, what).toBeGreaterThan(0);
  });

  test('keeps every promise over 300 seeds with more woven into them', async () => {
    const { failures, totals } = await campaign(modelWorld, seedsFrom(WOVEN_FROM, 300), ALL);
    expect(failures.map(({ seed, outcome }) => ({ seed, violations: outcome.violations }))).toEqual([]);
    expect(totals.discarded).toBeGreaterThan(100);
  });

  test.each(Object.entries(CAUGHT))('without %s, seed %i is caught', async (protection, seed) => {
    const options = conditions(modelWorld, [], [protection]);
    expect((await modelWorld.run(seed, options)).violations).not.toEqual([]);
    expect((await modelWorld.run(seed, ALL)).violations).toEqual([]);
  });

  test('every protection is seen to matter', () => {
    expect(modelWorld.protections.map(({ name }) => name).filter((name) => name !== 'start-up-check').sort()).toEqual(Object.keys(CAUGHT).sort());
  });

  test('without the start-up check more numbers are used twice, and every one is reported', async () => {
    const off = conditions(modelWorld, [], ['start-up-check']);
    const without = await campaign(modelWorld, seedsFrom(1, 40), off);
    const with_ = await campaign(modelWorld, seedsFrom(1, 40), ALL);
    expect(without.failures).toEqual([]);
    expect(without.totals.duplicateNumbers).toBeGreaterThan(with_.totals.duplicateNumbers);
  });

  test.each(modelWorld.faults.map(({ name }) => name))('keeps every promise when %s is the only fault', async (fault) => {
    const { failures } = await campaign(modelWorld, [...seedsFrom(1, 5), ...seedsFrom(WOVEN_FROM, 5)], conditions(modelWorld, [fault], []));
    expect(failures).toEqual([]);
  });
});
