import { sql } from 'kysely';
import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { openOf } from './conflict-rows.ts';
import { lockClinic } from './device-rows.ts';
import { cellKey } from './merge-batch.ts';
import type { ServerWrite } from './server-stream.ts';
import { keepOpen, readShown } from './shown-conflicts.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';
import { discardedDecisions, reopenUndecided } from './undecided.ts';

/**
 * Conflicts that a restored server had forgotten and PCs hand back: each becomes the server's own again, or is settled
 * where the same cell got another one meanwhile, so that no list shows one that nobody can close. Returns the new head.
 */
export async function adoptConflicts(tx: ClinicTx, parts: SyncParts, clinicId: string, operations: readonly OriginOperation[]): Promise<number | undefined> {
  const ids = [...new Set(operations.filter(({ table }) => table === tables.conflict.id).map(({ rowId }) => rowId))];
  if (ids.length === 0) return undefined;
  const rows = await tx.selectFrom('row_state').select(['row_id', 'cols']).where('clinic_id', '=', clinicId).where('tbl', '=', tables.conflict.id)
    .where('row_id', '=', sql<string>`ANY(${ids}::text[])`).execute();
  const known = new Map((await tx.selectFrom('conflict').select(['id', 'is_open']).where('clinic_id', '=', clinicId)
    .where('id', '=', sql<string>`ANY(${ids}::uuid[])`).execute()).map((row) => [row.id, row.is_open]));
  const open = openOf(await tx.selectFrom('conflict').select(['id', 'tbl', 'row_id', 'col', 'severity', 'contenders', 'opened_at'])
    .where('clinic_id', '=', clinicId).where('is_open', '=', true).execute());
  // Of two lives of the log a PC may hand back one each, of the same cell and in one message.
  const taken = new Set(open.keys());
  const settled: ServerWrite[] = [];
  for (const { row_id, cols } of rows) {
    const shown = readShown(row_id, JSON.parse(cols) as Record<number, Scalar>, 'open');
    const isOpen = known.get(row_id);
    if (!shown) {
      if (isOpen) await tx.updateTable('conflict').set({ is_open: false }).where('clinic_id', '=', clinicId).where('id', '=', row_id).execute();
    } else if (isOpen === undefined && !taken.has(cellKey(shown.table, shown.rowId, shown.column))) {
      taken.add(cellKey(shown.table, shown.rowId, shown.column));
      await keepOpen(tx, clinicId, shown);
    } else if (!isOpen) {
      settled.push({ table: 'conflict', rowId: row_id, values: { status: 'settled', closed_at: new Date(parts.now()).toISOString() } });
    }
  }
  const also = [...settled, ...await reopenUndecided(tx, clinicId, await discardedDecisions(tx, clinicId))];
  if (also.length === 0) return undefined;
  return (await storeOperations(tx, parts, clinicId, await lockClinic(tx, clinicId), { also })).head;
}
