import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tables } from '#domain/sync/tables.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { readChunk, rowOfChunk, writeChunk, type ChunkRow, type ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import { arrivalOf, arrivalProgress, forgoCopy, keepPart, missingChunks, partsOf, takeManifest, wantCopy } from '#db/sync/arrival.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { replayDeferred } from '#db/sync/replay-deferred.ts';
import { columnsById, stateOf, type StoredRow } from '#db/sync/foreign-door.ts';
import { allSyncedTables, logOf, rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';
import { loadChunk } from '#main/sync/steps/load-chunk.ts';
import { ServerLink } from '#main/sync/link.ts';
import type { Gathering } from '#db/store.ts';
import { sumsOfStore } from '#tests/support/sync-pc.ts';

type Table = (typeof allSyncedTables)[number];

/** The rows of a table as a chunk of a snapshot holds them. */
function chunkOf(store: StoreUnderTest, name: Table): ChunkRows {
  const rows = store.read.statement(`SELECT * FROM ${name} ORDER BY id`).all() as StoredRow[];
  return readChunk(writeChunk(rows.map((row) => ({
    rowId: row.id, hlc: row.row_hlc, tie: row.row_tie, over: row.row_over, values: stateOf(row, columnsById(tables[name])).values,
  }))));
}

const load = (store: StoreUnderTest, table: number, rows: ChunkRows): void => {
  store.change((tx) => tx.receive((door) => {
    door.load(table, rows, 0, rows.ids.length);
    door.replayFor(table);
  }));
};
const receive = (store: StoreUnderTest, operations: readonly LoggedOperation[]): void => {
  store.change((tx) => tx.receive((door) => door.take(operations)));
};
const logged = (store: StoreUnderTest): LoggedOperation[] => logOf(store).map((op, i) => ({ ...op, origin: 'a', seq: i + 1 }));
const deferred = (store: StoreUnderTest): { reason: string; n: number }[] =>
  store.read.statement('SELECT reason, count(*) AS n FROM deferred_operation GROUP BY reason ORDER BY reason').all() as { reason: string; n: number }[];

describe('rows of a copy', () => {
  test.each(allSyncedTables)('of %s come with their versions, also twice', (name) => {
    const [a, b] = [testStore(), testStore()];
    const ids = Array.from({ length: 37 }, () => a.newId());
    a.change((tx) => { ids.forEach((id, i) => { tx.insert(name, sampleRow(name, id, i)); }); });
    const [column] = Object.keys(tables[name].columns);
    a.change((tx) => { tx.update(name, ids[5] ?? '', { [column ?? '']: sampleRow(name, '', 99)[column as never] }); });
    for (let i = 0; i < 2; i++) load(b, tables[name].id, chunkOf(a, name));
    expect(rowsOf(b, name).sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual(rowsOf(a, name).sort((x, y) => (x.id < y.id ? -1 : 1)));
    expect(deferred(b)).toEqual([]);
  });

  test('and the operations around them give the same rows in whatever order they come', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(50)), { maxLength: 25 }), fc.nat(30), fc.nat(30), fc.nat(30), (edits, at, before, mine) => {
      const [a, b] = [testStore(), testStore()];
      const ids = Array.from({ length: 4 }, () => a.newId());
      let chunk: ChunkRows | undefined;
      a.change((tx) => { ids.forEach((id, i) => { tx.insert('patient', { ...sampleRow('patient', id, i), archived: 0 }); }); });
      edits.forEach(([row, column, value], i) => {
        if (i === at) chunk = chunkOf(a, 'patient');
        a.change((tx) => { tx.update('patient', ids[row] ?? '', { [['name', 'phone', 'notes'][column] ?? '']: `value ${String(value)}` }); });
      });
      chunk ??= chunkOf(a, 'patient');
      const log = logged(a);
      // Some operations came before the copy, whether they are in it or not; all come in the end.
      receive(b, log.filter((_, i) => i % (before + 1) === 0));
      load(b, tables.patient.id, chunk);
      if (mine % 2 === 0) load(b, tables.patient.id, chunk);
      receive(b, log);
      expect(sumsOfStore(b.read)).toEqual(sumsOfStore(a.read));
      expect(deferred(b)).toEqual([]);
      for (const store of [a, b]) store.close();
    }), { numRuns: 30 });
  }, 60_000);

  test('meet what was written here, and neither loses', () => {
    const [a, b] = [testStore(), testStore()];
    const id = a.newId();
    a.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id), name: 'First Name', phone: '1', archived: 0 }); });
    receive(b, logged(a));
    b.clock.ms += 60_000;
    b.change((tx) => { tx.update('patient', id, { phone: '222' }); });
    a.change((tx) => { tx.update('patient', id, { name: 'Second Name' }); });
    load(b, tables.patient.id, chunkOf(a, 'patient'));
    expect(rowsOf(b, 'patient')).toMatchObject([{ name: 'Second Name', phone: '222' }]);
    expect(searchPatients(b.read, 'second', 5, false)).toHaveLength(1);
  });

  test('that a newer program wrote wait whole, and the others are loaded', () => {
    const [a, b] = [testStore(), testStore()];
    const ids = [a.newId(), a.newId(), a.newId()].sort();
    a.change((tx) => { for (const id of ids) tx.insert('room', { id, name: 'Room', active: 1, position: 1 }); });
    const rows = chunkOf(a, 'room');
    const newer = (values: readonly Scalar[]): ChunkRows => ({ ...rows, columns: new Map([...rows.columns, [77, values]]) });
    load(b, 2, newer([null, 'of a later column', null]));
    expect(rowsOf(b, 'room').map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    load(b, 9_999, rows);
    expect(deferred(b)).toEqual([{ reason: 'unknown-column', n: 1 }, { reason: 'unknown-table', n: 3 }]);
    // A value of another kind stops its own row alone.
    load(b, 2, { ...rows, ids: ids.map(() => b.newId()), columns: new Map([[1, ['x', 5, 'y']], [2, [1, 1, 1]], [3, [1, 1, 1]]]) });
    expect(rowsOf(b, 'room')).toHaveLength(4);
    expect(deferred(b)).toContainEqual({ reason: 'unfit', n: 1 });
  });
});

test('what an older program kept is applied once the program knows it, in whatever order it was kept', () => {
  const [a, b] = [testStore(), testStore()];
  const id = a.newId();
  a.change((tx) => { tx.insert('room', { id, name: 'First', active: 1, position: 1 }); });
  a.change((tx) => { tx.update('room', id, { name: 'Second' }); });
  // As a program wrote it that did not know rooms; the change before its insert.
  b.change((tx) => {
    logged(a).forEach((op, i) => {
      tx.statement('INSERT INTO deferred_operation (op_id, seq, reason, tbl, row_id, body) VALUES (?, ?, ?, ?, ?, ?)').run(op.opId, 9 - i, 'unknown-table', op.table, op.rowId, JSON.stringify(op));
    });
  });
  expect(replayDeferred(b)).toBe(2);
  expect(rowsOf(b, 'room')).toEqual(rowsOf(a, 'room'));
  expect(deferred(b)).toEqual([]);
  // Only a newer schema is a reason to try again.
  b.change((tx) => { tx.statement("INSERT INTO deferred_operation VALUES ('x', 1, 'no-row', 2, 'y', '{}')").run(); });
  expect(replayDeferred(b)).toBe(0);
});

test('a chunk says the same after it was written and read', () => {
  const scalar = fc.oneof(fc.constant(null), fc.string({ unit: 'binary' }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)));
  const row: fc.Arbitrary<ChunkRow> = fc.record({
    rowId: fc.string(), hlc: fc.maxSafeNat(), tie: fc.nat(2 ** 31), over: fc.constantFrom(null, '{"2":[5,6]}'), values: fc.dictionary(fc.nat(40).map(String), scalar, { maxKeys: 6 }),
  });
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
    const read = readChunk(writeChunk(rows));
    rows.forEach((each, place) => {
      const { rowId, row: { values, versions } } = rowOfChunk(read, place);
      expect([rowId, versions.base]).toEqual([each.rowId, [each.hlc, each.tie]]);
      expect(versions.over).toEqual(each.over === null ? {} : { 2: [5, 6] });
      const held = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
      expect(held).toEqual(Object.fromEntries(Object.entries(each.values).filter(([, value]) => value !== null)));
    });
  }));
});

test.each(['', '{}', '[]', '[[],[],[]]', '[["a"],[1],[],{}]', '[["a"],[1],[2],null]', '[["a"],[1],[2],{},[1,[]]]', '[["a"],[1],[2],{},["x",[1]]]'])('%s is no chunk', (text) => {
  expect(() => readChunk(text)).toThrow('malformed');
});

test('parts of a chunk are kept until it is loaded, and go with a copy that is not wanted any more', () => {
  const store = testStore();
  const chunk = (sha: string, tier: 1 | 2 = 1) => ({ sha256: sha.repeat(64), bytes: 10, rows: 1, table: 2, tier });
  const manifest = (...chunks: ReturnType<typeof chunk>[]) => ({ seq: 1, timeline: 't', chunks });
  store.change((tx) => {
    wantCopy(tx, 1, false);
    takeManifest(tx, manifest(chunk('a'), chunk('b'), chunk('c', 2)));
    for (const start of [0, 4, 12]) keepPart(tx, 'a'.repeat(64), start, new Uint8Array(4));
    keepPart(tx, 'b'.repeat(64), 0, new Uint8Array(4));
  });
  // What lies behind a gap is not counted.
  expect(partsOf(store.read, 'a'.repeat(64)).map(({ length }) => length)).toEqual([4, 4]);
  expect([missingChunks(store.read, 'first').length, missingChunks(store.read, 'all').length]).toEqual([2, 3]);
  store.change((tx) => { takeManifest(tx, manifest(chunk('a'), chunk('d'))); });
  expect([partsOf(store.read, 'a'.repeat(64)).length, partsOf(store.read, 'b'.repeat(64)).length]).toEqual([2, 0]);
  store.change((tx) => { wantCopy(tx, 2, false); });
  expect(store.read.statement('SELECT count(*) AS n FROM snapshot_part').get()).toEqual({ n: 0 });
  store.change((tx) => { forgoCopy(tx); });
  expect(arrivalOf(store.read)).toBeUndefined();
});

test('how far a copy is goes on while one chunk arrives over a slow line, and never beyond what it holds', () => {
  const store = testStore();
  const chunk = (sha: string, rows: number, tier: 1 | 2 = 1) => ({ sha256: sha.repeat(64), bytes: 1000, rows, table: 2, tier });
  store.change((tx) => {
    wantCopy(tx, 1, false);
    takeManifest(tx, { seq: 1, timeline: 't', chunks: [chunk('a', 300), chunk('b', 100), chunk('c', 100, 2)] });
  });
  expect(arrivalProgress(store.read)).toMatchObject({ rows: 0, of: 400 });
  store.change((tx) => { keepPart(tx, 'a'.repeat(64), 0, new Uint8Array(500)); });
  expect(arrivalProgress(store.read)).toMatchObject({ rows: 150, of: 400 });
  store.change((tx) => { keepPart(tx, 'a'.repeat(64), 500, new Uint8Array(499)); });
  expect(arrivalProgress(store.read)).toMatchObject({ rows: 299, of: 400 });
});

test('a chunk that was cut in its middle counts as not here, and comes whole the next time', async () => {
  const [a, b] = [testStore(), testStore()];
  a.change((tx) => { for (let i = 0; i < 50; i++) tx.insert('room', { id: a.newId(), name: `Room ${String(i)}`, active: 1, position: i }); });
  const rows = chunkOf(a, 'room');
  const body = zstdCompressSync(writeChunk(rows.ids.map((rowId, i) => ({
    rowId, hlc: rows.clocks[i] ?? 0, tie: rows.ties[i] ?? 0, over: null, values: rowOfChunk(rows, i).row.values,
  }))));
  const chunk = { sha256: 'a'.repeat(64), bytes: body.length, rows: 50, table: tables.room.id, tier: 1 as const };
  b.change((tx) => {
    wantCopy(tx, 1, false);
    takeManifest(tx, { seq: 1, timeline: 't', chunks: [chunk] });
  });
  const cut = new AbortController();
  // The cut comes when the first rows are in the store.
  const gathering = b.gather({ personId: null, intent: 'sync' });
  const cutting: Gathering = { ...gathering, add: (work) => {
    gathering.add(work);
    cut.abort();
  } };
  const pace = { of: () => ({ piece: 10, commit: 10 }), wrote: () => undefined, committed: () => undefined };
  const link = new ServerLink({ store: b, onClock: () => undefined, now: Date.now, newId: b.newId, send: () => Promise.reject(new Error('nothing is asked')), log: { info: () => undefined, warn: () => undefined, error: () => undefined } });
  await expect(loadChunk({ link, gathering: cutting, pace }, chunk, body, cut.signal)).rejects.toThrow();
  expect(rowsOf(b, 'room')).toHaveLength(10);
  expect(missingChunks(b.read, 'first')).toHaveLength(1);
  await loadChunk({ link, gathering, pace }, chunk, body, new AbortController().signal);
  expect(missingChunks(b.read, 'first')).toEqual([]);
  expect(sumsOfStore(b.read)).toEqual(sumsOfStore(a.read));
});
