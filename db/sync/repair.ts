import { rowSum, sumText, bucketOf, type Sum } from '#domain/sync/row-sum.ts';
import type { RowState } from '#domain/sync/merge.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { columnsById, stateOf, type StoredRow } from './foreign-door.ts';

/** What each row of a bucket adds to its sum, from the rows themselves. */
export function bucketOfTable(db: ReadDb, name: SyncedTable, bucket: number): Map<string, string> {
  const spec: TableSpec = tables[name];
  const columns = columnsById(spec);
  const ending = bucket.toString(16).padStart(2, '0');
  // An id that does not end in two hexadecimal digits may be in any bucket; there are few.
  const rows = db.statement(`SELECT * FROM ${name} WHERE substr(id, -2) = ? OR substr(id, -2) NOT GLOB '[0-9a-f][0-9a-f]'`).all(ending) as StoredRow[];
  return new Map(rows.filter(({ id }) => bucketOf(id) === bucket).map((row) => [row.id, sumText(sumOf(row, columns))]));
}

const sumOf = (row: StoredRow, columns: ReturnType<typeof columnsById>): Sum => rowSum(row.id, stateOf(row, columns));

/** A row as it stands here; undefined when there is none. */
export function imageOf(db: ReadDb, name: SyncedTable, id: string): RowState | undefined {
  const row = db.statement(`SELECT * FROM ${name} WHERE id = ?`).get(id) as StoredRow | undefined;
  return row && stateOf(row, columnsById(tables[name]));
}
