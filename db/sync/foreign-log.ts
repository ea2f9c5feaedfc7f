import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import { TOGETHER } from '../stream.ts';
import type { Scalar } from '#domain/sync/operation.ts';

const COLUMNS = ['op_id', 'origin', 'dseq', 'grp', 'seq', 'tbl', 'row_id', 'kind', 'hlc', 'sv', 'person_id', 'at', 'intent', 'batch', 'cols', 'prev', 'stored'];

const insertOf = (rows: number): string =>
  `INSERT INTO foreign_operation (${COLUMNS.join(', ')}) VALUES ${new Array<string>(rows).fill(`(${COLUMNS.map(() => '?').join(', ')})`).join(', ')} ON CONFLICT(op_id) DO NOTHING`;

const [one, many] = [insertOf(1), insertOf(TOGETHER)];

/**
 * Writes operations of other PCs into the log of what came, as they are. Returns those that were not in it, in their
 * order; of the others only the place in the server's log is noted. `seq` 0 is no place.
 */
export function remember(tx: WriteDb, operations: readonly LoggedOperation[]): LoggedOperation[] {
  const fresh: LoggedOperation[] = [];
  for (let at = 0; at < operations.length; at += TOGETHER) {
    const part = operations.slice(at, at + TOGETHER);
    for (const operation of part.length === TOGETHER ? newOfMany(tx, part) : part.filter((each) => isNew(tx, each))) fresh.push(operation);
  }
  return fresh;
}

function newOfMany(tx: WriteDb, operations: readonly LoggedOperation[]): readonly LoggedOperation[] {
  const parameters: Scalar[] = [];
  for (const operation of operations) bind(operation, parameters);
  const { changes } = tx.statement(many).run(parameters);
  if (changes === operations.length) return operations;
  const newest = tx.statement('SELECT op_id FROM foreign_operation ORDER BY fid DESC LIMIT ?').all(changes) as { op_id: string }[];
  const added = new Set(newest.map(({ op_id }) => op_id));
  // The same one twice in a part is new only once.
  return operations.filter((operation) => added.delete(operation.opId) || isNew(tx, operation));
}

function isNew(tx: WriteDb, operation: LoggedOperation): boolean {
  const parameters: Scalar[] = [];
  bind(operation, parameters);
  if (tx.statement(one).run(parameters).changes > 0) return true;
  if (operation.seq !== 0) tx.statement('UPDATE foreign_operation SET seq = ?, stored = ? WHERE op_id = ?').run(operation.seq, operation.stored ?? null, operation.opId);
  return false;
}

function bind(op: LoggedOperation, parameters: Scalar[]): void {
  parameters.push(
    op.opId, op.origin, op.dseq, op.group, op.seq === 0 ? null : op.seq, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
    JSON.stringify(op.columns), op.previous.length === 0 ? '[]' : JSON.stringify(op.previous), op.stored ?? null,
  );
}
