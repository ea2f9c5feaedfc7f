import type { Compilable } from 'kysely';
import type { Id } from '#domain/kit/ids.ts';
import { afterWrite, hear, stampWrite, type Hlc } from '#domain/sync/clock.ts';
import { OperationKind, tieOf, type ColumnValue, type Previous, type Scalar } from '#domain/sync/operation.ts';
import { tables, type SyncedRow, type SyncedTable } from '#domain/sync/tables.ts';
import { alsoWritten, goneColumn, type TableSpec } from '#domain/sync/registry.ts';
import type { RowVersions, Version } from '#domain/sync/version.ts';
import { addRows } from './add-rows.ts';
import type { Connection } from './connection.ts';
import { GROWING, ReadDb } from './read.ts';
import { ForeignDoor } from './sync/foreign-door.ts';
import { schemaVersion } from './migrations/all.ts';
import type { RowMeta } from './schema.ts';
import type { CommitNotes } from './commit-notes.ts';
import type { AnswerNote } from './notes-text.ts';
import type { OperationStream } from './stream.ts';
import { insertStatement, storable } from './typed-row.ts';

/** Who writes and why: the header of every operation of the transaction. */
export interface WriteHeader {
  readonly personId: Id | null;
  /** The endpoint or background job, e.g. `patients.register`. */
  readonly intent: string;
  /** The import the rows belong to, so that it can be undone as one. */
  readonly batch?: Id | null;
}

/** What a committed transaction touched, without content. */
export interface Change {
  readonly areas: ReadonlySet<string>;
  readonly patientIds: ReadonlySet<Id>;
  /** `dseq` of the last operation in the log. */
  readonly sequence: number;
}

/** A row just written: its local number, its content, and what it held before if it was changed. */
export interface Written<T extends SyncedTable> {
  readonly rid: number;
  readonly row: SyncedRow<T>;
  readonly before?: SyncedRow<T>;
}

/** Derived rows that must follow a table's rows in the same transaction, whoever writes them. */
export type Projections = { readonly [T in SyncedTable]?: (tx: WriteDb, written: Written<T>) => void };

/** The same for many rows that came at once, of these patients, some of them named more than once; some of the rows may have been here. */
export type BulkProjections = { readonly [T in SyncedTable]?: (tx: WriteDb, patientIds: readonly Id[]) => void };

/** Derives something from rows with these ids, each once. */
type Follow = (tx: WriteDb, ids: readonly Id[]) => void;

export interface DoorParts {
  readonly projections: Projections;
  readonly bulkProjections: BulkProjections;
  readonly connection: Connection;
  readonly stream: OperationStream;
  readonly notes: CommitNotes;
  readonly now: () => number;
  readonly newId: () => Id;
  /** Lets writes of synced tables and of the log pass their guards while `work` runs. */
  readonly unguarded: <T>(work: () => T) => T;
}

/** One operation's id, instant and version, and this PC's clock after it, fixed before anything is written. */
interface Stamp {
  readonly at: number;
  readonly opId: Id;
  readonly version: Version;
  readonly clock: Hlc;
}

/** What an insert replaces. */
const NONE: readonly Previous[] = [];

type Stored<T extends SyncedTable> = SyncedRow<T> & RowMeta & { rid: number };

/**
 * The one door through which the store is written, valid inside one transaction. Each call writes the typed row,
 * its versions, the operation with its audit header and the derived search rows together.
 */
export class WriteDb extends ReadDb {
  readonly areas = new Set<string>();
  readonly patientIds = new Set<Id>();
  /** What readers must work out again once this is committed: the areas, and what else was said to `forget`. */
  readonly forgotten = new Set<string>();
  readonly #parts: DoorParts;
  #header: WriteHeader = { personId: null, intent: '' };
  #group = 0;
  /** While rows of others are taken in: what is to follow from them, and the ids it follows from. */
  #following: Map<Follow, Set<Id>> | undefined;

  constructor(parts: DoorParts) {
    super(parts.connection);
    this.#parts = parts;
  }

  /** Called by the store at the start of a transaction. */
  begin(header: WriteHeader): void {
    this.#header = header;
    this.#group = this.#parts.stream.head.dseq + 1;
    // The last transaction may have been undone after something was worked out from what it wrote.
    for (const name of this.forgotten) super.forget(name);
    this.forgotten.clear();
    super.forget(GROWING);
    this.areas.clear();
    this.patientIds.clear();
  }

  override forget(name: string): void {
    this.forgotten.add(name);
    super.forget(name);
  }

  /** A fresh UUIDv7. */
  newId(): Id {
    return this.#parts.newId();
  }

  /** Adds a row. Throws if the id exists. */
  insert<T extends SyncedTable>(name: T, row: SyncedRow<T>): void {
    const spec: TableSpec = tables[name];
    const insert = insertStatement(name);
    const { values, columns } = insert.bind(row);
    const rid = this.#parts.unguarded(() => {
      const stamp = this.#stamp(NONE);
      values.push(...stamp.version);
      // The row first: one that SQLite refuses must leave nothing in the log, even if the caller goes on.
      const added = this.statement(insert.sql).run(values);
      this.#log(stamp, spec.id, row.id, OperationKind.insert, columns, NONE);
      return Number(added.lastInsertRowid);
    });
    this.touched(name, ...patientOf(spec, row));
    this.#parts.projections[name]?.(this, { rid, row });
  }

  /**
   * Adds rows of one table; what `shared` holds is the same for all of them. A row whose id exists is left as it is.
   * Returns which were added.
   */
  insertMany<T extends SyncedTable, S extends keyof SyncedRow<T> & string>(
    name: T, shared: Readonly<Pick<SyncedRow<T>, S>>, rows: readonly Omit<SyncedRow<T>, S>[],
  ): boolean[] {
    const { stream, now, newId, unguarded, projections } = this.#parts;
    const { personId, intent, batch = null } = this.#header;
    const header = { group: this.#group, schemaVersion, personId, at: now(), intent, batch };
    const rids = unguarded(() => addRows({ db: this, stream, newId, header }, { name, shared, rows }));
    const project = projections[name];
    if (rids.some((rid) => rid !== 0)) this.touched(name);
    const spec: TableSpec = tables[name];
    const ofAll = patientOf(spec, shared);
    return rids.map((rid, i) => {
      if (rid === 0) return false;
      const row = rows[i] ?? {};
      for (const id of ofAll.length > 0 ? ofAll : patientOf(spec, row)) this.patientIds.add(id);
      project?.(this, { rid, row: { ...shared, ...row } as unknown as SyncedRow<T> });
      return true;
    });
  }

  /**
   * Changes the named columns of a row; columns that are undefined or already hold the value are left alone, so an
   * update without effect writes nothing. Returns whether anything changed. Throws if there is no such row.
   */
  update<T extends SyncedTable>(name: T, id: Id, changes: Partial<SyncedRow<T>>): boolean {
    const before = this.row(name, id);
    if (!before) throw new Error(`no row to update in ${name}`);
    const changed = Object.entries(changes)
      .filter(([column, value]) => column !== 'id' && value !== undefined)
      .map(([column, value]) => [column, storable(value as Scalar)] as const)
      .filter(([column, value]) => before[column as keyof typeof before] !== value);
    if (changed.length === 0) return false;
    const also = alsoWritten(tables[name], changed.map(([column]) => column)).map((column) => [column, storable(before[column as keyof typeof before] as Scalar)] as const);
    this.#change(name, before, [...changed, ...also], OperationKind.set, NONE);
    return true;
  }

  /**
   * Settles a conflict: writes the column, even with the value it shows, as somebody's choice that has seen every
   * competing version, so that it wins everywhere. Throws if there is no such row.
   */
  resolve<T extends SyncedTable>(name: T, id: Id, column: keyof SyncedRow<T> & string, value: Scalar, seen: readonly Version[]): void {
    const before = this.row(name, id);
    if (!before) throw new Error(`no row to settle in ${name}`);
    const columnOf = columnId(tables[name], column);
    this.#change(name, before, [[column, storable(value)]], OperationKind.resolve, seen.map((version): Previous => [columnOf, ...version]));
  }

  #change<T extends SyncedTable>(
    name: T, before: Stored<T>, changed: readonly (readonly [column: string, value: Scalar])[], kind: OperationKind, alsoSeen: readonly Previous[],
  ): void {
    const spec: TableSpec = tables[name];
    const over: Record<number, Version> = before.row_over === null ? {} : (JSON.parse(before.row_over) as Record<number, Version>);
    const base: Version = [before.row_hlc, before.row_tie];
    const columns = changed.map(([column, value]): ColumnValue => [columnId(spec, column), value]);
    const standing = columns.map(([column]): Previous => [column, ...(over[column] ?? base)]);
    const seen = [...alsoSeen, ...seenOfGone(spec, before, columns, { base, over })];
    const previous = [...standing, ...seen.filter((one) => !standing.some((each) => each[0] === one[0] && each[1] === one[1] && each[2] === one[2]))];
    const assignments = changed.map(([column]) => `${column} = ?`).join(', ');
    this.#parts.unguarded(() => {
      const stamp = this.#stamp(previous);
      for (const [column] of columns) over[column] = stamp.version;
      this.statement(`UPDATE ${name} SET ${assignments}, row_over = ? WHERE rid = ?`)
        .run(...changed.map(([, value]) => value), JSON.stringify(over), before.rid);
      this.#log(stamp, spec.id, before.id, kind, columns, previous);
    });
    const row = { ...before, ...Object.fromEntries(changed) };
    this.touched(name, ...patientOf(spec, row));
    this.#parts.projections[name]?.(this, { rid: before.rid, row, before });
  }

  /** Lets operations of other PCs in: they are merged into their rows, and are not written into this PC's own stream. */
  receive<T>(work: (door: ForeignDoor) => T): T {
    const following = this.#following = new Map<Follow, Set<Id>>();
    try {
      return this.#parts.unguarded(() => {
        const result = work(new ForeignDoor(this, this.#parts.projections, this.#parts.bulkProjections));
        this.#following = undefined;
        for (const [follow, ids] of following) follow(this, [...ids]);
        return result;
      });
    } finally {
      this.#following = undefined;
    }
  }

  /** Derives something from a row: at once, or, of the rows of others, from all that come together. It must read them anew. */
  followOnce(follow: Follow, id: Id): void {
    if (!this.#following) {
      follow(this, [id]);
      return;
    }
    const ids = this.#following.get(follow);
    if (ids) ids.add(id);
    else this.#following.set(follow, new Set([id]));
  }

  /** The clock after hearing a stamp of another PC: kept, so that it never goes back. */
  hear(heard: Hlc): void {
    const { stream, now } = this.#parts;
    const hlc = hear(now(), stream.head.hlc, heard);
    if (hlc === stream.head.hlc) return;
    stream.head = { ...stream.head, hlc };
    this.statement("INSERT INTO local_meta (key, value) VALUES ('hlc_heard', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value").run(String(hlc));
  }

  /** A synced row with its versions. */
  row<T extends SyncedTable>(name: T, id: Id): Stored<T> | undefined {
    return this.statement(`SELECT * FROM ${name} WHERE id = ?`).get(id) as Stored<T> | undefined;
  }

  /** Writes a table that belongs to this PC alone. `area` names the lists that must read again. */
  local(query: Compilable, area?: string): number {
    const { sql, parameters } = query.compile();
    if (area) {
      this.areas.add(area);
      this.forget(area);
    }
    return this.statement(sql).run(...parameters).changes;
  }

  /** The next number of a series, starting at 1; counted in the same transaction as the record that carries it. */
  nextNumber(series: string): number {
    return this.#parts.notes.nextNumber(series);
  }

  /** Keeps what the command of this transaction is answered. Throws if the command has an answer. */
  keepAnswer(answer: Omit<AnswerNote, 'endpoint'>): void {
    this.#parts.notes.keepAnswer({ ...answer, endpoint: this.#header.intent });
  }

  /** Tells listeners and readers that rows were written, of these patients: for what writes synced rows beside `insert` and `update`. */
  touched(name: SyncedTable, ...patientIds: readonly Id[]): void {
    const spec: TableSpec = tables[name];
    this.areas.add(spec.area);
    this.forget(spec.area);
    if (spec.shownIn !== undefined) this.areas.add(spec.shownIn);
    for (const id of patientIds) this.patientIds.add(id);
  }

  #stamp(previous: readonly Previous[]): Stamp {
    const { stream, now, newId } = this.#parts;
    const at = now();
    const replaced = previous.reduce((highest, [, hlc]) => Math.max(highest, hlc), 0);
    const opId = newId();
    const last = stream.head.hlc;
    const hlc = stampWrite(at, last, replaced);
    return { at, opId, version: [hlc, tieOf(opId)], clock: afterWrite(at, last, hlc) };
  }

  #log(stamp: Stamp, table: number, rowId: Id, kind: OperationKind, columns: readonly ColumnValue[], previous: readonly Previous[]): void {
    const { stream } = this.#parts;
    const { personId, intent, batch } = this.#header;
    stream.append({
      dseq: stream.head.dseq + 1, group: this.#group, opId: stamp.opId, table, rowId, kind, hlc: stamp.version[0], schemaVersion,
      personId, at: stamp.at, intent, batch: batch ?? null, columns, previous,
    }, stamp.clock);
  }
}

function patientOf(spec: TableSpec, row: { readonly [column: string]: unknown }): Id[] {
  const id = spec.patient === undefined ? undefined : row[spec.patient];
  return typeof id === 'string' ? [id] : [];
}

/**
 * What a change says it has seen beside the columns it writes: of a row that is away, the flag; when it puts the row
 * away, every change of it. So the server can tell a change that did not know of the other.
 */
function seenOfGone(
  spec: TableSpec, before: { readonly [column: string]: unknown }, columns: readonly ColumnValue[], { base, over }: RowVersions,
): Previous[] {
  const gone = goneColumn(spec);
  if (gone === undefined) return [];
  const flag = columns.find(([column]) => column === gone);
  if (!flag) return before[spec.gone ?? ''] === 1 ? [[gone, ...(over[gone] ?? base)]] : [];
  return flag[1] === 1 ? Object.entries(over).map(([column, version]): Previous => [Number(column), ...version]) : [];
}

function columnId(spec: TableSpec, column: string): number {
  const known = spec.columns[column];
  if (!known) throw new Error(`column ${column} is not declared`);
  return known.id;
}
