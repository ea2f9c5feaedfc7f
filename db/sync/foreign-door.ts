import { isWhole, mergeInto, type RowState } from '#domain/sync/merge.ts';
import { OperationKind, type Operation, type Scalar } from '#domain/sync/operation.ts';
import type { Column, TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedRow, type SyncedTable } from '#domain/sync/tables.ts';
import type { Version } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { BulkProjections, Projections, WriteDb } from '../door.ts';
import { rowOfChunk, type ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import { bulkInsert, span } from './bulk-insert.ts';
import { fits } from './column-value.ts';
import { operationsOfImage } from './image-operations.ts';
import { replaceStatement } from './replace-statement.ts';

/** Why an operation waits: for a newer program, for the insert of its row, or because a value does not fit its column. */
export type DeferReason = 'unknown-table' | 'unknown-column' | 'no-row' | 'unfit';

export type Taken = 'applied' | 'known' | 'deferred';

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
  /** How many operations wait; null until counted. */
  #waiting: number | null = null;

  constructor(tx: WriteDb, projections: Projections, bulkProjections: BulkProjections) {
    this.#tx = tx;
    this.#projections = projections;
    this.#bulkProjections = bulkProjections;
  }

  /** Stores the operation and merges it into its row. `seq` 0 means that the present timeline has not confirmed it. */
  take(operation: LoggedOperation): Taken {
    if (!this.#remember(operation)) return 'known';
    const reason = this.#apply(operation);
    if (reason === null) {
      if (operation.kind === OperationKind.insert) this.#replayWaiting(operation.rowId);
      return 'applied';
    }
    this.#defer(operation, reason);
    return 'deferred';
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
    this.#bulkProjections[name]?.(this.#tx, rows, from, to);
  }

  /** Merges a row as it stands elsewhere into what is here. What cannot be applied yet is kept and waits. */
  takeImage(table: number, { rowId, row }: { readonly rowId: string; readonly row: RowState }): void {
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

  /** False when this operation is here already; then only its place in the log is noted. */
  #remember(op: LoggedOperation): boolean {
    const seq = op.seq === 0 ? null : op.seq;
    const added = this.#tx.statement(`INSERT INTO foreign_operation
      (op_id, origin, dseq, grp, seq, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(op_id) DO NOTHING`).run(
      op.opId, op.origin, op.dseq, op.group, seq, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
      JSON.stringify(op.columns), op.previous.length === 0 ? '[]' : JSON.stringify(op.previous),
    );
    if (added.changes > 0) return true;
    if (seq !== null) this.#tx.statement('UPDATE foreign_operation SET seq = ? WHERE op_id = ?').run(seq, op.opId);
    return false;
  }

  #apply(operation: Operation): DeferReason | null {
    const name = tableById(operation.table);
    if (name === undefined) return 'unknown-table';
    const spec: TableSpec = tables[name];
    const columns = columnsById(spec);
    for (const [column, value] of operation.columns) {
      const declared = columns.get(column);
      if (!declared) return 'unknown-column';
      if (!fits(declared.column, value)) return 'unfit';
    }
    const before = this.#tx.row(name, operation.rowId) as StoredRow | undefined;
    if (!before && operation.kind !== OperationKind.insert) return 'no-row';
    const { row, won } = mergeInto(before && stateOf(before, columns), operation);
    if (before && won.length === 0) return null;
    if (!isWhole(row) || lacksValue(columns, row)) return 'unfit';
    this.#store(name, operation.rowId, columns, row, before);
    return null;
  }

  #store(name: SyncedTable, id: string, columns: ColumnsById, row: RowState, before: StoredRow | undefined): void {
    const typed: Record<string, Scalar> = { id };
    for (const [column, { name: columnName }] of columns) typed[columnName] = row.values[column] ?? null;
    const over = JSON.stringify(row.versions.over);
    const rid = replaceStatement(name).run(this.#tx, typed, row.versions.base, over === NO_VERSIONS ? null : over, before?.rid);
    this.#tx.touched(name, typed);
    const written = { rid, row: typed as never, ...(before ? { before: before as never } : {}) };
    (this.#projections[name] as ((tx: WriteDb, written: { rid: number; row: SyncedRow<SyncedTable> }) => void) | undefined)?.(this.#tx, written);
  }

  #defer(operation: LoggedOperation, reason: DeferReason): void {
    this.#tx.statement('INSERT OR REPLACE INTO deferred_operation (op_id, seq, reason, tbl, row_id, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run(operation.opId, operation.seq, reason, operation.table, operation.rowId, JSON.stringify(operation));
    this.#waiting = null;
  }

  /** An insert may be what earlier operations of its row waited for. */
  #replayWaiting(rowId: string): void {
    this.#waiting ??= (this.#tx.statement('SELECT count(*) AS n FROM deferred_operation').get() as { n: number }).n;
    if (this.#waiting === 0) return;
    const rows = this.#tx.statement("SELECT body FROM deferred_operation WHERE row_id = ? AND reason = 'no-row' ORDER BY seq, op_id").all(rowId) as { body: string }[];
    for (const { body } of rows) this.#retry(JSON.parse(body) as LoggedOperation);
  }

  #retry(operation: LoggedOperation): boolean {
    if (this.#apply(operation) !== null) return false;
    this.#tx.statement('DELETE FROM deferred_operation WHERE op_id = ?').run(operation.opId);
    this.#waiting = null;
    return true;
  }
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
  const over = row.row_over === null ? {} : JSON.parse(row.row_over) as Record<number, Version>;
  return { values, versions: { base: [row.row_hlc, row.row_tie], over } };
}

const lacksValue = (columns: ColumnsById, row: RowState): boolean =>
  [...columns].some(([id, { column }]) => !column.nullable && (row.values[id] ?? null) === null);
