import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLog } from '#db/queries/audit.ts';
import { runChild } from '#tests/support/run-child.ts';
import { rowsOf, tempFolder, testStore } from '#tests/support/store.ts';

const WRITER = 'tests/support/writing-child.ts';
const ROUNDS = 8;

/** Compiled once, so that 64 starts do not compile the same files 64 times. */
const compiled = mkdtempSync(join(tmpdir(), 'daybook-compiled-'));
const environment = { env: { ...process.env, NODE_COMPILE_CACHE: compiled } };

beforeAll(async () => {
  const folder = join(compiled, 'store');
  const { lines } = await runChild(WRITER, [folder, '2'], { options: environment });
  expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual(['1', '2']);
});
afterAll(() => { rmSync(compiled, { recursive: true, force: true }); });

/** Where in its life the writer is killed; the numbers make each kill fall elsewhere. */
const moments = Array.from({ length: ROUNDS }, (_, i) => (i % 4 === 3 ? { afterMs: 60 + i * 30 } : { afterWrites: 1 + i * 9, thenMs: (i * 7) % 13 }));

/** Kills a writer at a moment; gives the number and id of every registration it had acknowledged. */
async function killedWriter(folder: string, moment: (typeof moments)[number]): Promise<Map<number, string>> {
  let written = 0;
  const { lines, stderr, signal } = await runChild(WRITER, [folder], {
    options: environment,
    ...(moment.afterMs === undefined ? {} : { killAfterMs: moment.afterMs + Math.random() * 60 }),
    onLine: (line, kill) => {
      if (line !== 'open') written += 1;
      if (moment.afterWrites !== undefined && written === moment.afterWrites) setTimeout(kill, moment.thenMs * Math.random());
    },
  });
  expect(stderr).toBe('');
  expect(signal).toBe('SIGKILL');
  const acknowledged = lines.filter((line) => line !== 'open').map((line) => line.split(' '));
  for (const line of acknowledged) expect(line[0], line.join(' ')).toMatch(/^\d+$/);
  return new Map(acknowledged.map(([number, id]) => [Number(number), id ?? '']));
}

/** One store through a row of kills. */
async function survivesKills(): Promise<void> {
  const folder = tempFolder();
  const acknowledged = new Map<number, string>();
  for (const moment of moments) {
    for (const [number, id] of await killedWriter(folder, moment)) {
      expect(acknowledged.has(number), `number ${number} was given twice`).toBe(false);
      acknowledged.set(number, id);
    }
    const store = testStore({ folder });
    const kept = new Map(rowsOf(store, 'patient').map((row) => [Number(row.number), row.id]));
    for (const [number, id] of acknowledged) expect(kept.get(number), `registration ${number}`).toBe(id);
    expect(rowsOf(store, 'patient'), 'no number stands for two').toHaveLength(kept.size);
    expect([...kept.keys()].sort((a, b) => a - b), 'numbers go on without a gap').toEqual(Array.from(kept, (_, i) => i + 1));
    expect(rowsOf(store, 'patient_contact'), 'a registration is whole or not there').toHaveLength(kept.size);
    expect(store.read.statement('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(verifyLog(store.read)).toEqual({ entries: kept.size * 2, firstBad: null });
    store.close();
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
}

// Eight stores, eight kills each: 64 in all, two at a time.
test.each([1, 2, 3, 4])('stores whose program is killed again and again keep every acknowledged registration (%i)', async () => {
  await Promise.all([survivesKills(), survivesKills()]);
}, 60_000);
