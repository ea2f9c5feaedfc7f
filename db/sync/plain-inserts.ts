import { OperationKind, tieOf, type Scalar } from '#domain/sync/operation.ts';
import type { Column, TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import { TOGETHER } from '../stream.ts';
import { added, insertStatements } from './bulk-insert.ts';
import { fits } from './column-value.ts';

/** Which columns are written: those that must hold something, and those that held something before. Most never do. */
interface Shape {
  readonly one: string;
  readonly many: string;
  /** The ids of the rows added last. */
  readonly newest: string;
  /** By column id. */
  readonly columns: readonly (Column | undefined)[];
  /** By column id: where its value stands among a row's parameters, if it is written. */
  readonly places: readonly (number | undefined)[];
  /** Places that must hold something. */
  readonly needed: readonly number[];
  /** Parameters of a row. */
  readonly width: number;
}

/** Parameters of a row before those of its columns: id, both parts of its version, overrides. */
const BEFORE = 4;

const made = new Map<SyncedTable, Shape>();

const shapeOf = (name: SyncedTable): Shape => made.get(name) ?? makeShape(name, []);

/** @param filled ids of columns that are written though they may hold nothing */
function makeShape(name: SyncedTable, filled: readonly number[]): Shape {
  const spec: TableSpec = tables[name];
  const written = Object.entries(spec.columns).filter(([, { id, nullable }]) => !nullable || filled.includes(id));
  const { one, many } = insertStatements(name, written.map(([column]) => column));
  const columns: (Column | undefined)[] = [];
  for (const column of Object.values(spec.columns)) columns[column.id] = column;
  const places: (number | undefined)[] = [];
  written.forEach(([, { id }], i) => { places[id] = BEFORE + i; });
  const needed = written.flatMap(([, column], i) => (column.nullable ? [] : [BEFORE + i]));
  const newest = `SELECT id FROM ${name} ORDER BY rid DESC LIMIT ?`;
  const shape = { one, many, newest, columns, places, needed, width: BEFORE + written.length };
  made.set(name, shape);
  return shape;
}

/**
 * Inserts of other PCs on their way into one table, some at a time. Most are of rows that nobody here has heard of:
 * those need neither a look nor a merge.
 */
export class PlainInserts {
  readonly name: SyncedTable;
  readonly #tx: WriteDb;
  #shape: Shape;
  #operations: LoggedOperation[] = [];
  readonly #parameters: Scalar[] = [];

  constructor(tx: WriteDb, name: SyncedTable) {
    this.name = name;
    this.#tx = tx;
    this.#shape = shapeOf(name);
  }

  get isFull(): boolean {
    return this.#operations.length === TOGETHER;
  }

  has(rowId: string): boolean {
    return this.#operations.some((operation) => operation.rowId === rowId);
  }

  /** Takes it along; false for one that is no insert, or whose values the table would not take as they are. */
  add(operation: LoggedOperation): boolean {
    // A row's version of 0 would say that its insert has not come.
    if (operation.kind !== OperationKind.insert || operation.hlc <= 0) return false;
    if (!this.#isWritable(operation)) return false;
    const { needed } = this.#shape;
    const start = this.#put(operation);
    if (needed.every((at) => this.#parameters[start + at] !== null)) {
      this.#operations.push(operation);
      return true;
    }
    this.#parameters.length = start;
    return false;
  }

  /** Whether every column takes its value; the shape has all of them then. */
  #isWritable({ columns }: LoggedOperation): boolean {
    let missing: number[] | undefined;
    for (const [id, value] of columns) {
      const column = this.#shape.columns[id];
      if (!column || !fits(column, value)) return false;
      if (value !== null && this.#shape.places[id] === undefined) (missing ??= []).push(id);
    }
    if (missing) this.#widen(missing);
    return true;
  }

  #widen(missing: readonly number[]): void {
    const present = [...this.#shape.places.keys()].filter((id) => this.#shape.places[id] !== undefined);
    this.#shape = makeShape(this.name, [...present, ...missing]);
    this.#parameters.length = 0;
    for (const operation of this.#operations) this.#put(operation);
  }

  /** Appends a row's parameters. Returns where they begin. */
  #put({ rowId, hlc, opId, columns }: LoggedOperation): number {
    const { places, width } = this.#shape;
    const parameters = this.#parameters;
    const start = parameters.length;
    for (let i = 0; i < width; i += 1) parameters.push(null);
    parameters[start] = rowId;
    parameters[start + 1] = hlc;
    parameters[start + 2] = tieOf(opId);
    for (const [id, value] of columns) {
      const place = places[id];
      if (place !== undefined) parameters[start + place] = value;
    }
    return start;
  }

  /** Writes those taken along. Returns them, and apart those whose row is here already, which nothing was done for. */
  write(): { readonly written: readonly LoggedOperation[]; readonly left: readonly LoggedOperation[] } {
    const [operations, parameters] = [this.#operations, this.#parameters.slice()];
    this.#operations = [];
    this.#parameters.length = 0;
    const rows = operations.length === TOGETHER ? this.#writeAll(parameters) : undefined;
    if (rows === 'all') return { written: operations, left: [] };
    const { one, width } = this.#shape;
    const isWritten = operations.map(({ rowId }, i) => rows?.has(rowId) ?? added(this.#tx, one, parameters.slice(i * width, (i + 1) * width)) > 0);
    return { written: operations.filter((_, i) => isWritten[i]), left: operations.filter((_, i) => !isWritten[i]) };
  }

  /** The ids of those that were not here; undefined when one of them has to be written alone to see which. */
  #writeAll(parameters: readonly Scalar[]): 'all' | ReadonlySet<string> | undefined {
    const { many, newest } = this.#shape;
    const count = added(this.#tx, many, parameters);
    if (count === TOGETHER) return 'all';
    return count === 0 ? undefined : new Set(this.#tx.statement(newest).all(count).map((row) => (row as { id: string }).id));
  }
}
