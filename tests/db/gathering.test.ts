import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WriteDb } from '#db/door.ts';
import { STORE_FILE, type Gathering } from '#db/store.ts';
import { foreignConnection, nobodysWrite, sampleRow, tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const addRoom = (tx: WriteDb): void => { tx.insert('room', sampleRow('room', tx.newId())); };
const rooms = ({ read }: Pick<StoreUnderTest, 'read'>): number => (read.statement('SELECT count(*) AS n FROM room').get() as { n: number }).n;
const lastOperation = ({ read }: StoreUnderTest): number => (read.statement('SELECT ifnull(max(dseq), 0) AS n FROM operation').get() as { n: number }).n;

test('pieces are seen when they are committed, all of them, and are told of once', () => {
  const store = testStore();
  const told: ReadonlySet<string>[] = [];
  store.onChange(({ areas }) => { told.push(areas); });
  const gathering = store.gather(nobodysWrite);
  gathering.add(addRoom);
  gathering.add((tx) => { tx.insert('patient', sampleRow('patient', tx.newId())); });
  expect([rooms(store), told.length]).toEqual([0, 0]);
  gathering.commit();
  expect(rooms(store)).toBe(1);
  expect(told).toHaveLength(1);
  expect([...told[0] ?? []]).toEqual(expect.arrayContaining(['patients', 'clinic']));
  gathering.commit();
  expect(told).toHaveLength(1);
});

test('whoever writes between two pieces commits what is there, and the next begins anew', () => {
  const store = testStore();
  const gathering = store.gather(nobodysWrite);
  gathering.add(addRoom);
  store.change((tx) => { expect((tx.statement('SELECT count(*) AS n FROM room').get() as { n: number }).n).toBe(1); });
  expect(rooms(store)).toBe(1);
  gathering.add(addRoom);
  const another = store.gather(nobodysWrite);
  another.add(addRoom);
  expect(rooms(store)).toBe(2);
  gathering.commit();
  expect(rooms(store)).toBe(2);
  another.commit();
  expect(rooms(store)).toBe(3);
});

test('a write that fails takes nothing of what was gathered before it', () => {
  const store = testStore();
  const gathering = store.gather(nobodysWrite);
  gathering.add(addRoom);
  expect(() => { store.change((tx) => { addRoom(tx); throw new Error('not this one'); }); }).toThrow('not this one');
  expect(rooms(store)).toBe(1);
  gathering.add(addRoom);
  gathering.commit();
  expect([rooms(store), lastOperation(store)]).toEqual([2, 2]);
});

test('a piece that fails undoes those that were not committed, and the log goes on without a gap', () => {
  const store = testStore();
  const gathering = store.gather(nobodysWrite);
  gathering.add(addRoom);
  gathering.commit();
  gathering.add(addRoom);
  expect(() => { gathering.add((tx) => { addRoom(tx); throw new Error('broken'); }); }).toThrow('broken');
  expect(() => { gathering.add(() => { store.change(addRoom); }); }).toThrow('a write inside a write');
  gathering.commit();
  expect(rooms(store)).toBe(1);
  store.change(addRoom);
  expect([rooms(store), lastOperation(store)]).toEqual([2, 2]);
});

test('a commit that fails is told to who gathered, not to who writes then', () => {
  const store = testStore();
  store.change((tx) => { tx.statement('CREATE TABLE child (parent INTEGER REFERENCES room(rid) DEFERRABLE INITIALLY DEFERRED)').run(); });
  const gathering = store.gather(nobodysWrite);
  const fail = (tx: WriteDb): void => {
    addRoom(tx);
    tx.statement('INSERT INTO child VALUES (999)').run();
  };
  gathering.add(fail);
  store.change(addRoom);
  expect([rooms(store), lastOperation(store)]).toEqual([1, 1]);
  expect(() => { gathering.add(addRoom); }).toThrow('FOREIGN KEY');
  gathering.add(fail);
  expect(() => { gathering.commit(); }).toThrow('FOREIGN KEY');
  gathering.add(addRoom);
  gathering.commit();
  expect([rooms(store), lastOperation(store)]).toEqual([2, 2]);
});

test('a store that ends with pieces that were not committed is as it was after the last commit', () => {
  const folder = tempFolder();
  const store = testStore({ folder });
  const gathering = store.gather(nobodysWrite);
  gathering.add(addRoom);
  gathering.commit();
  gathering.add(addRoom);
  // What a killed program leaves behind.
  const killed = tempFolder();
  for (const name of [STORE_FILE, `${STORE_FILE}-wal`]) if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(killed, name));
  store.close();
  for (const left of [folder, killed]) expect(rooms(testStore({ folder: left }))).toBe(1);
});

interface Log { readonly log: number; readonly checkpointed: number }

/** Gathers some thousand pages a part. Returns how long the log was at most. */
async function gatherMuch(gathering: Gathering, look: () => Log, parts: number): Promise<number> {
  const few = { set_id: null, token_id: null, text: null, typed_value: null, typed_unit: null, recorded_by: null, clock: null };
  let longest = 0;
  for (let part = 0; part < parts; part++) {
    gathering.add((tx) => { tx.insertMany('observation', {}, Array.from({ length: 1500 }, (_, i) => ({ ...sampleRow('observation', tx.newId(), i), patient_id: tx.newId(), ...few }))); });
    gathering.commit();
    await gathering.rest();
    longest = Math.max(longest, look().log);
  }
  return longest;
}

function logOfFile({ path }: StoreUnderTest): () => Log {
  const look = foreignConnection(path).prepare('PRAGMA wal_checkpoint(NOOP)');
  return () => look.get() as Log;
}

test('the log grows long while much is gathered, and is short again at the end', async () => {
  const store = testStore();
  const look = logOfFile(store);
  const gathering = store.gather(nobodysWrite);
  const longest = await gatherMuch(gathering, look, 24);
  // Pages, at which a commit moves them at other times (store.ts), and at which who gathers rests (long-log.ts).
  expect(longest).toBeGreaterThan(12_000);
  expect(longest).toBeLessThan(40_000);
  await gathering.end();
  const { log: all, checkpointed } = look();
  expect(checkpointed).toBe(all);
  store.change(addRoom);
  expect(look().log).toBeLessThan(100);
}, 60_000);

test('the log is short again some seconds after what was gathered stopped without an end, and long when it goes on', async () => {
  const store = testStore();
  const look = logOfFile(store);
  const gathering = store.gather(nobodysWrite);
  expect(await gatherMuch(gathering, look, 24)).toBeGreaterThan(12_000);
  // Work at the desk goes on meanwhile; none of it is the job's.
  for (let waited = 0; waited < 100 && look().log > 12_000; waited += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    store.change(addRoom);
  }
  expect(look().log).toBeLessThan(1_000);
  expect(await gatherMuch(gathering, look, 24)).toBeGreaterThan(12_000);
}, 120_000);
