import type { Contender, Severity } from '#domain/sync/conflict.ts';
import type { ClinicTx, ConflictTable } from '../db/schema.ts';
import { cellKey, type BatchOutcome, type OpenConflict } from './merge-batch.ts';

export interface OpenRow { id: string; tbl: number; row_id: string; col: number; severity: number; contenders: string; opened_at: number }

/** Open conflicts as they are kept, by cell. */
export function openOf(rows: readonly OpenRow[]): Map<string, OpenConflict> {
  return new Map(rows.map((row) => [cellKey(row.tbl, row.row_id, row.col), {
    id: row.id, table: row.tbl, rowId: row.row_id, column: row.col, severity: row.severity as Severity,
    contenders: JSON.parse(row.contenders) as Contender[], openedAt: row.opened_at,
  }]));
}

/** Keeps the server's own list of open conflicts, by which later operations are judged. */
export async function storeConflicts(tx: ClinicTx, clinicId: string, outcome: BatchOutcome, named: (contender: Contender) => Contender): Promise<void> {
  const upsert = async (conflicts: readonly OpenConflict[], open: boolean): Promise<void> => {
    if (conflicts.length === 0) return;
    await upsertConflicts(tx, conflicts.map((conflict) => ({
      clinic_id: clinicId, id: conflict.id, tbl: conflict.table, row_id: conflict.rowId, col: conflict.column, severity: conflict.severity, is_open: open,
      contenders: JSON.stringify(conflict.contenders.map(named)), opened_at: conflict.openedAt,
    })));
  };
  // First those that end: a cell has one open conflict at most, and a batch may settle one and open the next.
  await upsert([...outcome.closed.values()].map(({ conflict }) => conflict), false);
  await upsert([...outcome.opened.values()], true);
}

async function upsertConflicts(tx: ClinicTx, rows: readonly ConflictTable[]): Promise<void> {
  await tx.insertInto('conflict').values(rows).onConflict((on) => on.columns(['clinic_id', 'id']).doUpdateSet((row) => ({ is_open: row.ref('excluded.is_open'), contenders: row.ref('excluded.contenders') })))
    .execute();
}
