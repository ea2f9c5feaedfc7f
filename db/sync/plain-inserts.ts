import { OperationKind, tieOf, type Scalar } from '#domain/sync/operation.ts';
import type { Column, TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import { TOGETHER } from '../stream.ts';
import { added, insertStatements } from './bulk-insert.ts';
import { fits } from './column-value.ts';

interface Shape {
  readonly one: string;
  readonly many: string;
  /** The ids of the rows added last. */
  readonly newest: string;
  /** By column id: where its value stands among a row's parameters. */
  readonly places: readonly (Place | undefined)[];
  /** Places that must hold something. */
  readonly needed: readonly number[];
  /** A row without values. */
  readonly empty: readonly null[];
}

interface Place {
  readonly at: number;
  readonly column: Column;
}

/** Parameters of a row before those of its declared columns: id, both parts of its version, overrides. */
const BEFORE = 4;

const made = new Map<SyncedTable, Shape>();

function shapeOf(name: SyncedTable): Shape {
  const known = made.get(name);
  if (known) return known;
  const spec: TableSpec = tables[name];
  const { one, many, columns } = insertStatements(name);
  const places: (Place | undefined)[] = [];
  columns.forEach((column, i) => { places[column.id] = { at: BEFORE + i, column }; });
  const needed = Object.values(spec.columns).flatMap((column, i) => (column.nullable ? [] : [BEFORE + i]));
  const newest = `SELECT id FROM ${name} ORDER BY rid DESC LIMIT ?`;
  const shape = { one, many, newest, places, needed, empty: new Array<null>(BEFORE + columns.length).fill(null) };
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
  readonly #shape: Shape;
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
    const parameters = this.#parameters;
    const start = parameters.length;
    parameters.push(...this.#shape.empty);
    if (this.#put(operation, start)) {
      this.#operations.push(operation);
      return true;
    }
    parameters.length = start;
    return false;
  }

  #put({ rowId, hlc, opId, columns }: LoggedOperation, start: number): boolean {
    const { places, needed } = this.#shape;
    const parameters = this.#parameters;
    parameters[start] = rowId;
    parameters[start + 1] = hlc;
    parameters[start + 2] = tieOf(opId);
    for (const [id, value] of columns) {
      const place = places[id];
      if (!place || !fits(place.column, value)) return false;
      parameters[start + place.at] = value;
    }
    return needed.every((at) => parameters[start + at] !== null);
  }

  /** Writes those taken along. Returns them, and apart those whose row is here already, which nothing was done for. */
  write(): { readonly written: readonly LoggedOperation[]; readonly left: readonly LoggedOperation[] } {
    const [operations, parameters] = [this.#operations, this.#parameters.slice()];
    this.#operations = [];
    this.#parameters.length = 0;
    const rows = operations.length === TOGETHER ? this.#writeAll(parameters) : undefined;
    if (rows === 'all') return { written: operations, left: [] };
    const width = this.#shape.empty.length;
    const isWritten = operations.map(({ rowId }, i) => rows?.has(rowId) ?? added(this.#tx, this.#shape.one, parameters.slice(i * width, (i + 1) * width)) > 0);
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
