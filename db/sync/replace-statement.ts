import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { Version } from '#domain/sync/version.ts';
import type { WriteDb } from '../door.ts';

interface ReplaceStatement {
  /** Writes the whole row with its versions; into `rid` when it is there already. Returns the row's local number. */
  run(tx: WriteDb, row: Readonly<Record<string, Scalar>>, base: Version, over: string | null, rid: number | undefined): number;
}

const made = new Map<SyncedTable, ReplaceStatement>();

/** Insert and update of a synced table with versions given, derived once from the registry. */
export function replaceStatement(name: SyncedTable): ReplaceStatement {
  const known = made.get(name);
  if (known) return known;
  const spec: TableSpec = tables[name];
  const columns = ['id', ...Object.keys(spec.columns)];
  const all = [...columns, 'row_hlc', 'row_tie', 'row_over'];
  const insert = `INSERT INTO ${name} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`;
  const update = `UPDATE ${name} SET ${all.map((column) => `${column} = ?`).join(', ')} WHERE rid = ?`;
  const statement: ReplaceStatement = {
    run(tx, row, base, over, rid) {
      const values = [...columns.map((column) => row[column] ?? null), ...base, over];
      if (rid === undefined) return Number(tx.statement(insert).run(...values).lastInsertRowid);
      tx.statement(update).run(...values, rid);
      return rid;
    },
  };
  made.set(name, statement);
  return statement;
}
