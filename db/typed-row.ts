import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import type { Scalar } from '#domain/sync/operation.ts';

interface InsertStatement {
  /** Parameters: id, the declared columns in the registry's order, hlc, tie. */
  readonly sql: string;
  readonly columnIds: readonly number[];
  valuesOf(row: Readonly<Record<string, unknown>>): Scalar[];
}

const made = new Map<SyncedTable, InsertStatement>();

/** The INSERT of a synced table, derived once from the registry. */
export function insertStatement(name: SyncedTable): InsertStatement {
  const known = made.get(name);
  if (known) return known;
  const spec: TableSpec = tables[name];
  const columns = Object.keys(spec.columns);
  const statement: InsertStatement = {
    sql: `INSERT INTO ${name} (id, ${columns.join(', ')}, row_hlc, row_tie) VALUES (${'?, '.repeat(columns.length + 1)}?, ?)`,
    columnIds: Object.values(spec.columns).map((column) => column.id),
    valuesOf: (row) => [row['id'] as string, ...columns.map((column) => (row[column] ?? null) as Scalar)],
  };
  made.set(name, statement);
  return statement;
}
