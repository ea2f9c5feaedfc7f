import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { versionOfOperation, type Operation } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { Version } from '#domain/sync/version.ts';
import type { WriteDb } from '#db/door.ts';
import { verifyLog } from '#db/queries/audit.ts';
import { allSyncedTables, logOf, rowsOf, sampleRow, seededRandom, testStore, type StoreUnderTest } from '#tests/support/store.ts';

/** A row as a reader of the log alone would rebuild it. */
interface Rebuilt {
  values: Record<string, unknown>;
  base: Version;
  over: Record<number, Version> | null;
}

/** Folds the log into rows, knowing nothing of the store but the list of tables. */
function replay(log: readonly Operation[]): Map<SyncedTable, Map<string, Rebuilt>> {
  const world = new Map(allSyncedTables.map((name) => [name, new Map<string, Rebuilt>()]));
  for (const op of log) {
    const name = tableById(op.table) as SyncedTable;
    const spec: TableSpec = tables[name];
    const columnOf = new Map(Object.entries(spec.columns).map(([column, { id }]) => [id, column]));
    const written = Object.fromEntries(op.columns.map(([id, value]) => [columnOf.get(id) ?? '?', value]));
    const rows = world.get(name) as Map<string, Rebuilt>;
    const row = rows.get(op.rowId);
    if (op.kind === 1) {
      expect(row, 'a row is inserted once').toBeUndefined();
      const empty = Object.fromEntries([...columnOf.values()].map((column) => [column, null]));
      rows.set(op.rowId, { values: { id: op.rowId, ...empty, ...written }, base: versionOfOperation(op), over: null });
      continue;
    }
    if (!row) throw new Error('a change of a row that was never added');
    for (const [id, hlc, tie] of op.previous) expect(row.over?.[id] ?? row.base, 'the version it replaced').toEqual([hlc, tie]);
    Object.assign(row.values, written);
    row.over = { ...row.over, ...Object.fromEntries(op.columns.map(([id]) => [id, versionOfOperation(op)])) };
  }
  return world;
}

const asStored = ({ values, base, over }: Rebuilt): unknown =>
  ({ ...values, row_hlc: base[0], row_tie: base[1], row_over: over });

function expectLogToBeTheStore(store: StoreUnderTest): void {
  const world = replay(logOf(store));
  for (const name of allSyncedTables) {
    const live = rowsOf(store, name).map((row) => ({ ...row, row_over: row.row_over === null ? null : (JSON.parse(row.row_over) as unknown) }));
    expect(live, name).toEqual([...(world.get(name)?.values() ?? [])].map(asStored));
  }
}

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('', 'O\'Brien', 'Ñandú', 'محمد', '\0', '"\\'));
const whole = fc.oneof(fc.integer(), fc.constantFrom(0, -0, 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER));
const real = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), whole);

/** Values for the columns of a table, any subset of them for a change. */
function valuesFor(name: SyncedTable, requiredKeys?: []): fc.Arbitrary<Record<string, unknown>> {
  const spec: TableSpec = tables[name];
  const arbitrary = (type: 'text' | 'int' | 'real', nullable: boolean): fc.Arbitrary<unknown> => {
    const some: fc.Arbitrary<unknown> = type === 'text' ? text : type === 'int' ? whole : real;
    return nullable ? fc.option(some) : some;
  };
  const model = Object.fromEntries(Object.entries(spec.columns).map(([column, { type, nullable }]) => [column, arbitrary(type, nullable)]));
  return requiredKeys ? fc.record(model, { requiredKeys }) : fc.record(model);
}

type Act = { readonly table: SyncedTable; readonly row: Record<string, unknown>; readonly target: number | null };

const act: fc.Arbitrary<Act> = fc.constantFrom(...allSyncedTables).chain((table) => fc.oneof(
  fc.record({ table: fc.constant(table), row: valuesFor(table), target: fc.constant(null) }),
  fc.record({ table: fc.constant(table), row: valuesFor(table, []), target: fc.nat(5) }),
));
const transaction = fc.record({ acts: fc.array(act, { maxLength: 5 }), fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0), clock: fc.integer({ min: -1e9, max: 1e9 }) });

function perform(tx: WriteDb, { table, row, target }: Act): void {
  const ids = (tx.statement(`SELECT id FROM ${table} ORDER BY rid`).all() as { id: string }[]).map(({ id }) => id);
  const id = target === null ? undefined : ids[target % Math.max(ids.length, 1)];
  if (id !== undefined) tx.update(table, id, row as never);
  else if (target === null) tx.insert(table, { id: tx.newId(), ...row } as never);
}

test('whatever was written, the log alone rebuilds every row with every version, and its chain is whole', () => {
  fc.assert(fc.property(fc.array(transaction, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1 }), (transactions, seed) => {
    const store = testStore({ random: seededRandom(seed) });
    for (const { acts, fails, clock } of transactions) {
      store.clock.ms += clock;
      try {
        store.change((tx) => {
          for (const each of acts) perform(tx, each);
          if (fails) throw new Error('given up');
        });
      } catch (error) {
        expect((error as Error).message).toBe('given up');
      }
    }
    expectLogToBeTheStore(store);
    const log = logOf(store);
    expect(log.map((op) => op.dseq)).toEqual(log.map((_, i) => i + 1));
    expect(verifyLog(store.read)).toEqual({ entries: log.length, firstBad: null });
    store.close();
    rmSync(store.folder, { recursive: true, force: true });
  }), { numRuns: 60 });
});

test('a row changed behind the log\'s back would be noticed', () => {
  const store = testStore();
  store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
  expectLogToBeTheStore(store);
  store.change((tx) => {
    tx.statement('DROP TRIGGER guard_room_update').run();
    tx.statement("UPDATE room SET name = 'forged'").run();
  });
  expect(() => { expectLogToBeTheStore(store); }).toThrow();
});
