import type { RowState } from '../merge.ts';
import type { Scalar } from '../operation.ts';
import type { Version } from '../version.ts';
import { WireError } from './unpack.ts';

/** Versions of the columns of a row that were written after it, by column id. */
type Overrides = Readonly<Record<number, Version>>;

/**
 * The rows of a snapshot's chunk, column by column: values of one kind stand next to each other, so that they take a
 * quarter fewer bytes after compression than row by row and are read in one go. As JSON:
 * `[ids, clock steps, ties, {row: overrides}, [column, values], …]`; a step is the distance to the row before.
 */
export interface ChunkRows {
  readonly ids: readonly string[];
  readonly clocks: readonly number[];
  readonly ties: readonly number[];
  /** By place in the chunk, for rows that have any. */
  readonly over: ReadonlyMap<number, Overrides>;
  /** By column id; null where a row holds the column's default. Columns that no row holds are left out. */
  readonly columns: ReadonlyMap<number, readonly Scalar[]>;
}

/** A row on its way into a chunk. */
export interface ChunkRow {
  readonly rowId: string;
  readonly hlc: number;
  readonly tie: number;
  /** JSON of the overrides as the store keeps them, or null. */
  readonly over: string | null;
  readonly values: Readonly<Record<number, Scalar>>;
}

/** The text of a chunk. */
export function writeChunk(rows: readonly ChunkRow[]): string {
  const columns = new Map<number, Scalar[]>();
  const over: string[] = [];
  rows.forEach((row, place) => {
    for (const id in row.values) {
      const value = row.values[id] ?? null;
      if (value === null) continue;
      let list = columns.get(Number(id));
      if (!list) columns.set(Number(id), list = new Array<Scalar>(rows.length).fill(null));
      list[place] = value;
    }
    if (row.over !== null) over.push(`"${String(place)}":${row.over}`);
  });
  const steps = rows.map(({ hlc }, place) => hlc - (rows[place - 1]?.hlc ?? 0));
  const ordered = [...columns].sort(([a], [b]) => a - b).map((column) => JSON.stringify(column));
  const head = `${JSON.stringify(rows.map(({ rowId }) => rowId))},${JSON.stringify(steps)},${JSON.stringify(rows.map(({ tie }) => tie))},{${over.join(',')}}`;
  return `[${[head, ...ordered].join(',')}]`;
}

/** The rows of a chunk whose hash fits a signed manifest. Throws WireError when it has another shape all the same. */
export function readChunk(text: string): ChunkRows {
  const [ids, steps, ties, over, ...columns] = parsed(text);
  if (!isList(ids) || !isList(steps, ids.length) || !isList(ties, ids.length) || typeof over !== 'object' || over === null) throw new WireError('chunk');
  if (!columns.every((column) => isList(column, 2) && typeof column[0] === 'number' && isList(column[1], ids.length))) throw new WireError('chunk column');
  let clock = 0;
  return {
    ids: ids as string[], ties: ties as number[], clocks: (steps as number[]).map((step) => clock += step),
    over: new Map(Object.entries(over as Record<string, Overrides>).map(([place, overrides]) => [Number(place), overrides])),
    columns: new Map(columns as [number, Scalar[]][]),
  };
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch { /* The error below says it. */ }
  throw new WireError('chunk');
}

const isList = (value: unknown, length?: number): value is unknown[] => Array.isArray(value) && (length === undefined || value.length === length);

/** One row of a chunk as the merge sees it. */
export function rowOfChunk(rows: ChunkRows, place: number): { readonly rowId: string; readonly row: RowState } {
  const values: Record<number, Scalar> = {};
  for (const [column, list] of rows.columns) values[column] = list[place] ?? null;
  return { rowId: rows.ids[place] ?? '', row: { values, versions: { base: [rows.clocks[place] ?? 0, rows.ties[place] ?? 0], over: rows.over.get(place) ?? {} } } };
}
