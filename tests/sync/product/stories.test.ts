import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { testRun } from '#tests/support/server/shared-postgres.ts';
import { STORIES } from '../stories.ts';
import { closeSharedDatabase } from './database.ts';
import { ALL } from './product-seeds.ts';
import { productWorld } from './world.ts';

const SIM = join(import.meta.dirname, '..', 'sim.ts');

afterAll(closeSharedDatabase);

describe.each(STORIES.map((story) => [story.name, story] as const))('%s', { timeout: 120_000 }, (name, { steps, without, rowsAlone = false }) => {
  test('breaks no promise', async () => {
    const { violations, totals } = await productWorld.replay(steps, ALL);
    expect(violations).toEqual([]);
    // What nobody has any more proves nothing.
    expect(totals.destroyed > 0).toBe(rowsAlone);
  });

  test(`breaks one without ${without}`, () => {
    // A process of its own: the product's files are edited while they are loaded.
    const { status, stdout } = spawnSync(process.execPath, [SIM, '--level', 'product', '--story', name, '--without', without], { encoding: 'utf8', env: { ...process.env, DAYBOOK_TEST_RUN: testRun() } });
    expect(stdout).toMatch(/^ {2}I\d+: /m);
    expect(status).toBe(1);
  });
});
