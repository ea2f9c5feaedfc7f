import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WriteDb } from '#db/door.ts';
import { verifyLog } from '#db/queries/audit.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { allSyncedTables, logOf, rowsOf, sampleRow, seededRandom, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const observation = (id: string, n: number) => sampleRow('observation', id, n);

/** Rows of a table: what they share, and what each has of its own. */
interface Rows {
  readonly name: SyncedTable;
  readonly shared: Record<string, unknown>;
  readonly own: readonly Record<string, unknown>[];
}

/** Patients more often: they have rows that follow from theirs. */
const names = fc.oneof(fc.constantFrom(...allSyncedTables), fc.constant('patient' as const));

/** Some of the columns shared, the others with any text, numbers and nothing where that may be. */
const someRows = names.chain((name): fc.Arbitrary<Rows> => {
  const spec: TableSpec = tables[name];
  const columns = Object.entries(spec.columns).map(([column, { type, nullable }]) => {
    const value: fc.Arbitrary<unknown> = type === 'text' ? fc.string({ unit: 'binary' }) : type === 'int' ? fc.maxSafeInteger() : fc.double({ noNaN: true, noDefaultInfinity: true });
    return [column, nullable ? fc.option(value) : value] as const;
  });
  return fc.subarray(columns).chain((same) => fc.record({
    name: fc.constant(name), shared: fc.record(Object.fromEntries(same)),
    own: fc.array(fc.record(Object.fromEntries(columns.filter((one) => !same.includes(one)))), { maxLength: 40, size: 'max' }),
  }));
});

const insertMany = (tx: WriteDb, { name, shared, own }: Rows, id: () => string): boolean[] =>
  (tx.insertMany as (name: SyncedTable, shared: object, rows: readonly object[]) => boolean[]).call(tx, name, shared, own.map((row) => ({ id: id(), ...row })));

const logged = (store: StoreUnderTest): unknown[] => store.read.statement('SELECT * FROM operation ORDER BY dseq').all();
/** Patients that are not in the search index yet. */
const WAITING = 'SELECT (SELECT ifnull(max(rid), 0) FROM patient) - (SELECT ifnull(max(id), 0) FROM patient_fts_docsize) AS n';

test('many rows at once are written as they would be one by one', () => {
  fc.assert(fc.property(fc.array(someRows, { minLength: 1, maxLength: 2 }), (all) => {
    const [many, single] = [testStore({ random: seededRandom(5) }), testStore({ random: seededRandom(5) })];
    const ids = (): (() => string) => {
      let n = 0;
      return () => `row-${n++}`;
    };
    const [first, second] = [ids(), ids()];
    many.write({ personId: 'p', intent: 'import', batch: 'b"1' }, (tx) => {
      for (const rows of all) expect(insertMany(tx, rows, first)).toEqual(rows.own.map(() => true));
    });
    single.write({ personId: 'p', intent: 'import', batch: 'b"1' }, (tx) => {
      for (const { name, shared, own } of all) for (const row of own) tx.insert(name, { id: second(), ...shared, ...row } as never);
    });
    for (const { name } of all) expect(rowsOf(many, name)).toEqual(rowsOf(single, name));
    expect(logged(many)).toEqual(logged(single));
    expect(many.read.statement('SELECT * FROM operation_row').all()).toEqual(single.read.statement('SELECT * FROM operation_row').all());
    expect((many.read.statement(WAITING).get() as { n: number }).n).toBeLessThan(32);
    expect(verifyLog(many.read)).toEqual({ entries: logged(many).length, firstBad: null });
    for (const store of [many, single]) store.close();
  }), { numRuns: 12, endOnFailure: true });
});

test('a row whose id is here already is left as it is, also when it came a moment before', () => {
  const store = testStore();
  const [here, twice] = [store.newId(), store.newId()];
  store.change((tx) => { tx.insert('observation', observation(here, 1)); });
  const ids = Array.from({ length: 40 }, (_, i) => (i === 5 ? here : i === 20 || i === 22 || i === 39 ? twice : store.newId()));
  const added = store.change((tx) => tx.insertMany('observation', {}, ids.map((id, i) => observation(id, 100 + i))));
  expect(added.flatMap((one, i) => (one ? [] : [i]))).toEqual([5, 22, 39]);
  expect(rowsOf(store, 'observation').map(({ id, code }) => [id, code])).toEqual(
    [[here, 'code 1'], ...ids.map((id, i) => [id, `code ${100 + i}`]).filter((_row, i) => ![5, 22, 39].includes(i))],
  );
  expect(logOf(store).map(({ rowId }) => rowId)).toEqual(rowsOf(store, 'observation').map(({ id }) => id));
  expect(verifyLog(store.read)).toEqual({ entries: 38, firstBad: null });
});

test('of a row SQLite refuses nothing is logged, even if the caller goes on', () => {
  const store = testStore();
  const rows = Array.from({ length: 20 }, (_, i) => ({ ...observation(store.newId(), i), ...(i === 3 ? { code: null as unknown as string } : {}) }));
  store.change((tx) => {
    expect(() => tx.insertMany('observation', {}, rows)).toThrow('NOT NULL');
    tx.insert('observation', observation(tx.newId(), 50));
  });
  expect(rowsOf(store, 'observation').map(({ code }) => code)).toEqual(['code 0', 'code 1', 'code 2', 'code 50']);
  expect(logOf(store)).toHaveLength(4);
  expect(verifyLog(store.read).firstBad).toBeNull();
});

test('listeners hear whose records many rows belong to', () => {
  const [store, heard] = [testStore(), [] as string[][]];
  store.onChange(({ areas, patientIds }) => { heard.push([...areas, ...patientIds]); });
  const { patient_id: _left, ...own } = observation(store.newId(), 1);
  store.change((tx) => { tx.insertMany('observation', { patient_id: 'shared' }, [own]); });
  store.change((tx) => { tx.insertMany('observation', {}, ['a', 'b'].map((patient) => ({ ...observation(tx.newId(), 1), patient_id: patient }))); });
  expect(heard).toEqual([['vitals', 'shared'], ['vitals', 'a', 'b']]);
});
