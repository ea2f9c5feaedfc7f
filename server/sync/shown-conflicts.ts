import type { Contender } from '#domain/sync/conflict.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ClinicTx } from '../db/schema.ts';

/** A conflict as its synced row shows it. */
export interface ShownConflict {
  readonly id: string;
  readonly table: number;
  readonly rowId: string;
  readonly column: number;
  readonly severity: number;
  readonly contenders: string;
  readonly openedAt: number;
}

/** Undefined when its status is another one, or it cannot be read. */
export function readShown(id: string, values: Readonly<Record<number, Scalar>>, status: 'open' | 'resolved'): ShownConflict | undefined {
  const of = tables.conflict.columns;
  const [table, rowId, column, severity, contenders, openedAt] = [of.table_id, of.row_id, of.column_id, of.severity, of.contenders, of.opened_at].map((c) => values[c.id]);
  if (values[of.status.id] !== status || typeof table !== 'number' || typeof column !== 'number' || typeof rowId !== 'string' || typeof contenders !== 'string') return undefined;
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

/** The server itself takes it to be open, and will close it. The cell must have no other open one. */
export async function keepOpen(tx: ClinicTx, clinicId: string, shown: ShownConflict): Promise<void> {
  await tx.insertInto('conflict').values({
    clinic_id: clinicId, id: shown.id, tbl: shown.table, row_id: shown.rowId, col: shown.column, severity: shown.severity, is_open: true,
    contenders: shown.contenders, opened_at: shown.openedAt,
  }).onConflict((on) => on.columns(['clinic_id', 'id']).doUpdateSet({ is_open: true })).execute();
}
