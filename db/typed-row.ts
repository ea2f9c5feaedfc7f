import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import type { ColumnValue, Scalar } from '#domain/sync/operation.ts';

/** A row on its way into the store: what the typed row takes, and what the log tells of it. */
export interface Bound {
  /** Parameters of the INSERT, the version still to be appended. */
  readonly values: Scalar[];
  /** The columns that hold something. */
  readonly columns: ColumnValue[];
}

interface InsertStatement {
  /** Parameters: id, the declared columns in the registry's order, hlc, tie. */
  readonly sql: string;
  bind(row: Readonly<Record<string, unknown>>): Bound;
}

const made = new Map<SyncedTable, InsertStatement>();

/** The INSERT of a synced table, derived once from the registry. */
export function insertStatement(name: SyncedTable): InsertStatement {
  const known = made.get(name);
  if (known) return known;
  const spec: TableSpec = tables[name];
  const declared = Object.entries(spec.columns).map(([column, { id }]) => ({ column, id }));
  const names = declared.map(({ column }) => column);
  const statement: InsertStatement = {
    sql: `INSERT INTO ${name} (id, ${names.join(', ')}, row_hlc, row_tie) VALUES (${'?, '.repeat(names.length + 1)}?, ?)`,
    bind(row) {
      const bound: Bound = { values: [storable(row['id'] as string)], columns: [] };
      for (const { column, id } of declared) {
        const value = storable((row[column] ?? null) as Scalar);
        bound.values.push(value);
        if (value !== null) bound.columns.push([id, value]);
      }
      return bound;
    },
  };
  made.set(name, statement);
  return statement;
}

/**
 * A value that the typed row and the log keep alike. SQLite's UTF-8 has no half surrogate pairs, and JSON no
 * negative zero; a number that is none would become a silent null.
 */
export function storable(value: Scalar): Scalar {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw new Error('not a number that can be stored');
  return value === 0 ? 0 : value;
}
