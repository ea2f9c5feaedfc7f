import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const COLLECTOR = join(import.meta.dirname, '../../../main/native/collector.ts');

/** Lives long enough to be copied, as what an import holds: the nursery grows as far as it may. Prints its size in MiB. */
const BUSY = `
  const { getHeapSpaceStatistics } = await import('node:v8');
  let kept = [];
  for (let round = 0; round < 60; round += 1) {
    for (let i = 0; i < 30_000; i += 1) kept.push({ i, list: [i] });
    if (kept.length > 300_000) kept = [];
    await new Promise(setImmediate);
  }
  console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 2 ** 20);
`;

const nurseryOf = (...flags: readonly string[]): number => Number(execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', BUSY], { encoding: 'utf8' }));

test('the nursery of a running program stays as small as if it had been started with the flag', () => {
  expect(nurseryOf()).toBeGreaterThan(30);
  expect(nurseryOf('--max-semi-space-size=8')).toBeLessThan(18);
  expect(nurseryOf(`--import=${COLLECTOR}`)).toBeLessThan(18);
});
