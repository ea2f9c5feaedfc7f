import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Checkpointer } from '#db/checkpoint.ts';
import { sampleRow, tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const ROWS = 26_000;

/** More pages than are moved together, and fewer than at which a commit would do it itself. */
function fill(store: StoreUnderTest): void {
  store.change((tx) => { for (let i = 0; i < ROWS; i++) tx.insert('observation', sampleRow('observation', tx.newId())); });
}

const count = (store: StoreUnderTest): number => (store.read.statement('SELECT count(*) AS n FROM observation').get() as { n: number }).n;
const sizeOf = (store: StoreUnderTest): number => statSync(store.path).size;

const untilMoved = (store: StoreUnderTest, from: number): Promise<void> =>
  vi.waitFor(() => { expect(sizeOf(store)).toBeGreaterThan(from + 1_000_000); }, { timeout: 25_000, interval: 50 });

test('committed pages reach the file of an open store without a commit that moves them', async () => {
  const store = testStore();
  const empty = sizeOf(store);
  fill(store);
  await untilMoved(store, empty);
  expect(count(store)).toBe(ROWS);
  store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
});

test('a store closed while pages are being moved leaves one whole file that opens again', async () => {
  const folder = tempFolder();
  const store = testStore({ folder });
  const empty = sizeOf(store);
  fill(store);
  await untilMoved(store, empty);
  fill(store);
  store.close();
  expect(existsSync(`${store.path}-wal`)).toBe(false);
  expect(count(testStore({ folder }))).toBe(2 * ROWS);
});

test.each([0, 20])('so does one closed %i ms after its first large write, while the thread starts', async (ms) => {
  const folder = tempFolder();
  const store = testStore({ folder });
  fill(store);
  if (ms > 0) await new Promise((resolve) => { setTimeout(resolve, ms); });
  store.close();
  expect(existsSync(`${store.path}-wal`)).toBe(false);
  expect(count(testStore({ folder }))).toBe(ROWS);
});

test('a thread that cannot open the file ends, and nothing waits for it', async () => {
  const checkpointer = new Checkpointer(join(tempFolder(), 'missing', 'daybook.db'), new Uint8Array(32), () => ({ log: 10_000, moved: 0 }));
  checkpointer.committed();
  checkpointer.committed();
  await Promise.all([checkpointer.rest(), checkpointer.rest()]);
  await checkpointer.rest();
  checkpointer.close();
});

test('the log of who rests between large writes stays shorter than what a commit would have to move', async () => {
  const store = testStore();
  await store.rest();
  const few = { set_id: null, token_id: null, text: null, typed_value: null, typed_unit: null, recorded_by: null, clock: null };
  let longest = 0;
  for (let slice = 0; slice < 36; slice++) {
    store.change((tx) => tx.insertMany('observation', {}, Array.from({ length: 1500 }, () => ({ ...sampleRow('observation', tx.newId(), slice), ...few }))));
    await Promise.all([store.rest(), store.rest()]);
    longest = Math.max(longest, statSync(`${store.path}-wal`).size);
  }
  // Pages, at which a commit moves them (store.ts).
  expect(longest / 4120).toBeLessThan(12_000);
  expect(count(store)).toBe(54_000);
}, 120_000);
