import type { ColumnValue, Previous, Scalar } from '#domain/sync/operation.ts';
import { tieOf } from '#domain/sync/operation.ts';
import type { Version } from '#domain/sync/version.ts';
import type { ReadDb } from '../read.ts';

/** One operation of a row, whoever wrote it. `origin` is null for this PC's own. */
export interface RowOperation {
  readonly opId: string;
  readonly hlc: number;
  readonly kind: number;
  readonly origin: string | null;
  /** `dseq` of the first operation of the same transaction there. */
  readonly group: number;
  readonly personId: string | null;
  /** Milliseconds since 1970, by the clock of the PC that wrote. */
  readonly at: number;
  /** The endpoint or background job that wrote. */
  readonly intent: string;
  readonly columns: readonly ColumnValue[];
  readonly previous: readonly Previous[];
}

interface Row { op_id: string; hlc: number; kind: number; grp: number; origin: string | null; person_id: string | null; at: number; intent: string; cols: string; prev: string }

const sql = `SELECT op_id, hlc, kind, grp, NULL AS origin, person_id, at, intent, cols, prev FROM operation WHERE dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ?)
  UNION ALL SELECT op_id, hlc, kind, grp, origin, person_id, at, intent, cols, prev FROM foreign_operation WHERE row_id = ?`;

/** Everything this PC knows of how a row came to be, of all PCs, oldest first. What came with a snapshot has no operations here. */
export function operationsOfRow(db: ReadDb, rowId: string): RowOperation[] {
  const rows = db.statement(sql).all(rowId, rowId) as Row[];
  return rows.map((row): RowOperation => ({
    opId: row.op_id, hlc: row.hlc, kind: row.kind, origin: row.origin, group: row.grp, personId: row.person_id, at: row.at, intent: row.intent,
    columns: JSON.parse(row.cols) as ColumnValue[], previous: JSON.parse(row.prev) as Previous[],
  })).sort((a, b) => a.hlc - b.hlc || tieOf(a.opId) - tieOf(b.opId));
}

/** The operation that wrote a version. */
export const writerOf = (operations: readonly RowOperation[], [hlc, tie]: Version): RowOperation | undefined =>
  operations.find((operation) => operation.hlc === hlc && tieOf(operation.opId) === tie);

/** What an operation wrote into a column: null where it did not name it, which for an insert is the column's default. */
export const valueIn = (operation: RowOperation, column: number): Scalar => operation.columns.find(([id]) => id === column)?.[1] ?? null;
