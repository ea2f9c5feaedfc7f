import { mergeInto, type RowState } from '#domain/sync/merge.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { WriteDb } from '../door.ts';
import { forgetSearchWords } from '../projections/patient-search.ts';
import { stockLedgerAnew } from '../projections/stock.ts';
import { operationOf, type OperationRow } from '../stream.ts';
import { allForeignOperations } from './foreign-log.ts';

/**
 * Puts a table that cannot be read any more aside, under another name, and makes it anew from the logs of this PC's own
 * operations and of those that came from others. What came as a copy of the clinic is not in them and must be fetched again.
 * Returns how many rows are back.
 */
export function rebuildTable(tx: WriteDb, name: SyncedTable): number {
  setAside(tx, name);
  if (name === 'patient') forgetSearchWords(tx);
  if (name === 'stock_movement') stockLedgerAnew(tx);
  if (name === 'token') for (const index of ['token_by_patient', 'token_by_day']) tx.statement(`DELETE FROM ${index}`).run();
  tx.forget(tables[name].area);
  return tx.receive((door) => {
    let rows = 0;
    for (const [rowId, row] of rowsFromLogs(tx, name)) {
      door.takeImage(tables[name].id, { rowId, row });
      rows += 1;
    }
    return rows;
  });
}

interface SchemaPart { readonly type: string; readonly name: string; readonly ofTable: string; readonly sql: string }

/** The new table, with its indexes and guards, is as the old one was declared. Nothing here reads a page of the old one. */
function setAside(tx: WriteDb, name: SyncedTable): void {
  const all = tx.statement('SELECT type, name, tbl_name AS ofTable, sql FROM sqlite_master WHERE sql IS NOT NULL').all() as SchemaPart[];
  // A view of the table would go on showing the one that is put aside.
  const parts = all.filter((part) => part.ofTable === name || (part.type === 'view' && new RegExp(`\\b${name}\\b`).test(part.sql)));
  for (const part of parts) if (part.type !== 'table') tx.statement(`DROP ${part.type} ${part.name}`).run();
  const { n } = tx.statement("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name LIKE ?").get(`damaged_${name}_%`) as { n: number };
  tx.statement(`ALTER TABLE ${name} RENAME TO damaged_${name}_${String(n + 1)}`).run();
  const rank = ({ type }: SchemaPart): number => (type === 'table' ? 0 : 1);
  for (const { sql } of parts.sort((a, b) => rank(a) - rank(b))) tx.statement(sql).run();
}

/** Every row of a table as the operations that are here make it, whatever their order. */
function rowsFromLogs(tx: WriteDb, name: SyncedTable): ReadonlyMap<string, RowState> {
  const { id } = tables[name];
  const rows = new Map<string, RowState>();
  const merge = (operation: Parameters<typeof mergeInto>[1] & { readonly rowId: string }): void => { rows.set(operation.rowId, mergeInto(rows.get(operation.rowId), operation).row); };
  for (const row of tx.statement("SELECT * FROM operation WHERE tbl = ? AND op_id NOT IN (SELECT op_id FROM operation_fate WHERE fate IN ('undone', 'doubtful'))").iterate(id) as IterableIterator<OperationRow>) merge(operationOf(row));
  for (const operations of allForeignOperations(tx)) for (const operation of operations) if (operation.table === id) merge(operation);
  return rows;
}
