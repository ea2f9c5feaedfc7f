import { cpSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LogSpace } from '#db/log-space.ts';
import { sampleRow, tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const lengthOf = (store: StoreUnderTest): number => statSync(`${store.path}-wal`).size;
const addRoom = (store: StoreUnderTest): void => { store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); }); };
const count = (store: StoreUnderTest): number => (store.read.statement('SELECT count(*) AS n FROM room').get() as { n: number }).n;

test('the log is made longer for many commits at once, and again when they have filled it', () => {
  const store = testStore();
  addRoom(store);
  const lengths = new Set<number>();
  for (let i = 0; i < 300; i++) {
    addRoom(store);
    lengths.add(lengthOf(store));
  }
  // 300 commits of three pages or more: more than two of these rooms, each made at once.
  expect(lengths.size).toBeGreaterThan(2);
  expect(lengths.size).toBeLessThan(10);
});

test('a store cut off with room behind its log has every commit, and goes on', () => {
  const store = testStore();
  for (let i = 0; i < 7; i++) addRoom(store);
  const folder = join(tempFolder(), 'copy');
  mkdirSync(folder);
  for (const name of ['daybook.db', 'daybook.db-wal']) cpSync(join(store.folder, name), join(folder, name));
  const after = testStore({ folder });
  expect(count(after)).toBe(7);
  addRoom(after);
  after.close();
  expect(count(testStore({ folder }))).toBe(8);
});

test('a large transaction is left alone', () => {
  const store = testStore();
  addRoom(store);
  store.change((tx) => { for (let i = 0; i < 4_000; i++) tx.insert('observation', sampleRow('observation', tx.newId())); });
  const length = lengthOf(store);
  // Frames alone: 24 bytes and a page each, behind a head of 32.
  expect((length - 32) % (24 + 4096)).toBe(0);
});

test('where there is no log nothing is made, and nothing fails', () => {
  const space = new LogSpace(join(tempFolder(), 'daybook.db'));
  space.committed();
  space.committed();
  space.close();
});
