import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import type { WriteDb } from '../door.ts';
import { TOGETHER } from '../stream.ts';
import { fits } from './column-value.ts';

interface Statements {
  readonly one: string;
  /** `TOGETHER` rows. */
  readonly many: string;
}

const made = new Map<string, Statements>();

/**
 * Inserts of a synced table that leave rows alone which are here. Parameters of a row: id, version, overrides, and the
 * columns named. Others hold nothing: what is not said need not be bound, which is most of the work of such a statement.
 */
export function insertStatements(name: SyncedTable, columns: readonly string[]): Statements {
  const names = ['id', 'row_hlc', 'row_tie', 'row_over', ...columns].join(', ');
  const key = `${name} ${names}`;
  const known = made.get(key);
  if (known) return known;
  const row = `(${'?, '.repeat(columns.length + 3)}?)`;
  const into = (rows: number): string =>
    `INSERT INTO ${name} (${names}) VALUES ${new Array<string>(rows).fill(row).join(', ')} ON CONFLICT(id) DO NOTHING`;
  const statement = { one: into(1), many: into(TOGETHER) };
  made.set(key, statement);
  return statement;
}

/**
 * Adds rows of a chunk as they are, some at a time. Returns the places of those that were not added: they are here
 * already, or a column does not take their value. Nothing is changed that was here.
 */
export function bulkInsert(tx: WriteDb, name: SyncedTable, rows: ChunkRows, from: number, to: number): number[] {
  const spec: TableSpec = tables[name];
  /** Columns that are not sent hold nothing, which the table itself refuses where it must. */
  const sent = Object.entries(spec.columns).flatMap(([columnName, column]) => {
    const list = rows.columns.get(column.id);
    return list ? [{ columnName, column, list }] : [];
  });
  const { one, many } = insertStatements(name, sent.map(({ columnName }) => columnName));
  const isFit = (place: number): boolean => sent.every(({ column, list }) => fits(column, list[place] ?? null));
  const parameters: Scalar[] = [];
  const bind = (start: number, end: number): readonly Scalar[] => {
    parameters.length = 0;
    for (let place = start; place < end; place += 1) {
      const over = rows.over.get(place);
      parameters.push(rows.ids[place] ?? '', rows.clocks[place] ?? 0, rows.ties[place] ?? 0, over === undefined ? null : JSON.stringify(over));
      for (const { list } of sent) parameters.push(list[place] ?? null);
    }
    return parameters;
  };
  const left: number[] = [];
  for (let place = from; place < to; place += TOGETHER) {
    const end = Math.min(place + TOGETHER, to);
    const areFit = span(place, end).every(isFit);
    if (areFit && end - place === TOGETHER && added(tx, many, bind(place, end)) === TOGETHER) continue;
    for (let each = place; each < end; each += 1) {
      if (!(areFit || isFit(each)) || added(tx, one, bind(each, each + 1)) === 0) left.push(each);
    }
  }
  return left;
}

/** How many rows the statement added; none when a value did not fit, which undoes the whole statement. */
export function added(tx: WriteDb, sql: string, parameters: readonly Scalar[]): number {
  try {
    return tx.statement(sql).run(parameters).changes;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}

export const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
