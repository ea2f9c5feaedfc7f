import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runChild } from '#tests/bench/harness/run-child.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A bench file whose `run` has this body. */
function benchFile(name: string, body: string): string {
  const file = join(folder, `${name}.bench.ts`);
  const head = `export const bench = { name: '${name}', yardstick: 'y', sizes: { full: [100], quick: [3] }, goal: { of: 'ratio', atMost: 1 },`;
  writeFileSync(file, `${head} async run(context) { ${body} } };`);
  return file;
}

test('rows come back with the size asked for, from a process that keeps something open', async () => {
  const file = benchFile('open', `setInterval(() => {}, 1000); return [{ name: 'n', unit: 'x', ours: context.sizes[0], ratio: Infinity }];`);
  const end = await runChild(file, true, 1);
  expect(end).toEqual({ ok: true, report: { name: 'open', yardstick: 'y', goal: { of: 'ratio', atMost: 1 }, rows: [{ name: 'n', unit: 'x', ours: 3, ratio: Infinity }] } });
});

test('the collector can be called, and the scratch folder is there', async () => {
  const file = benchFile('memory', `
    const { readdirSync } = await import('node:fs');
    const collects = typeof globalThis.gc === 'function' ? 1 : 0;
    return [{ name: 'n', unit: 'MB', ours: context.memory() > 1 ? collects : -1, yardstick: readdirSync(context.scratch).length }];`);
  expect(await runChild(file, false, 1)).toMatchObject({ report: { rows: [{ ours: 1, yardstick: 0 }] } });
});

test('a bench that ends early or never ends is a failure with a reason', async () => {
  expect(await runChild(benchFile('early', 'process.exit(3);'), true, 1)).toEqual({ ok: false, reason: 'ended with 3 and no figures' });
  const hangs = benchFile('hangs', 'setInterval(() => {}, 1000); await new Promise(() => {});');
  expect(await runChild(hangs, true, 0.02)).toEqual({ ok: false, reason: 'took more than 0.02 minutes' });
});
