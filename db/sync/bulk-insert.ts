import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import type { WriteDb } from '../door.ts';
import { TOGETHER as ROWS } from '../stream.ts';
import { fits } from './column-value.ts';

interface Statements {
  readonly one: string;
  /** `ROWS` rows. */
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
  const statement = { one: into(1), many: into(ROWS) };
  made.set(key, statement);
  return statement;
}

/** Rows of a chunk in one statement: more than in others, whose rows do not wait for as many. */
const TOGETHER = 48;

/** What one statement writes of a chunk's rows, worked out once for each chunk. */
interface Plan {
  readonly one: string;
  /** `TOGETHER` rows. */
  readonly many: string;
  /** Columns whose values differ from row to row, in the order of a row's parameters. */
  readonly lists: readonly (readonly Scalar[])[];
  /** The one value that each of the others has in all rows, by parameter. */
  readonly same: Readonly<Record<string, Scalar>>;
  /** Places whose values a column does not take. */
  readonly unfit: ReadonlySet<number>;
}

const plans = new WeakMap<ChunkRows, Plan>();

function planOf(name: SyncedTable, rows: ChunkRows): Plan {
  const known = plans.get(rows);
  if (known) return known;
  const spec: TableSpec = tables[name];
  const [differing, alike, unfit] = [[] as { readonly name: string; readonly list: readonly Scalar[] }[], [] as string[], new Set<number>()];
  const same: Record<string, Scalar> = {};
  // Columns that are not sent hold nothing, which the table itself refuses where it must.
  for (const [columnName, column] of Object.entries(spec.columns)) {
    const list = rows.columns.get(column.id);
    if (!list) continue;
    for (let place = 0; place < list.length; place += 1) if (!fits(column, list[place] ?? null)) unfit.add(place);
    const first = list[0] ?? null;
    if (list.every((value) => value === first)) {
      alike.push(columnName);
      same[columnName] = first;
    } else differing.push({ name: columnName, list });
  }
  const columns = ['id', 'row_hlc', 'row_tie', 'row_over', ...differing.map((each) => each.name), ...alike];
  const row = `(${[...new Array<string>(4 + differing.length).fill('?'), ...alike.map((column) => `:${column}`)].join(', ')})`;
  const into = (count: number): string => `INSERT INTO ${name} (${columns.join(', ')}) VALUES ${new Array<string>(count).fill(row).join(', ')} ON CONFLICT(id) DO NOTHING`;
  const plan = { one: into(1), many: into(TOGETHER), lists: differing.map(({ list }) => list), same, unfit };
  plans.set(rows, plan);
  return plan;
}

/**
 * Adds rows of a chunk as they are, some at a time. Returns the places of those that were not added: they are here
 * already, or a column does not take their value. Nothing is changed that was here.
 */
export function bulkInsert(tx: WriteDb, name: SyncedTable, rows: ChunkRows, from: number, to: number): number[] {
  const { one, many, lists, same, unfit } = planOf(name, rows);
  const parameters: Scalar[] = [];
  const bind = (start: number, end: number): readonly Scalar[] => {
    let at = 0;
    for (let place = start; place < end; place += 1) {
      const over = rows.over.get(place);
      parameters[at++] = rows.ids[place] ?? '';
      parameters[at++] = rows.clocks[place] ?? 0;
      parameters[at++] = rows.ties[place] ?? 0;
      parameters[at++] = over === undefined ? null : JSON.stringify(over);
      for (const list of lists) parameters[at++] = list[place] ?? null;
    }
    parameters.length = at;
    return parameters;
  };
  const left: number[] = [];
  for (let place = from; place < to; place += TOGETHER) {
    const end = Math.min(place + TOGETHER, to);
    const areFit = unfit.size === 0 || !span(place, end).some((each) => unfit.has(each));
    if (areFit && end - place === TOGETHER && added(tx, many, bind(place, end), same) === TOGETHER) continue;
    for (let each = place; each < end; each += 1) {
      if (unfit.has(each) || added(tx, one, bind(each, each + 1), same) === 0) left.push(each);
    }
  }
  return left;
}

const NONE = {};

/** How many rows the statement added; none when a value did not fit, which undoes the whole statement. */
export function added(tx: WriteDb, sql: string, parameters: readonly Scalar[], named: Readonly<Record<string, Scalar>> = NONE): number {
  try {
    return tx.statement(sql).run(parameters, named).changes;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}

export const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
