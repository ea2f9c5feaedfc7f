import { afterAll, expect, test } from 'vitest';
import type { Step } from '../step.ts';
import { closeSharedDatabase } from './database.ts';
import { ALL } from './product-seeds.ts';
import { productWorld } from './world.ts';

afterAll(closeSharedDatabase);

const enrol = (device: number): Step => ({ do: 'enrol', device, clockMs: 0, version: 2, r: 11 + device });
/** Patients: two operations or more in one transaction, the same number for the same `r`. */
const write = (device: number, r: number): Step => ({ do: 'write', device, what: 'receipt', r });
const sync = (device: number, more: Partial<Extract<Step, { do: 'sync' }>> = {}): Step => ({ do: 'sync', device, r: 4, faults: [], ...more });

/**
 * What the server lost is made up for by as much of something else, and then a PC that never had its answer brings the same
 * operations to the same places: the last of them is no sign that the logs agree before it.
 */
const lostBefore: readonly Step[] = [
  ...[0, 1, 2, 3].map(enrol),
  { do: 'back-up', r: 1 },
  write(1, 21), sync(1),
  // Stored, but its answer never came.
  write(2, 22), sync(2, { faults: [{ call: 1, fault: 'drop-response' }, { call: 2, fault: 'drop-response' }, { call: 3, fault: 'drop-response' }] }),
  sync(0), sync(0), sync(0),
  // With it goes the PC that wrote what only PC 0 has now.
  { do: 'restore-server', which: 0, r: 2, unannounced: true, lost: 1 },
  write(3, 23), sync(3), sync(2), sync(2),
];

test('a PC notices that the log it knew parted from the present one though both show the same operation at its place', { timeout: 120_000 }, async () => {
  const { violations, totals } = await productWorld.replay(lostBefore, ALL);
  expect(violations).toEqual([]);
  expect(totals.destroyed).toBe(0);
});
