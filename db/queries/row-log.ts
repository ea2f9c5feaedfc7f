import { tieOf, type Operation, type Scalar } from '#domain/sync/operation.ts';
import type { Version } from '#domain/sync/version.ts';
import type { ReadDb } from '../read.ts';
import { operationOf, type OperationRow } from '../stream.ts';
import { foreignOperationsOf } from '../sync/foreign-log.ts';

/** One operation of a row, whoever wrote it. `origin` is null for this PC's own. */
export interface RowOperation extends Operation {
  readonly origin: string | null;
}

const own = 'SELECT * FROM operation WHERE dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ?)';

/** Everything this PC knows of how a row came to be, of all PCs, oldest first. What came with a snapshot has no operations here. */
export const operationsOfRow = (db: ReadDb, rowId: string): RowOperation[] => operationsOfRows(db, [rowId]).get(rowId) ?? [];

/** The same of several rows at once; one that nothing is known of is not among them. */
export function operationsOfRows(db: ReadDb, rowIds: readonly string[]): Map<string, RowOperation[]> {
  const ofRows = new Map<string, RowOperation[]>();
  const add = (operation: RowOperation): void => {
    const list = ofRows.get(operation.rowId);
    if (list) list.push(operation);
    else ofRows.set(operation.rowId, [operation]);
  };
  const ownOfRow = db.statement(own);
  for (const id of rowIds) for (const row of ownOfRow.all(id) as OperationRow[]) add({ ...operationOf(row), origin: null });
  foreignOperationsOf(db, rowIds).forEach(add);
  for (const list of ofRows.values()) list.sort((a, b) => a.hlc - b.hlc || tieOf(a.opId) - tieOf(b.opId));
  return ofRows;
}

/** The operation that wrote a version. */
export const writerOf = (operations: readonly RowOperation[], [hlc, tie]: Version): RowOperation | undefined =>
  operations.find((operation) => operation.hlc === hlc && tieOf(operation.opId) === tie);

/** What an operation wrote into a column: null where it did not name it, which for an insert is the column's default. */
export const valueIn = (operation: RowOperation, column: number): Scalar => operation.columns.find(([id]) => id === column)?.[1] ?? null;
