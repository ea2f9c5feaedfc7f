import { sql } from 'kysely';
import type { Contender } from '#domain/sync/conflict.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { openOf } from './conflict-rows.ts';
import { lockClinic } from './device-rows.ts';
import { cellKey } from './merge-batch.ts';
import type { ServerWrite } from './server-stream.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

/** A conflict as its synced row shows it. */
interface Shown {
  readonly id: string;
  readonly table: number;
  readonly rowId: string;
  readonly column: number;
  readonly severity: number;
  readonly contenders: string;
  readonly openedAt: number;
}

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
  const taken = openOf(await tx.selectFrom('conflict').select(['id', 'tbl', 'row_id', 'col', 'severity', 'contenders', 'opened_at'])
    .where('clinic_id', '=', clinicId).where('is_open', '=', true).execute());
  const settled: ServerWrite[] = [];
  for (const { row_id, cols } of rows) {
    const shown = readShown(row_id, JSON.parse(cols) as Record<number, Scalar>);
    const isOpen = known.get(row_id);
    if (!shown) {
      if (isOpen) await tx.updateTable('conflict').set({ is_open: false }).where('clinic_id', '=', clinicId).where('id', '=', row_id).execute();
    } else if (isOpen === undefined && !taken.has(cellKey(shown.table, shown.rowId, shown.column))) {
      await adopt(tx, clinicId, shown);
    } else if (!isOpen) {
      settled.push({ table: 'conflict', rowId: row_id, values: { status: 'settled', closed_at: new Date(parts.now()).toISOString() } });
    }
  }
  if (settled.length === 0) return undefined;
  return (await storeOperations(tx, parts, clinicId, await lockClinic(tx, clinicId), { also: settled })).head;
}

async function adopt(tx: ClinicTx, clinicId: string, shown: Shown): Promise<void> {
  await tx.insertInto('conflict').values({
    clinic_id: clinicId, id: shown.id, tbl: shown.table, row_id: shown.rowId, col: shown.column, severity: shown.severity, is_open: true,
    contenders: shown.contenders, opened_at: shown.openedAt,
  }).onConflict((on) => on.doNothing()).execute();
}

/** Undefined when it is closed or cannot be read. */
function readShown(id: string, values: Readonly<Record<number, Scalar>>): Shown | undefined {
  const of = tables.conflict.columns;
  const [table, rowId, column, severity, contenders, openedAt] = [of.table_id, of.row_id, of.column_id, of.severity, of.contenders, of.opened_at].map((c) => values[c.id]);
  if (values[of.status.id] !== 'open' || typeof table !== 'number' || typeof column !== 'number' || typeof rowId !== 'string' || typeof contenders !== 'string') return undefined;
  if (!isContenders(contenders)) return undefined;
  return { id, table, rowId, column, severity: severity === 2 ? 2 : 1, contenders, openedAt: Date.parse(String(openedAt)) || 0 };
}

function isContenders(text: string): boolean {
  try {
    const list = JSON.parse(text) as Contender[];
    return Array.isArray(list) && list.every((one) => Array.isArray(one.version) && one.version.length === 2);
  } catch {
    return false;
  }
}
