import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';

/** Who looked at a record stays written down, whatever becomes of the record. */
const NO_PART_OF_IT: ReadonlySet<SyncedTable> = new Set(['record_access']);

/** Whether some row belongs to this one: it names it in the column that is called after its table, or as its patient. */
export const isReferredTo = (db: ReadDb, name: SyncedTable, rowId: string): boolean =>
  (Object.entries(tables) as [SyncedTable, TableSpec][]).some(([other, { columns, patient }]) => !NO_PART_OF_IT.has(other) && Object.keys(columns)
    .some((column) => (column === `${name}_id` || (name === 'patient' && column === patient)) &&
      db.statement(`SELECT 1 FROM ${other} WHERE ${column} = ? LIMIT 1`).get(rowId) !== undefined));
