import { goneColumn, type TableSpec } from '#domain/sync/registry.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';

/** Tables of a patient's record whose rows can be put away. */
export type PutAway = 'patient' | 'patient_contact' | 'patient_identifier' | 'allergy' | 'encounter' | 'condition' | 'procedure' | 'prescription' | 'immunization'
  | 'form_answer' | 'pregnancy' | 'maternity_visit' | 'delivery' | 'newborn';

/**
 * SQL: whether a row that was put away is still shown, because somebody changed it who did not know and no one has
 * decided yet (sync design 2.6). `row` is what the query calls the table.
 */
export function stillAsked(table: PutAway, row: string = table): string {
  const spec: TableSpec = tables[table];
  return `${row}.id IN (SELECT c.row_id FROM conflict c WHERE c.status = 'open' AND c.table_id = ${spec.id} AND c.column_id = ${goneColumn(spec) ?? 0})`;
}

/** SQL: whether a row is in use, or not certain to be away. */
export const isShown = (table: PutAway, row: string = table): string => `(${row}.${tables[table].gone} = 0 OR ${stillAsked(table, row)})`;

/** The open question whether a row is away; undefined where nobody asks. */
export function questionOf(db: ReadDb, table: PutAway, rowId: string): { readonly id: string } | undefined {
  const spec: TableSpec = tables[table];
  return db.statement("SELECT id FROM conflict WHERE status = 'open' AND row_id = ? AND table_id = ? AND column_id = ?")
    .get(rowId, spec.id, goneColumn(spec) ?? 0) as { id: string } | undefined;
}
