import { sql } from 'kysely';
import { settles, type Contender } from '#domain/sync/conflict.ts';
import { OperationKind, type Operation, type Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { LOG_COLUMNS, operationOf, type LogRow } from './log-rows.ts';
import type { ServerWrite } from './server-stream.ts';
import { DISCARDED, isNotInLog } from './set-aside.ts';
import { keepOpen, readShown, type ShownConflict } from './shown-conflicts.ts';

/**
 * Opens conflicts again that a discarded decision had closed in an earlier life of the log, and no decision in this one: PCs
 * hand back that it was closed, and its decision was left out, so that people would be shown a value that nobody chose.
 * Returns what is to be said of it. The clinic must be locked.
 */
export async function reopenUndecided(tx: ClinicTx, clinicId: string, discarded: readonly OriginOperation[]): Promise<ServerWrite[]> {
  const decisions = discarded.filter(({ kind }) => kind === OperationKind.resolve);
  if (decisions.length === 0) return [];
  const writes: ServerWrite[] = [];
  for (const shown of await resolvedOf(tx, clinicId, decisions.map(({ rowId }) => rowId))) {
    if (!decisions.some((decision) => decides(decision, shown)) || await isDecided(tx, clinicId, shown) || await isOpenIn(tx, clinicId, shown)) continue;
    await keepOpen(tx, clinicId, shown);
    writes.push({ table: 'conflict', rowId: shown.id, values: { status: 'open', closed_at: null, closed_by: null } });
  }
  return writes;
}

/** Decisions about rows that a manager discarded, and that did not come into the log otherwise. */
export async function discardedDecisions(tx: ClinicTx, clinicId: string): Promise<OriginOperation[]> {
  const rows = await tx.selectFrom('quarantine').select('body').where('clinic_id', '=', clinicId).where('status', '=', DISCARDED).where(isNotInLog)
    .where('body', 'like', `%"kind":${String(OperationKind.resolve)},%`).execute();
  return rows.map(({ body }) => JSON.parse(body) as OriginOperation);
}

/** What lists show as resolved of these rows. */
async function resolvedOf(tx: ClinicTx, clinicId: string, rowIds: readonly string[]): Promise<ShownConflict[]> {
  const rows = await tx.selectFrom('row_state').select(['row_id', 'cols']).where('clinic_id', '=', clinicId).where('tbl', '=', tables.conflict.id)
    .where(sql<boolean>`EXISTS (SELECT 1 FROM unnest(${rowIds}::text[]) AS r WHERE strpos(cols, r) > 0)`).execute();
  return rows.flatMap(({ row_id, cols }) => readShown(row_id, JSON.parse(cols) as Record<number, Scalar>, 'resolved') ?? []);
}

function decides(operation: Operation, { table, rowId, column, contenders }: ShownConflict): boolean {
  if (operation.table !== table || operation.rowId !== rowId || !operation.columns.some(([c]) => c === column)) return false;
  return settles(operation, column, (JSON.parse(contenders) as Contender[]).filter(({ opId }) => opId !== operation.opId));
}

async function isDecided(tx: ClinicTx, clinicId: string, shown: ShownConflict): Promise<boolean> {
  const { rows } = await sql<LogRow>`SELECT ${LOG_COLUMNS} FROM op_log WHERE clinic_id = ${clinicId} AND row_id = ${shown.rowId} AND kind = ${OperationKind.resolve}`.execute(tx);
  return rows.some((row) => decides(operationOf(row), shown));
}

/** A cell has one open conflict at most. */
async function isOpenIn(tx: ClinicTx, clinicId: string, { table, rowId, column }: ShownConflict): Promise<boolean> {
  return await tx.selectFrom('conflict').select('id').where('clinic_id', '=', clinicId).where('tbl', '=', table).where('row_id', '=', rowId).where('col', '=', column)
    .where('is_open', '=', true).executeTakeFirst() !== undefined;
}
