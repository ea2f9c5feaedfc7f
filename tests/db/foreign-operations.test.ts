import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WriteDb } from '#db/door.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { lastCheck, noteCheck } from '#db/queries/integrity.ts';
import { operationsOfRow } from '#db/queries/row-log.ts';
import { allHere, firstPartHere, takeManifest, wantCopy } from '#db/sync/arrival.ts';
import { enterTimeline, placesBack, unconfirmed } from '#db/sync/new-timeline.ts';
import { nextOutgoing } from '#db/sync/outbox.ts';
import { placeOf, savePlace, type SyncPlace } from '#db/sync/place.ts';
import { OwnOperationUnknown, receivePage } from '#db/sync/receive.ts';
import { sumTable } from '#db/sync/table-sums.ts';
import { plus, sumText, ZERO } from '#domain/sync/row-sum.ts';
import { allSyncedTables, logOf, rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';

const TIMELINE = { id: '00000000-0000-7000-8000-0000000000aa', start: 0 };

const place = (device: string): SyncPlace => ({
  server: 'http://127.0.0.1:1', certificate: '', clinicId: 'c', privateKey: '', serverKey: '', streams: [{ device, from: 0 }], timelines: [TIMELINE],
  cursor: 0, newest: null, acked: 0, durable: { dseq: 0, seq: 0 }, clock: null, lastContact: 0, contributed: '', stopped: '',
});

/** A store that takes part in exchange under this name. */
function pc(device: string): StoreUnderTest {
  const store = testStore();
  store.change((tx) => { savePlace(tx, place(device)); });
  return store;
}

/** What a store wrote, numbered as a server's log would. */
const logged = (store: StoreUnderTest, origin: string, from = 0): LoggedOperation[] =>
  logOf(store).filter((op) => op.dseq > from).map((op, i) => ({ ...op, origin, seq: from + i + 1 }));

const receive = (store: StoreUnderTest, operations: readonly LoggedOperation[], next = operations.at(-1)?.seq ?? 0): ReturnType<typeof receivePage> =>
  store.change((tx) => receivePage(tx, placeOf(tx) ?? place(''), operations, next));

function sumsOf(store: StoreUnderTest): Record<string, string> {
  return Object.fromEntries(allSyncedTables.map((name) => {
    const walk = sumTable(store.read, name);
    for (;;) {
      const step = walk.next();
      if (step.done) return [name, `${String(step.value.rows)} ${sumText(step.value.buckets.reduce(plus, ZERO))}`];
    }
  }));
}

const rename = (name: string) => (tx: WriteDb): void => { tx.update('patient', ID, { name }); };
const ID = '0190163d-8694-739b-aea5-966c26f8ad91';
const withPatient = (store: StoreUnderTest): StoreUnderTest => {
  store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', ID), name: 'First', archived: 0 }); });
  return store;
};

describe('operations of another PC', () => {
  test.each(allSyncedTables)('give the same row of %s, with the same versions', (name) => {
    const [a, b] = [pc('a'), pc('b')];
    const id = a.newId();
    a.change((tx) => { tx.insert(name, sampleRow(name, id, 3)); });
    expect(receive(b, logged(a, 'a'))).toMatchObject({ applied: 1, deferred: 0 });
    expect(rowsOf(b, name)).toEqual(rowsOf(a, name));
    expect(placeOf(b.read)?.cursor).toBe(1);
  });

  test('find patients by their new name at once', () => {
    const [a, b] = [withPatient(pc('a')), pc('b')];
    a.change(rename('Nadia Karimi'));
    receive(b, logged(a, 'a'));
    expect(searchPatients(b.read, 'nad', 10, false).map(({ id }) => id)).toEqual([ID]);
  });

  test('come twice and change nothing', () => {
    const [a, b] = [withPatient(pc('a')), pc('b')];
    receive(b, logged(a, 'a'));
    const before = rowsOf(b, 'patient');
    receive(b, logged(a, 'a'));
    expect(rowsOf(b, 'patient')).toEqual(before);
    expect(operationsOfRow(b.read, ID)).toHaveLength(1);
  });

  test('of a row that is not here yet wait for its insert', () => {
    const [a, b] = [withPatient(pc('a')), pc('b')];
    a.change(rename('Second'));
    const [insert, set] = logged(a, 'a');
    if (!insert || !set) throw new Error('two operations');
    expect(receive(b, [set])).toMatchObject({ deferred: 1 });
    expect(rowsOf(b, 'patient')).toEqual([]);
    receive(b, [insert], 2);
    expect(rowsOf(b, 'patient')).toEqual(rowsOf(a, 'patient'));
    expect(b.read.statement('SELECT count(*) AS n FROM deferred_operation').get()).toEqual({ n: 0 });
  });

  test.each([
    ['of an unknown table', { table: 9999 }, 'unknown-table'],
    ['with an unknown column', { columns: [[999, 'x']] as const }, 'unknown-column'],
    ['with a value of another kind', { columns: [[2, 5]] as const }, 'unfit'],
    ['with nothing where something must be', { columns: [[2, null]] as const }, 'unfit'],
  ])('%s is kept and the others go on', (_what, change, reason) => {
    const [a, b] = [withPatient(pc('a')), pc('b')];
    a.change(rename('Second'));
    a.change(rename('Third'));
    const [insert, set, last] = logged(a, 'a');
    if (!insert || !set || !last) throw new Error('three operations');
    expect(receive(b, [insert, { ...set, ...change }, last])).toMatchObject({ applied: 2, deferred: 1 });
    expect(b.read.statement('SELECT reason FROM deferred_operation').all()).toEqual([{ reason }]);
    expect(rowsOf(b, 'patient')[0]?.name).toBe('Third');
  });

  test('cannot be written past the door', () => {
    const store = pc('a');
    for (const sql of [
      "INSERT INTO foreign_page (first_hlc, last_hlc, last_seq, body) VALUES (1, 1, 1, x'5b5d')",
      "INSERT INTO unconfirmed_operation (op_id, origin, dseq, grp, tbl, row_id, kind, hlc, sv, at, intent, cols, prev) VALUES ('x','x',1,1,1,'x',1,1,1,1,'x','[]','[]')",
    ]) expect(() => store.change((tx) => tx.statement(sql).run())).toThrow('outside the door');
    receive(store, logged(withPatient(pc('b')), 'b'));
    for (const sql of ['UPDATE foreign_page SET last_seq = 9', 'DELETE FROM foreign_page']) expect(() => store.change((tx) => tx.statement(sql).run())).toThrow('append-only');
  });
});

describe('this PC’s own operations coming back', () => {
  test('are known', () => {
    const a = withPatient(pc('a'));
    expect(receive(a, logged(a, 'a'))).toEqual({ applied: 0, deferred: 0, own: 1 });
  });

  test('that it never wrote stop the page before anything is applied', () => {
    const [a, twin] = [withPatient(pc('a')), withPatient(pc('a'))];
    expect(() => receive(a, logged(twin, 'a'))).toThrow(OwnOperationUnknown);
    expect(placeOf(a.read)?.cursor).toBe(0);
  });

  test('is taken as another\'s once this PC goes on under a new name: it is in the log for good, and would stop every page', () => {
    const [a, twin] = [withPatient(pc('a')), withPatient(pc('a'))];
    a.change((tx) => { savePlace(tx, { ...place('a'), streams: [{ device: 'a', from: 0 }, { device: 'a2', from: 1 }] }); });
    twin.change(rename('By The Twin'));
    expect(receive(a, logged(twin, 'a'))).toMatchObject({ own: 0 });
    expect(placeOf(a.read)?.cursor).toBe(2);
    expect(rowsOf(a, 'patient')).toMatchObject([{ name: 'By The Twin' }]);
  });
});

test('two PCs that edit apart, and exchange in any order, agree in every row and sum', () => {
  const edit = fc.record({ at: fc.constantFrom('a', 'b'), name: fc.string({ maxLength: 3 }), column: fc.constantFrom('name', 'phone', 'notes'), wait: fc.nat(3), exchange: fc.boolean() });
  fc.assert(fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
    const pcs = { a: withPatient(pc('a')), b: pc('b') };
    receive(pcs.b, logged(pcs.a, 'a'));
    const exchange = (): void => {
      const [fromA, fromB] = [logged(pcs.a, 'a'), logged(pcs.b, 'b')];
      receive(pcs.b, fromA);
      receive(pcs.a, fromB);
    };
    for (const { at, name, column, wait, exchange: now } of edits) {
      pcs[at as 'a' | 'b'].clock.ms += wait;
      pcs[at as 'a' | 'b'].change((tx) => { tx.update('patient', ID, { [column]: name }); });
      if (now) exchange();
    }
    exchange();
    expect(rowsOf(pcs.b, 'patient').map(({ row_over: _over, ...row }) => row)).toEqual(rowsOf(pcs.a, 'patient').map(({ row_over: _over, ...row }) => row));
    expect(sumsOf(pcs.b)).toEqual(sumsOf(pcs.a));
  }), { numRuns: 15 });
});

describe('the outbox', () => {
  test('gives whole transactions, however small the limit', () => {
    const store = pc('a');
    for (let n = 0; n < 3; n++) store.change((tx) => { for (let i = 0; i < 4; i++) tx.insert('room', sampleRow('room', store.newId())); });
    const sizes: number[] = [];
    for (let after = 0; ;) {
      const next = nextOutgoing(store.read, after, 6, 1e6);
      if (!next) break;
      sizes.push(next.operations.length);
      after = next.operations.at(-1)?.dseq ?? 0;
    }
    expect(sizes).toEqual([4, 4, 4]);
    expect(nextOutgoing(store.read, 0, 2, 1e6)?.operations).toHaveLength(4);
    expect(nextOutgoing(store.read, 0, 100, 10)?.operations).toHaveLength(4);
    expect(nextOutgoing(store.read, 0, 100, 1e6)?.operations).toHaveLength(12);
  });
});

test('another timeline takes the cursor back to what both have in common, and what is above counts as unconfirmed', () => {
  const [a, b] = [withPatient(pc('a')), pc('b')];
  a.change(rename('Second'));
  a.change(rename('Third'));
  receive(b, logged(a, 'a'));
  b.change((tx) => { enterTimeline(tx, [TIMELINE, { id: '00000000-0000-7000-8000-0000000000bb', start: 1 }], 0); });
  expect(placeOf(b.read)).toMatchObject({ cursor: 1, contributed: '' });
  expect(unconfirmed(b.read, undefined, 10).map(({ dseq }) => dseq).sort()).toEqual([2, 3]);
  receive(b, logged(a, 'a').slice(1, 2));
  expect(unconfirmed(b.read, undefined, 10).map(({ dseq }) => dseq)).toEqual([3]);
});

test('where the server stored what came is kept, and tells of the newest place that another timeline shares', () => {
  const [a, b] = [withPatient(pc('a')), pc('b')];
  a.change(rename('Second'));
  a.change(rename('Third'));
  const log = logged(a, 'a').map((operation, i) => ({ ...operation, stored: 700 + i }));
  receive(b, log);
  expect(placeOf(b.read)?.newest).toEqual({ seq: 3, opId: log[2]?.opId, stored: 702 });
  expect(placesBack(b.read)[1]).toEqual({ seq: 2, opId: log[1]?.opId, stored: 701 });
  b.change((tx) => { enterTimeline(tx, [TIMELINE, { id: '00000000-0000-7000-8000-0000000000bb', start: 2 }], 0); });
  expect(placeOf(b.read)).toMatchObject({ cursor: 2, newest: { seq: 2, opId: log[1]?.opId, stored: 701 } });
  // The same operation at the same place, stored once more.
  receive(b, log.slice(2).map((operation) => ({ ...operation, stored: 999 })));
  expect(placesBack(b.read)[0]).toEqual({ seq: 3, opId: log[2]?.opId, stored: 999 });
  b.change((tx) => { tx.statement("UPDATE local_meta SET value = json_remove(value, '$.newest') WHERE key = 'sync'").run(); });
  expect(placesBack(b.read)[0]).toEqual({ seq: 3, opId: log[2]?.opId, stored: 999 });
});

test.each([[4, 5, true], [4, 4, false], [4, 3, false]])('a timeline that parts at %i makes a comparison due where the rows came as a copy of place %i', (start, seq, isDue) => {
  const b = pc('b');
  b.change((tx) => {
    wantCopy(tx, 1, false);
    takeManifest(tx, { seq, timeline: TIMELINE.id, chunks: [] });
    firstPartHere(tx);
    allHere(tx);
    noteCheck(tx, { at: 2, tables: 3, different: 0 });
    enterTimeline(tx, [TIMELINE, { id: '00000000-0000-7000-8000-0000000000bb', start }], 0);
  });
  expect(lastCheck(b.read) === undefined).toBe(isDue);
});
