import type { Operation } from '#domain/sync/operation.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { operationsOfRow } from '../queries/row-log.ts';
import { operationOf, type OperationRow } from '../stream.ts';

/** What the server set aside, whatever became of it. `undone`: discarded, and here in no row. `doubtful`: undone, in an earlier life of the log. */
const ASIDE = "('quarantined', 'discarded', 'undone', 'doubtful')";

/** What the server says became of an operation of this PC that is not simply stored. */
export interface Fate {
  readonly dseq: number;
  readonly opId: string;
  readonly fate: string;
  readonly reason: string;
}

/** Keeps what the server says of single operations, so that somebody here can see it. A restored one may set aside what it had stored. What a copy of this store wrote under a name they shared is not this PC's. */
export function keepFates(tx: WriteDb, fates: readonly Fate[]): void {
  for (const { dseq, opId, fate, reason } of fates) {
    tx.statement(`INSERT INTO operation_fate (op_id, dseq, fate, reason) SELECT op_id, dseq, ?, ? FROM operation WHERE dseq = ? AND op_id = ?
      ON CONFLICT(op_id) DO UPDATE SET fate = iif(fate = 'doubtful', 'undone', excluded.fate), reason = excluded.reason
      WHERE (fate IN ('quarantined', 'doubtful') AND excluded.fate = 'discarded') OR (fate = 'conflict' AND excluded.fate <> 'conflict')`).run(fate, reason, dseq, opId);
    if (fate === 'discarded') tx.areas.add('sync');
  }
}

/** An operation that had been set aside is in the clinic's log after all: somebody let it in. True when it was undone here meanwhile. */
export function forgetSetAside(tx: WriteDb, opId: string): boolean {
  tx.areas.add('sync');
  const was = tx.statement(`DELETE FROM operation_fate WHERE op_id = ? AND fate IN ${ASIDE} RETURNING fate`).get(opId) as { fate: string } | undefined;
  return was?.fate === 'undone' || was?.fate === 'doubtful';
}

/** In another life of its log the server may have forgotten that something was discarded: it is asked anew, also of what was undone here. */
export function doubtDiscarded(tx: WriteDb): void {
  tx.statement("UPDATE operation_fate SET fate = iif(fate = 'undone', 'doubtful', 'quarantined') WHERE fate IN ('discarded', 'undone')").run();
}

export const isInDoubt = (db: ReadDb): boolean => db.statement("SELECT 1 FROM operation_fate WHERE fate = 'doubtful' LIMIT 1").get() !== undefined;

/** Operations up to `upTo` that were undone here, and of which the server has not said anew that they were discarded: they wait for a decision once more. */
export function notDiscarded(tx: WriteDb, upTo: number): Operation[] {
  const rows = tx.statement(`SELECT o.* FROM operation_fate f JOIN operation o ON o.dseq = f.dseq AND o.op_id = f.op_id
    WHERE f.fate = 'doubtful' AND f.dseq <= ? ORDER BY f.dseq`).all(upTo) as OperationRow[];
  if (rows.length > 0) tx.areas.add('sync');
  tx.statement("UPDATE operation_fate SET fate = 'quarantined' WHERE fate = 'doubtful' AND dseq <= ?").run(upTo);
  return rows.map(operationOf);
}

/** Operations of this PC that were set aside, whatever became of them since; mostly there are none. */
export const allSetAside = (db: ReadDb): ReadonlySet<string> =>
  new Set((db.statement(`SELECT op_id FROM operation_fate WHERE fate IN ${ASIDE}`).all() as { op_id: string }[]).map(({ op_id }) => op_id));

/** The first operation of this PC that waits for somebody's decision, as far as is known; null when none does. */
export const firstAside = (db: ReadDb): number | null =>
  (db.statement("SELECT min(dseq) AS dseq FROM operation_fate WHERE fate IN ('quarantined', 'doubtful')").get() as { dseq: number | null }).dseq;

/** A row of this PC of which something was discarded and still stands in it. */
export interface DiscardedRow {
  readonly table: number;
  readonly rowId: string;
}

/** Newest first: what belongs to a row was written after it. */
export const discardedRows = (db: ReadDb): DiscardedRow[] =>
  db.statement(`SELECT o.tbl AS "table", o.row_id AS rowId FROM operation_fate f JOIN operation o ON o.dseq = f.dseq AND o.op_id = f.op_id
    WHERE f.fate = 'discarded' GROUP BY o.tbl, o.row_id ORDER BY min(o.dseq) DESC`).all() as DiscardedRow[];

/** What was discarded stands no more in this row. */
export function noteUndone(tx: WriteDb, { table, rowId }: DiscardedRow): void {
  tx.statement(`UPDATE operation_fate SET fate = 'undone' WHERE fate = 'discarded' AND op_id IN
    (SELECT op_id FROM operation WHERE dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ?) AND tbl = ?)`).run(rowId, table);
}

/** Operations of this PC that were discarded, whether or not they stand in their rows still. */
export const allDiscarded = (db: ReadDb): ReadonlySet<string> =>
  new Set((db.statement("SELECT op_id FROM operation_fate WHERE fate IN ('discarded', 'undone', 'doubtful')").all() as { op_id: string }[]).map(({ op_id }) => op_id));

/** What is here of a row and was not discarded: what this PC wrote, and what came. */
export const standingOperations = (db: ReadDb, { table, rowId }: DiscardedRow, discarded: ReadonlySet<string>): Operation[] =>
  operationsOfRow(db, rowId).filter((operation) => operation.table === table && !discarded.has(operation.opId));

/** Rows of a table that this PC wrote and the server set aside: they stay as they are here until somebody decides and that is done here, and are not the server's. */
export const rowsSetAside = (db: ReadDb, table: number): ReadonlySet<string> =>
  new Set((db.statement(`SELECT o.row_id FROM operation_fate f JOIN operation o ON o.dseq = f.dseq AND o.op_id = f.op_id
    WHERE f.fate IN ('quarantined', 'discarded') AND o.tbl = ?`).all(table) as { row_id: string }[]).map(({ row_id }) => row_id));
