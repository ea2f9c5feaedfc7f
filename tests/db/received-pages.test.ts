import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeInto, type RowState } from '#domain/sync/merge.ts';
import { OperationKind, type ColumnValue, type Scalar } from '#domain/sync/operation.ts';
import { tables, tableById } from '#domain/sync/tables.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { indexWaiting } from '#db/projections/patient-search.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { operationsOfRows } from '#db/queries/row-log.ts';
import { columnsById, stateOf, type StoredRow } from '#db/sync/foreign-door.ts';
import { allForeignOperations } from '#db/sync/foreign-log.ts';
import { sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const [ROOM, PATIENT, IDENTIFIER] = [tables.room.id, tables.patient.id, tables.patient_identifier.id];
const idOf = (n: number): string => `0190163d-8694-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** A row's first values: whole, as the door of a PC writes them. */
function whole(table: number, n: number): ColumnValue[] {
  const name = tableById(table) ?? 'room';
  const values = sampleRow(name, idOf(n), n) as unknown as Record<string, Scalar>;
  if (table === IDENTIFIER) Object.assign(values, { patient_id: idOf(n), value: `id${String(n)}q`, removed: 0 });
  if (table === PATIENT) Object.assign(values, { name: `Amina w${String(n)}q`, archived: 0 });
  return Object.entries(tables[name].columns).map(([column, { id }]) => [id, values[column] ?? null]);
}

const piece = fc.record({
  table: fc.constantFrom(ROOM, PATIENT, PATIENT, PATIENT, IDENTIFIER), row: fc.nat(45), hlc: fc.integer({ min: 1, max: 60 }), tie: fc.nat(3),
  what: fc.constantFrom('insert', 'insert', 'insert', 'insert', 'insert', 'set', 'set', 'resolve', 'newer-table', 'newer-column', 'unfit'),
  value: fc.constantFrom('one', 'two', 'three'),
});
type Piece = typeof piece extends fc.Arbitrary<infer P> ? P : never;

function operationOf({ table, row, hlc, tie, what, value }: Piece, n: number): LoggedOperation {
  const kind = what === 'set' ? OperationKind.set : what === 'resolve' ? OperationKind.resolve : OperationKind.insert;
  const columns = kind === OperationKind.insert ? whole(table, row) : [[2, table === ROOM ? n % 2 : `Amina ${value}`] as const];
  if (what === 'newer-column') columns.push([99, value]);
  if (what === 'unfit') columns.splice(1, 1, [2, null]);
  return {
    seq: n + 1, origin: 'other', dseq: n + 1, group: n + 1, opId: `0190163d-8694-739b-${n.toString(16).padStart(4, '0')}-${tie.toString(16).padStart(12, '0')}`,
    table: what === 'newer-table' ? 9_999 : table, rowId: idOf(row), kind, hlc, schemaVersion: 20, personId: null, at: 0, intent: 'test', batch: null, columns,
    previous: kind === OperationKind.insert ? [] : [[2, 1, 1]],
  };
}

/** What becomes of the operations by the merge alone, whatever their order. */
function expected(operations: readonly LoggedOperation[]): { rows: Map<string, RowState>; waiting: string[] } {
  const [rows, waiting] = [new Map<string, RowState>(), [] as string[]];
  const isFit = (op: LoggedOperation): boolean => tableById(op.table) !== undefined && op.columns.every(([id, value]) => id !== 99 && !(id === 2 && value === null));
  for (const op of operations) {
    const key = `${String(op.table)} ${op.rowId}`;
    const hasInsert = operations.some((other) => other.kind === OperationKind.insert && other.table === op.table && other.rowId === op.rowId && isFit(other));
    if (isFit(op) && hasInsert) rows.set(key, mergeInto(rows.get(key), op).row);
    else waiting.push(op.opId);
  }
  return { rows, waiting };
}

function rowsHere(store: StoreUnderTest): Map<string, RowState> {
  const rows = new Map<string, RowState>();
  for (const name of ['room', 'patient', 'patient_identifier'] as const) {
    for (const row of store.read.statement(`SELECT * FROM ${name}`).all() as StoredRow[]) rows.set(`${String(tables[name].id)} ${row.id}`, stateOf(row, columnsById(tables[name])));
  }
  return rows;
}

const sorted = <T extends { readonly opId: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.opId < b.opId ? -1 : 1));

/** Defaults that are written and those that are not are one. */
const plain = (rows: Map<string, RowState>): unknown => [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, { values, versions }]) => [key, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)), versions]);

test('pages of any size, in any order and with repetitions, give the rows, versions, log and waiting operations that the merge alone gives', () => {
  // No two operations have one version: the tie comes of what is random in their ids.
  const history = fc.uniqueArray(piece, { minLength: 30, maxLength: 200, size: 'max', selector: ({ table, row, hlc, tie }) => `${String(table)} ${String(row)} ${String(hlc)} ${String(tie)}` });
  const pages = fc.array(fc.record({ size: fc.integer({ min: 1, max: 120 }), index: fc.nat(20) }), { minLength: 1, maxLength: 8, size: 'max' });
  fc.assert(fc.property(history, fc.infiniteStream(fc.nat()), pages, (pieces, dice, sizes) => {
    const roll = (most: number): number => (dice.next().value as number) % most;
    const written = pieces.map(operationOf);
    const order = written.map((op) => ({ op, at: roll(1_000) })).sort((a, b) => a.at - b.at).map(({ op }) => op);
    // Some come again, at another place of the log.
    const stream = [...order, ...order.filter(() => roll(4) === 0)].map((op, i) => ({ ...op, seq: i + 1 }));
    const store = testStore();
    for (let at = 0, page = 0; at < stream.length; page++) {
      const { size = 60, index = 0 } = sizes[page % sizes.length] ?? {};
      const part = stream.slice(at, at + size);
      store.change((tx) => tx.receive((door) => door.take(part)));
      if (page % 3 === 2) store.change((tx) => { indexWaiting(tx, index); });
      at += size;
    }
    const { rows, waiting } = expected(written);
    expect(plain(rowsHere(store))).toEqual(plain(rows));
    expect((store.read.statement('SELECT op_id FROM deferred_operation').all() as { op_id: string }[]).map(({ op_id }) => op_id).sort()).toEqual(waiting.sort());
    expect([...allForeignOperations(store.read)].flat()).toEqual(stream);
    const ofRows = operationsOfRows(store.read, written.map(({ rowId }) => rowId));
    const logged = [...ofRows.values()].flat().map(({ opId, columns }) => ({ opId, columns }));
    expect(sorted(logged)).toEqual(sorted(written.map(({ opId, columns }) => ({ opId, columns }))));
    for (const [key, { values }] of rows) {
      const [table, id] = key.split(' ');
      const text = table === String(PATIENT) ? String(values[2]) : table === String(IDENTIFIER) && rows.has(`${String(PATIENT)} ${id ?? ''}`) ? String(values[3]) : undefined;
      if (text !== undefined) expect(searchPatients(store.read, text, 200, true).map((one) => one.id), text).toContain(id);
    }
    store.close();
  }), { numRuns: 30, endOnFailure: true });
}, 120_000);

test('among inserts of new rows, those of rows that are here are merged with them', () => {
  const store = testStore();
  const room = (n: number, hlc: number, name: string): LoggedOperation => {
    const made = operationOf({ table: ROOM, row: n, hlc, tie: 1, what: 'insert', value: 'one' }, hlc * 100 + n);
    return { ...made, columns: [[1, name], ...made.columns.slice(1)] };
  };
  const take = (operations: readonly LoggedOperation[]): unknown => store.change((tx) => tx.receive((door) => door.take(operations)));
  take(Array.from({ length: 20 }, (_, n) => room(2 * n, 5, 'first')));
  // Every other row is here; of those, one in two was written later.
  expect(take(Array.from({ length: 40 }, (_, n) => room(n, n % 4 === 0 ? 9 : 2, 'second')))).toEqual({ applied: 40, deferred: 0 });
  const names = store.read.statement('SELECT id, name FROM room ORDER BY id').all();
  expect(names).toEqual(Array.from({ length: 40 }, (_, n) => ({ id: idOf(n), name: n % 4 === 2 ? 'first' : 'second' })));
});

test('an insert that lacks what must be there waits, and those around it are applied', () => {
  const store = testStore();
  const operations = Array.from({ length: 40 }, (_, n) => operationOf({ table: ROOM, row: n, hlc: n + 1, tie: 1, what: 'insert', value: 'one' }, n))
    .map((op, n) => (n === 20 ? { ...op, columns: op.columns.slice(1) } : op));
  expect(store.change((tx) => tx.receive((door) => door.take(operations)))).toEqual({ applied: 39, deferred: 1 });
  expect(store.read.statement('SELECT reason, row_id FROM deferred_operation').all()).toEqual([{ reason: 'unfit', row_id: idOf(20) }]);
  expect(rowsHere(store).size).toBe(39);
});

test('lists that are open hear of every patient whose row came', () => {
  const store = testStore();
  const operations = Array.from({ length: 40 }, (_, n) => operationOf({ table: n % 2 === 0 ? PATIENT : IDENTIFIER, row: n, hlc: n + 1, tie: 1, what: 'insert', value: 'one' }, n));
  const heard: string[] = [];
  const stop = store.onChange(({ areas, patientIds }) => { heard.push(...areas, ...patientIds); });
  store.change((tx) => { tx.receive((door) => door.take(operations)); });
  stop();
  expect(heard.sort()).toEqual([...operations.map(({ rowId }) => rowId), 'patients'].sort());
});

test('a column that nobody filled before is written from the row on that fills it, in the middle of a page', () => {
  const store = testStore();
  const { id: table, columns: declared } = tables.observation;
  const optional = Object.values(declared).filter(({ nullable }) => nullable).map(({ id }) => id as number);
  const operations = Array.from({ length: 40 }, (_, n): LoggedOperation => {
    const row = sampleRow('observation', idOf(n), n) as unknown as Record<string, Scalar>;
    const text = (type: string): Scalar => (type === 'text' ? `only ${String(n)}` : n);
    // One more column with every row; the last rows fill none of them again.
    const columns = Object.entries(declared).flatMap(([name, { id, type, nullable }]): ColumnValue[] =>
      (!nullable ? [[id, row[name] ?? null]] : n < 30 && optional.indexOf(id) < n ? [[id, text(type)]] : []));
    return {
      seq: n + 1, origin: 'other', dseq: n + 1, group: n + 1, opId: `0190163d-8694-739b-${n.toString(16).padStart(4, '0')}-000000000001`, table, rowId: idOf(n),
      kind: OperationKind.insert, hlc: n + 1, schemaVersion: 20, personId: null, at: 0, intent: 'test', batch: null, columns, previous: [],
    };
  });
  store.change((tx) => { tx.receive((door) => door.take(operations)); });
  const rows = store.read.statement('SELECT * FROM observation ORDER BY rid').all() as StoredRow[];
  const filled = (values: Iterable<ColumnValue>): ColumnValue[] => [...values].filter(([, value]) => value !== null).sort(([a], [b]) => a - b);
  expect(rows.map((row) => filled(Object.entries(stateOf(row, columnsById(tables.observation)).values).map(([id, value]) => [Number(id), value]))))
    .toEqual(operations.map(({ columns }) => filled(columns)));
  store.close();
});

/** Segments of the index of patients' words: each is looked through by every search. */
const segments = (store: StoreUnderTest): number => (store.read.statement('SELECT count(DISTINCT segid) AS n FROM patient_fts_idx').get() as { n: number }).n;

test('the words of thousands who came together become one part of the index', () => {
  const store = testStore();
  const came = Array.from({ length: 4000 }, (_, n) => ({
    ...operationOf({ table: PATIENT, row: n, hlc: n + 1, tie: 1, what: 'insert', value: 'one' }, n), rowId: `0190163d-8694-739b-${n.toString(16).padStart(4, '0')}-000000000009`,
  }));
  store.change((tx) => { tx.receive((door) => door.take(came)); });
  store.change((tx) => { indexWaiting(tx, 4000); });
  expect(segments(store)).toBe(1);
  store.close();
});

test('names that changed in a page enter the index together, in whatever order they come', () => {
  const store = testStore();
  const take = (operations: readonly LoggedOperation[]): void => { store.change((tx) => { tx.receive((door) => door.take(operations)); }); };
  take(Array.from({ length: 80 }, (_, n) => operationOf({ table: PATIENT, row: n, hlc: n + 1, tie: 1, what: 'insert', value: 'one' }, n)));
  store.change((tx) => { indexWaiting(tx, 100); });
  expect(segments(store)).toBe(1);
  // The newest first, the last of them twice.
  const changed = [...Array.from({ length: 40 }, (_, n) => 79 - n), 40];
  take(changed.map((row, n) => ({
    ...operationOf({ table: PATIENT, row, hlc: 100 + n, tie: 1, what: 'set', value: 'one' }, 200 + n), columns: [[2, `Grace v${String(n)}q`]] as const,
  })));
  expect(segments(store)).toBe(2);
  changed.forEach((row, n) => {
    expect(searchPatients(store.read, `v${String(n)}q`, 5, true).map(({ id }) => id)).toEqual(n === 39 ? [] : [idOf(row)]);
    expect(searchPatients(store.read, `w${String(row)}q`, 5, true), `old name of ${String(row)}`).toEqual([]);
  });
  expect(searchPatients(store.read, 'w39q', 5, true)).toHaveLength(1);
  store.close();
});
