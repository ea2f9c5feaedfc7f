import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import type { ColumnValue, Scalar } from '#domain/sync/operation.ts';
import { TOGETHER } from './stream.ts';

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

/** Rows of which some columns hold the same: those are named parameters, once for all rows of the statement. */
export interface BulkStatement {
  /** `TOGETHER` rows. Fails as a whole when one of them is refused. */
  readonly many: string;
  /** One row, left out when its id is here already. */
  readonly one: string;
  readonly shared: Readonly<Record<string, Scalar>>;
  /** Appends a row's own parameters, the version still to follow; returns its columns that hold something, shared ones among them. */
  bind(row: Readonly<Record<string, unknown>>, into: Scalar[]): ColumnValue[];
}

const texts = new Map<string, Pick<BulkStatement, 'many' | 'one'>>();

export function bulkStatement(name: SyncedTable, shared: Readonly<Record<string, unknown>>): BulkStatement {
  const spec: TableSpec = tables[name];
  const declared = Object.entries(spec.columns).map(([column, { id }]) => {
    const same = column in shared ? storable((shared[column] ?? null) as Scalar) : undefined;
    return { column, id, same, told: same === undefined || same === null ? undefined : [id, same] as const };
  });
  const named = declared.filter(({ same }) => same !== undefined);
  return {
    ...bulkTexts(name, declared.map(({ column }) => column), new Set(named.map(({ column }) => column))),
    shared: Object.fromEntries(named.map(({ column, same }) => [column, same ?? null])),
    bind(row, into) {
      const columns: ColumnValue[] = [];
      into.push(storable(row['id'] as string));
      for (const { column, id, same, told } of declared) {
        if (told) columns.push(told);
        if (same !== undefined) continue;
        const value = storable((row[column] ?? null) as Scalar);
        into.push(value);
        if (value !== null) columns.push([id, value]);
      }
      return columns;
    },
  };
}

function bulkTexts(name: SyncedTable, columns: readonly string[], shared: ReadonlySet<string>): Pick<BulkStatement, 'many' | 'one'> {
  const key = [name, ...shared].join(' ');
  const known = texts.get(key);
  if (known) return known;
  const row = `(?, ${columns.map((column) => (shared.has(column) ? `:${column}` : '?')).join(', ')}, ?, ?)`;
  const into = `INSERT INTO ${name} (id, ${columns.join(', ')}, row_hlc, row_tie) VALUES`;
  const made = { many: `${into} ${new Array<string>(TOGETHER).fill(row).join(', ')}`, one: `${into} ${row} ON CONFLICT(id) DO NOTHING` };
  texts.set(key, made);
  return made;
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
