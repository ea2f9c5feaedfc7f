import { OperationKind, type Scalar } from '#domain/sync/operation.ts';
import { NEVER, type RowState } from '#domain/sync/merge.ts';
import { isLater, sameVersion, versionOf, type Version } from '#domain/sync/version.ts';
import { idFrom } from './digest.ts';
import { Column, SERVER, Table, valueIn, versionBy, type Op } from './operation.ts';
import { currentVersion } from './replica.ts';
import type { ServerState } from './server-state.ts';

/** Columns of a conflict row. */
export const Conflict = { row: 1, column: 2, hlc: 3, tie: 4, closed: 5, value: 6 } as const;

export const conflictKey = (rowId: string, column: number): string => `${rowId}|${String(column)}`;

/**
 * Conflict rows are the server's own operations in the clinic's stream. Their ids and stamps follow from what they
 * say: a server that finds the same conflict again after a restore, or is handed the row by a PC, writes the same
 * operation, so replicas cannot come to differ over it.
 */
function serverOp(rowId: string, kind: Op['kind'], hlc: number, columns: Op['columns']): Op {
  const opId = idFrom(`${rowId}/${String(kind)}/${String(hlc)}`);
  return {
    dseq: 0, group: 0, opId, table: Table.conflict, rowId, kind, hlc, schemaVersion: 1, personId: SERVER, at: 0, columns,
    previous: [], origin: `${SERVER}:${opId}`, writer: opId, chain: 0,
  };
}

function opened(rowId: string, column: number, loser: { version: Version; value: Scalar }): Op {
  const [hlc, tie] = loser.version;
  return serverOp(`c:${rowId}:${String(column)}:${String(hlc)}:${String(tie)}`, OperationKind.insert, hlc, [
    [Conflict.row, rowId], [Conflict.column, column], [Conflict.hlc, hlc], [Conflict.tie, tie], [Conflict.value, loser.value],
  ]);
}

/** Two records carry one number, or an edit and a deletion did not know of each other. */
export const numberTwice = (number: string): Op => serverOp(`n:${number}`, OperationKind.insert, 1, [[Conflict.row, number]]);
const deletedUnseen = (rowId: string): Op => serverOp(`d:${rowId}`, OperationKind.insert, 1, [[Conflict.row, rowId]]);

/** Closes it, or opens it again: each is stamped one above what was said before. */
function said(state: ServerState, id: string, isClosed: boolean): Op {
  const row = state.rows.get(id);
  const [before] = row ? versionOf(row.versions, Conflict.closed) : NEVER;
  return serverOp(id, OperationKind.set, before + 1, [[Conflict.closed, isClosed ? 1 : 0]]);
}

/**
 * The conflict rows that an operation gives rise to, in stream order on the server: `before` is its row as it was,
 * `won` the columns that changed hands (sync design 2.6).
 */
export function conflictsFrom(state: ServerState, before: RowState | undefined, op: Op, won: readonly number[], tieFromId: boolean): Op[] {
  const found: Op[] = [];
  const version = versionBy(op, tieFromId);
  for (const column of new Set([...op.columns.map(([c]) => c), ...won])) {
    const current = currentVersion(before, column);
    if (!current || sameVersion(current, version)) continue;
    const saw = (v: Version): boolean => op.previous.some(([c, hlc, tie]) => c === column && hlc === v[0] && tie === v[1]);
    const value = valueIn(op, column);
    const old = before?.values[column] ?? null;
    if (!saw(current) && value !== old) found.push(opened(op.rowId, column, isLater(version, current) ? { version: current, value: old } : { version, value }));
    const shown = isLater(version, current) ? { version, value } : { version: current, value: old };
    for (const conflict of state.open.get(conflictKey(op.rowId, column)) ?? []) {
      // After a restore the loser itself may be on show again, until the winner is handed in: that settles nothing.
      const same = conflict.value === shown.value && !sameVersion(conflict.version, shown.version);
      if (same || saw(conflict.version)) found.push(said(state, conflict.id, true));
    }
  }
  if (editMetDeletion(before, op)) found.push(deletedUnseen(op.rowId));
  return found;
}

/**
 * Opens again what a discarded operation had closed in an earlier life of the log, and nothing in this one: such a decision
 * decided nothing. What closed it comes back by PCs that hand it in, the decision itself does not.
 */
export function reopened(state: ServerState, discarded: Iterable<Op>): Op[] {
  const found = new Map<string, Op>();
  for (const op of discarded) {
    for (const [id, { values }] of state.rows) {
      if (!id.startsWith('c:') || values[Conflict.row] !== op.rowId || values[Conflict.closed] !== 1 || isSettled(state, values)) continue;
      if (op.columns.some(([column]) => column === values[Conflict.column])) found.set(id, said(state, id, false));
    }
  }
  return [...found.values()];
}

/** Whether an operation of the log closes a conflict: its author had seen the losing value, or wrote the same. */
export function isSettled({ log }: ServerState, conflict: RowState['values']): boolean {
  const { [Conflict.row]: rowId, [Conflict.column]: column, [Conflict.hlc]: loserHlc, [Conflict.tie]: loserTie, [Conflict.value]: lost = null } = conflict;
  return log.some(({ op }) => op.rowId === rowId && (
    (lost === null && op.kind === OperationKind.insert)
    || op.previous.some(([c, hlc, tie]) => c === column && hlc === loserHlc && tie === loserTie)
    || op.columns.some(([c, value]) => c === column && value === lost && op.hlc !== loserHlc)
  ));
}

function editMetDeletion(before: RowState | undefined, op: Op): boolean {
  if (!before) return false;
  const named = (column: number, version: Version): boolean => op.previous.some(([c, hlc, tie]) => c === column && sameVersion(version, [hlc, tie]));
  if (op.kind !== OperationKind.markDeleted) {
    const deleted = before.values[Column.deleted] === 1 ? currentVersion(before, Column.deleted) : null;
    return deleted !== null && !named(Column.deleted, deleted);
  }
  return Object.keys(before.values).map(Number).some((column) => {
    const current = currentVersion(before, column);
    return column !== Column.deleted && current !== null && !named(column, current);
  });
}

/** Keeps the list of open conflicts in step with the conflict rows, wherever they came from. */
export function followConflictRow(state: ServerState, op: Op): void {
  const row = state.rows.get(op.rowId);
  if (!row || !op.rowId.startsWith('c:')) return;
  const key = conflictKey(String(row.values[Conflict.row]), Number(row.values[Conflict.column]));
  const others = (state.open.get(key) ?? []).filter((conflict) => conflict.id !== op.rowId);
  const version: Version = [Number(row.values[Conflict.hlc]), Number(row.values[Conflict.tie])];
  state.open.set(key, row.values[Conflict.closed] === 1 ? others : [...others, { id: op.rowId, version, value: row.values[Conflict.value] ?? null }]);
}
