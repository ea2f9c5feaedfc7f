import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/all.ts';
import { listAudit } from '#db/queries/audit.ts';
import { operationsOfRow } from '#db/queries/row-log.ts';
import { allForeignOperations, remember, unconfirmAfter } from '#db/sync/foreign-log.ts';
import { operationsIn, pageOf } from '#db/sync/log-page.ts';
import { placesBack, unconfirmed } from '#db/sync/new-timeline.ts';
import { ReadDb } from '#db/read.ts';
import { OperationKind, tieOf, type ColumnValue, type Previous } from '#domain/sync/operation.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { tempFolder, testKey, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const PERSON = '0190163d-8694-7000-8000-0000000000bb';
const rowId = (n: number): string => `0190163d-8694-7000-8000-${n.toString(16).padStart(12, '0')}`;

function operation(n: number, change: Partial<LoggedOperation> = {}): LoggedOperation {
  return {
    seq: n, origin: 'pc', dseq: n, group: n, opId: `0190163d-8694-739b-8000-${n.toString(16).padStart(12, '0')}`, table: 9_999, rowId: rowId(n % 7), kind: OperationKind.set,
    hlc: n, schemaVersion: 20, personId: null, at: n, intent: 'test', batch: null, columns: [[1, `value ${String(n)}`]], previous: [], stored: n * 10, ...change,
  };
}

const history = (count: number): LoggedOperation[] => Array.from({ length: count }, (_, i) => operation(i + 1));
const receive = (store: StoreUnderTest, operations: readonly LoggedOperation[]): void => { store.change((tx) => { tx.receive(() => { remember(tx, operations); }); }); };
const unconfirm = (store: StoreUnderTest, seq: number): void => { store.change((tx) => { tx.receive(() => { unconfirmAfter(tx, seq); }); }); };
const confirmedIn = (store: StoreUnderTest): number[] => [...allForeignOperations(store.read)].slice(0, -1).flat().map((op) => (op as LoggedOperation).seq);

const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0)), fc.constant(null));
const any: fc.Arbitrary<LoggedOperation> = fc.record({
  seq: fc.nat(), origin: fc.constantFrom('a', 'b'), dseq: fc.nat(), group: fc.nat(3), opId: fc.uuid(), table: fc.nat(), rowId: fc.string(),
  kind: fc.constantFrom(...Object.values(OperationKind)), hlc: fc.maxSafeNat(), schemaVersion: fc.nat(2), personId: fc.constantFrom(null, 'one', 'two'), at: fc.constantFrom(1, 2),
  intent: fc.constantFrom('x.y', '"\\'), batch: fc.constantFrom(null, 'one'), columns: fc.array(fc.tuple(fc.nat(), value)) as fc.Arbitrary<ColumnValue[]>,
  previous: fc.array(fc.tuple(fc.nat(), fc.maxSafeNat(), fc.nat())) as fc.Arbitrary<Previous[]>,
});

test('a page gives back the operations it was made of, few or many, stored when it was said or not', () => {
  fc.assert(fc.property(fc.array(fc.tuple(any, fc.option(fc.maxSafeNat(), { nil: undefined })), { maxLength: 40 }), (list) => {
    const operations = list.map(([op, stored]) => (stored === undefined ? op : { ...op, stored }));
    expect(operationsIn(pageOf(operations))).toEqual(operations);
  }));
});

test('many operations take a tenth of the room that their text takes', () => {
  const page = history(128);
  expect(pageOf(page).length).toBeLessThan(JSON.stringify(page).length / 10);
});

describe('what came behind a place of the log', () => {
  test('is unconfirmed, the rest stays, and the history of a row still has all of it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 420 }), fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }), (start, sizes) => {
      const store = testStore();
      const all = history(400);
      for (let at = 0, i = 0; at < all.length; i += 1) {
        const size = sizes[i % sizes.length] ?? 1;
        receive(store, all.slice(at, at + size));
        at += size;
      }
      unconfirm(store, start);
      expect(confirmedIn(store)).toEqual(all.filter(({ seq }) => seq <= start).map(({ seq }) => seq));
      expect(unconfirmed(store.read, undefined, 1_000).map(({ dseq }) => dseq)).toEqual(all.filter(({ seq }) => seq > start).map(({ dseq }) => dseq));
      expect(operationsOfRow(store.read, rowId(3)).map(({ dseq }) => dseq)).toEqual(all.filter(({ dseq }) => dseq % 7 === 3).map(({ dseq }) => dseq));
      store.close();
    }), { numRuns: 15 });
  }, 60_000);

  test('is confirmed one by one, wherever it comes again', () => {
    const store = testStore();
    receive(store, history(300));
    unconfirm(store, 100);
    receive(store, [operation(250, { seq: 101 }), operation(120, { seq: 102 })]);
    expect(unconfirmed(store.read, undefined, 1_000)).toHaveLength(198);
    expect(confirmedIn(store).slice(-3)).toEqual([100, 101, 102]);
    expect(operationsOfRow(store.read, rowId(250 % 7)).filter(({ dseq }) => dseq === 250)).toHaveLength(1);
  });
});

test('the places where logs may part are near each other at the end, and the first is among them', () => {
  const store = testStore();
  for (let at = 0; at < 2_000; at += 50) receive(store, history(2_000).slice(at, at + 50));
  const places = placesBack(store.read);
  expect(places.slice(0, 4).map(({ seq }) => seq)).toEqual([2_000, 1_999, 1_997, 1_993]);
  expect(places.at(-1)).toEqual({ seq: 1, opId: operation(1).opId, stored: 10 });
  expect(places.length).toBeLessThan(15);
  places.slice(1).forEach(({ seq }, i) => { expect(places[i]?.seq).toBeLessThanOrEqual(2_000 - (2_000 - seq) / 2 + 50); });
});

test('the audit list reads through what came in the order of the clocks, whatever the order in which it came', () => {
  fc.assert(fc.property(fc.array(fc.record({ hlc: fc.integer({ min: 1, max: 60 }), isTheirs: fc.boolean() }), { minLength: 1, maxLength: 300, size: 'max' }), fc.integer({ min: 1, max: 40 }), (drawn, limit) => {
    const store = testStore();
    const all = drawn.map(({ hlc, isTheirs }, i) => operation(i + 1, { hlc, personId: isTheirs ? PERSON : null }));
    for (let at = 0; at < all.length; at += 37) receive(store, all.slice(at, at + 37));
    unconfirm(store, Math.floor(all.length * 0.8));
    for (const personId of [undefined, PERSON]) {
      const read: string[] = [];
      for (let before: string | undefined; ;) {
        const page = listAudit(store.read, { limit, before, personId });
        read.push(...page.entries.map(({ id }) => id));
        if (page.next === null) break;
        before = page.next;
      }
      const expected = all.filter((op) => personId === undefined || op.personId === personId).sort((a, b) => b.hlc - a.hlc || tieOf(b.opId) - tieOf(a.opId));
      expect(read).toEqual(expected.map(({ opId }) => opId));
    }
    store.close();
  }), { numRuns: 25 });
}, 60_000);

test('what came into a store of an older program stands in pages afterwards', () => {
  const db = connect(join(tempFolder(), 'older.db'), testKey, 'write');
  db.function('in_door', () => 1);
  migrate(db, migrations.filter(({ version }) => version < 400));
  const insert = db.prepare(`INSERT INTO foreign_operation (op_id, origin, dseq, grp, seq, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev, stored)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const all = history(300).map((op) => (op.seq > 280 ? { ...op, stored: undefined } : op));
  // Not in the order of the log: some came again after a restore.
  for (const op of [...all.slice(200), ...all.slice(0, 200)]) {
    insert.run(op.opId, op.origin, op.dseq, op.group, op.seq > 290 ? null : op.seq, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
      JSON.stringify(op.columns), JSON.stringify(op.previous), op.stored ?? null);
  }
  migrate(db, migrations);
  const read = new ReadDb(db);
  const pages = [...allForeignOperations(read)];
  expect(pages.slice(0, -1).flat().map((op) => ({ stored: undefined, ...op }))).toEqual(all.slice(0, 290));
  expect(unconfirmed(read, undefined, 100).map(({ dseq }) => dseq)).toEqual(all.slice(290).map(({ dseq }) => dseq));
  expect(operationsOfRow(read, rowId(4))).toHaveLength(43);
  db.close();
});
