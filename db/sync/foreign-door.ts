import { isWhole, mergeInto, wonBy, type RowState } from '#domain/sync/merge.ts';
import { OperationKind, versionOfOperation, type Operation, type Scalar } from '#domain/sync/operation.ts';
import type { Column, TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedRow, type SyncedTable } from '#domain/sync/tables.ts';
import type { RowVersions, Version } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { BulkProjections, Projections, WriteDb } from '../door.ts';
import { rowOfChunk, type ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import { rowRemoved } from '../projections/removed.ts';
import { bulkInsert, span } from './bulk-insert.ts';
import { fits } from './column-value.ts';
import { remember } from './foreign-log.ts';
import { operationsOfImage } from './image-operations.ts';
import { PlainInserts } from './plain-inserts.ts';
import { replaceStatement } from './replace-statement.ts';

/** Why an operation waits: for a newer program, for the insert of its row, or because a value does not fit its column. */
export type DeferReason = 'unknown-table' | 'unknown-column' | 'no-row' | 'unfit';

export type Taken = 'applied' | 'deferred';

export type StoredRow = Record<string, Scalar> & { rid: number; id: string; row_hlc: number; row_tie: number; row_over: string | null };

const NO_VERSIONS = '{}';

/**
 * Applies operations of other PCs to the typed rows: the door's other leaf, inside the same kind of transaction. It
 * never fails on one bad operation, which would stop all that follow: what cannot be applied is kept and waits.
 */
export class ForeignDoor {
  readonly #tx: WriteDb;
  readonly #projections: Projections;
  readonly #bulkProjections: BulkProjections;
  /** By table: inserts taken from a page that wait for company. */
  readonly #inserts = new Map<number, PlainInserts>();
  /** By table: patients of rows that are here now and were not; what is derived from them follows once, at the end. */
  readonly #arrivals = new Map<SyncedTable, string[]>();
  /** How many operations wait; null until counted. */
  #waiting: number | null = null;

  constructor(tx: WriteDb, projections: Projections, bulkProjections: BulkProjections) {
    this.#tx = tx;
    this.#projections = projections;
    this.#bulkProjections = bulkProjections;
  }

  /**
   * Stores operations and merges each into its row, in their order; one that is here already changes nothing. Returns
   * how many were merged, and how many wait.
   */
  take(operations: readonly LoggedOperation[]): Record<Taken, number> {
    remember(this.#tx, operations);
    const taken = { applied: 0, deferred: 0 };
    for (const operation of operations) {
      const inserts = this.#insertsInto(operation.table);
      // What else concerns a row comes after its insert.
      if (inserts?.has(operation.rowId)) this.#write(inserts, taken);
      if (!inserts?.add(operation)) taken[this.#settle(operation)] += 1;
      else if (inserts.isFull) this.#write(inserts, taken);
    }
    for (const inserts of this.#inserts.values()) this.#write(inserts, taken);
    for (const [name, patientIds] of this.#arrivals) this.#bulkProjections[name]?.(this.#tx, patientIds);
    this.#arrivals.clear();
    return taken;
  }

  #insertsInto(table: number): PlainInserts | undefined {
    const name = tableById(table);
    const known = this.#inserts.get(table);
    if (known || name === undefined) return known;
    const made = new PlainInserts(this.#tx, name);
    this.#inserts.set(table, made);
    return made;
  }

  #write(inserts: PlainInserts, taken: Record<Taken, number>): void {
    const { written, left } = inserts.write();
    taken.applied += written.length;
    if (written.length > 0) this.#arrived(inserts.name, patientsOf(tables[inserts.name], written));
    if (this.#someWait()) for (const { rowId } of written) this.#replayWaiting(rowId);
    for (const operation of left) taken[this.#settle(operation)] += 1;
  }

  /** Merges it in the general way, or lets it wait. */
  #settle(operation: LoggedOperation): 'applied' | 'deferred' {
    const reason = this.#apply(operation);
    if (reason === null) {
      if (operation.kind === OperationKind.insert && this.#someWait()) this.#replayWaiting(operation.rowId);
      return 'applied';
    }
    this.#defer(operation, reason);
    return 'deferred';
  }

  /** Rows are here that were not, of these patients if of any. */
  #arrived(name: SyncedTable, patientIds: readonly string[]): void {
    this.#tx.touched(name, ...patientIds);
    const all = this.#arrivals.get(name);
    if (all) all.push(...patientIds);
    else this.#arrivals.set(name, [...patientIds]);
  }

  /**
   * Loads rows of a snapshot's chunk: as they are where nothing is here, merged with what is. They come without the
   * operations behind them.
   */
  load(table: number, rows: ChunkRows, from: number, to: number): void {
    const name = tableById(table);
    const isKnown = name !== undefined && [...rows.columns.keys()].every((column) => columnsById(tables[name]).has(column));
    const left = isKnown ? bulkInsert(this.#tx, name, rows, from, to) : span(from, to);
    for (const place of left) this.takeImage(table, rowOfChunk(rows, place));
    if (name === undefined) return;
    this.#tx.forget(tables[name].area);
    this.#bulkProjections[name]?.(this.#tx, patientsOfChunk(tables[name], rows, from, to));
  }

  /**
   * Merges a row as it stands elsewhere into what is here: as it is where nothing is, for an insert whose columns were changed
   * since is no whole row by itself. What cannot be applied yet is kept and waits.
   */
  takeImage(table: number, { rowId, row }: { readonly rowId: string; readonly row: RowState }): void {
    const name = tableById(table);
    if (name !== undefined && !this.#tx.row(name, rowId) && this.replace(name, rowId, row)) return;
    for (const operation of operationsOfImage(table, rowId, row)) {
      const reason = this.#apply(operation);
      if (reason !== null) this.#defer(operation, reason);
    }
  }

  /**
   * Makes a row what an image says, whatever is here: only for a difference that is nobody's work. False when a column
   * of this program does not take its value; then nothing is changed.
   */
  replace(name: SyncedTable, rowId: string, row: RowState): boolean {
    const columns = columnsById(tables[name]);
    const isKnown = Object.entries(row.values).every(([id, value]) => {
      const declared = columns.get(Number(id));
      return declared ? fits(declared.column, value) : value === null;
    });
    if (!isKnown || !isWhole(row) || lacksValue(columns, row)) return false;
    this.#store(name, rowId, columns, row, this.#tx.row(name, rowId) as StoredRow | undefined);
    return true;
  }

  /** Takes a row away that the record does not have: only what this PC wrote alone, and somebody discarded. */
  remove(name: SyncedTable, rowId: string): void {
    const row = this.#tx.row(name, rowId) as StoredRow | undefined;
    if (!row) return;
    this.#tx.statement(`DELETE FROM ${name} WHERE rid = ?`).run(row.rid);
    this.#tx.touched(name, ...patientsOfRow(name, row));
    rowRemoved(this.#tx, name, row);
  }

  /** Merges an operation that stands in this PC's own log, and in its row no more. */
  again(operation: Operation): void {
    this.#settle({ origin: '', seq: 0, ...operation });
  }

  /** Applies what waited for rows of this table that are here now. */
  replayFor(table: number): void {
    const name = tableById(table);
    if (name === undefined) return;
    const rows = this.#tx.statement(`SELECT body FROM deferred_operation d WHERE tbl = ? AND reason = 'no-row' AND EXISTS (SELECT 1 FROM ${name} r WHERE r.id = d.row_id)
      ORDER BY seq, op_id`).all(table) as { body: string }[];
    for (const { body } of rows) this.#retry(JSON.parse(body) as LoggedOperation);
  }

  /** Tries again what waited: after the program was brought up to date. Returns how many could be applied. */
  replayAll(): number {
    let applied = 0;
    for (;;) {
      const rows = this.#tx.statement('SELECT body FROM deferred_operation ORDER BY seq, op_id').all() as { body: string }[];
      const now = rows.filter(({ body }) => this.#retry(JSON.parse(body) as LoggedOperation)).length;
      applied += now;
      // An insert among them may be what others wait for.
      if (now === 0 || now === rows.length) return applied;
    }
  }

  #apply(operation: Operation): DeferReason | null {
    const name = tableById(operation.table);
    if (name === undefined) return 'unknown-table';
    const columns = columnsById(tables[name]);
    for (const [column, value] of operation.columns) {
      const declared = columns.get(column);
      if (!declared) return 'unknown-column';
      if (!fits(declared.column, value)) return 'unfit';
    }
    const before = this.#tx.row(name, operation.rowId) as StoredRow | undefined;
    if (operation.kind !== OperationKind.insert) return before ? this.#change(name, before, operation) : 'no-row';
    const { row, won } = mergeInto(before && stateOf(before, columns), operation);
    if (before && won.length === 0) return null;
    if (!isWhole(row) || lacksValue(columns, row)) return 'unfit';
    this.#store(name, operation.rowId, columns, row, before);
    return null;
  }

  /** Writes columns of a row that is here, those whose value is later than what stands there; every value fits its column. */
  #change(name: SyncedTable, before: StoredRow, operation: Operation): null {
    const columns = columnsById(tables[name]);
    const versions = versionsOf(before);
    const version = versionOfOperation(operation);
    const won = wonBy(versions, version, operation.columns).map(([id, value]) => [id, columns.get(id)?.name ?? '', value] as const);
    if (won.length === 0) return null;
    const over: Record<number, Version> = { ...versions.over };
    const row: StoredRow = { ...before };
    for (const [id, column, value] of won) {
      over[id] = version;
      row[column] = value;
    }
    row.row_over = JSON.stringify(over);
    this.#tx.statement(`UPDATE ${name} SET ${won.map(([, column]) => `${column} = ?`).join(', ')}, row_over = ? WHERE rid = ?`)
      .run(...won.map(([, , value]) => value), row.row_over, before.rid);
    this.#written(name, before.rid, row, before);
    return null;
  }

  #store(name: SyncedTable, id: string, columns: ColumnsById, row: RowState, before: StoredRow | undefined): void {
    const typed: Record<string, Scalar> = { id };
    for (const [column, { name: columnName }] of columns) typed[columnName] = row.values[column] ?? null;
    const over = JSON.stringify(row.versions.over);
    const rid = replaceStatement(name).run(this.#tx, typed, row.versions.base, over === NO_VERSIONS ? null : over, before?.rid);
    this.#written(name, rid, typed, before);
  }

  #written(name: SyncedTable, rid: number, row: Readonly<Record<string, Scalar>>, before: StoredRow | undefined): void {
    this.#tx.touched(name, ...patientsOfRow(name, row));
    const written = { rid, row: row as never, ...(before ? { before: before as never } : {}) };
    (this.#projections[name] as ((tx: WriteDb, written: { rid: number; row: SyncedRow<SyncedTable> }) => void) | undefined)?.(this.#tx, written);
  }

  #defer(operation: LoggedOperation, reason: DeferReason): void {
    this.#tx.statement('INSERT OR REPLACE INTO deferred_operation (op_id, seq, reason, tbl, row_id, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run(operation.opId, operation.seq, reason, operation.table, operation.rowId, JSON.stringify(operation));
    this.#waiting = null;
  }

  /** An insert may be what earlier operations of its row waited for. */
  #replayWaiting(rowId: string): void {
    const rows = this.#tx.statement("SELECT body FROM deferred_operation WHERE row_id = ? AND reason = 'no-row' ORDER BY seq, op_id").all(rowId) as { body: string }[];
    for (const { body } of rows) this.#retry(JSON.parse(body) as LoggedOperation);
  }

  #someWait(): boolean {
    this.#waiting ??= (this.#tx.statement('SELECT count(*) AS n FROM deferred_operation').get() as { n: number }).n;
    return this.#waiting > 0;
  }

  #retry(operation: LoggedOperation): boolean {
    if (this.#apply(operation) !== null) return false;
    this.#tx.statement('DELETE FROM deferred_operation WHERE op_id = ?').run(operation.opId);
    this.#waiting = null;
    return true;
  }
}

function patientsOfRow(name: SyncedTable, row: Readonly<Record<string, Scalar>>): string[] {
  const patientId = row[(tables[name] as TableSpec).patient ?? ''];
  return typeof patientId === 'string' ? [patientId] : [];
}

type ColumnsById = ReadonlyMap<number, { readonly name: string; readonly column: Column }>;

const known = new Map<TableSpec, ColumnsById>();

export function columnsById(spec: TableSpec): ColumnsById {
  const kept = known.get(spec);
  if (kept) return kept;
  const made: ColumnsById = new Map(Object.entries(spec.columns).map(([name, column]) => [column.id, { name, column }]));
  known.set(spec, made);
  return made;
}

/** A typed row as the merge sees it. */
export function stateOf(row: StoredRow, columns: ColumnsById): RowState {
  const values: Record<number, Scalar> = {};
  for (const [id, { name }] of columns) values[id] = row[name] ?? null;
  return { values, versions: versionsOf(row) };
}

const versionsOf = (row: StoredRow): RowVersions =>
  ({ base: [row.row_hlc, row.row_tie], over: row.row_over === null ? {} : JSON.parse(row.row_over) as Record<number, Version> });

const lacksValue = (columns: ColumnsById, row: RowState): boolean =>
  [...columns].some(([id, { column }]) => !column.nullable && (row.values[id] ?? null) === null);

function patientsOf(spec: TableSpec, operations: readonly LoggedOperation[]): string[] {
  if (spec.patient === undefined) return [];
  if (spec.patient === 'id') return operations.map(({ rowId }) => rowId);
  const column = spec.columns[spec.patient]?.id;
  return operations.flatMap(({ columns }) => columns.find(([id]) => id === column)?.[1] ?? []).filter((id) => typeof id === 'string');
}

function patientsOfChunk(spec: TableSpec, rows: ChunkRows, from: number, to: number): readonly string[] {
  if (spec.patient === 'id') return rows.ids.slice(from, to);
  const list = rows.columns.get(spec.columns[spec.patient ?? '']?.id ?? 0) ?? [];
  return list.slice(from, to).filter((id) => typeof id === 'string');
}
