import type { Scalar } from '#domain/sync/operation.ts';
import type { Column, TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import type { WriteDb } from '../door.ts';
import { TOGETHER } from '../stream.ts';
import { fits } from './column-value.ts';

interface Statements {
  readonly one: string;
  readonly many: string;
  readonly columns: readonly Column[];
}

const made = new Map<SyncedTable, Statements>();

/** Inserts of a synced table that leave rows alone which are here. Parameters of a row: id, version, overrides, declared columns. */
export function insertStatements(name: SyncedTable): Statements {
  const known = made.get(name);
  if (known) return known;
  const spec: TableSpec = tables[name];
  const names = ['id', 'row_hlc', 'row_tie', 'row_over', ...Object.keys(spec.columns)];
  const row = `(${names.map(() => '?').join(', ')})`;
  const into = (rows: number): string =>
    `INSERT INTO ${name} (${names.join(', ')}) VALUES ${new Array<string>(rows).fill(row).join(', ')} ON CONFLICT(id) DO NOTHING`;
  const statement = { one: into(1), many: into(TOGETHER), columns: Object.values(spec.columns) };
  made.set(name, statement);
  return statement;
}

/**
 * Adds rows of a chunk as they are, some at a time. Returns the places of those that were not added: they are here
 * already, or a column does not take their value. Nothing is changed that was here.
 */
export function bulkInsert(tx: WriteDb, name: SyncedTable, rows: ChunkRows, from: number, to: number): number[] {
  const { one, many, columns } = insertStatements(name);
  const lists = columns.map(({ id }) => rows.columns.get(id));
  /** Columns that are not sent hold nothing, which the table itself refuses where it must. */
  const isFit = (place: number): boolean => lists.every((list, i) => list === undefined || fits(columns[i] as Column, list[place] ?? null));
  const parameters: Scalar[] = [];
  const bind = (start: number, end: number): readonly Scalar[] => {
    parameters.length = 0;
    for (let place = start; place < end; place += 1) {
      const over = rows.over.get(place);
      parameters.push(rows.ids[place] ?? '', rows.clocks[place] ?? 0, rows.ties[place] ?? 0, over === undefined ? null : JSON.stringify(over));
      for (const list of lists) parameters.push(list === undefined ? null : list[place] ?? null);
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
