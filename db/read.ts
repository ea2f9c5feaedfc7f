import {
  DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable,
} from 'kysely';
import type { Connection, Statement } from './connection.ts';
import type { Schema } from './schema.ts';

/**
 * Builds SQL with types and never runs it: SQLite answers synchronously, and a transaction without a single `await`
 * cannot be entered by anybody else.
 */
export const sqlBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/**
 * The area of kept lists that only ever grow with the rows that are committed: a reader carries them on, a writer begins
 * them anew with each transaction, whose rows may be undone.
 */
export const GROWING = 'growing';

/** Reads the store. Queries take it as their first argument; a WriteDb is one too, inside its transaction. */
export class ReadDb {
  readonly build = sqlBuilder;
  readonly #connection: Connection;
  readonly #statements = new Map<string, Statement>();
  readonly #kept = new Map<string, Map<string, unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** All rows of a built query. */
  all<T>(query: Compilable<T>): T[] {
    const { sql, parameters } = query.compile();
    return this.statement(sql).all(...parameters) as T[];
  }

  /** The first row, or undefined. */
  first<T>(query: Compilable<T>): T | undefined {
    const { sql, parameters } = query.compile();
    return this.statement(sql).get(...parameters) as T | undefined;
  }

  /** Rows one by one, for exports that must not hold everything in memory. */
  iterate<T>(query: Compilable<T>): IterableIterator<T> {
    const { sql, parameters } = query.compile();
    const statement: Statement = this.#connection.prepare(sql);
    return statement.iterate(...parameters) as IterableIterator<T>;
  }

  /** A prepared statement, kept by its text. For hot queries written as SQL, and full-text search. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made: Statement = this.#connection.prepare(sql);
    if (this.#statements.size > 500) this.#statements.clear();
    this.#statements.set(sql, made);
    return made;
  }

  /**
   * A value worked out from rows of one area, kept until a row of that area is written: for what almost every call
   * reads and almost nobody changes, such as the clinic. It is shared, so it is frozen. `undefined` is not kept.
   */
  kept<T>(area: string, key: string, make: () => T): T {
    const ofArea = this.#kept.get(area);
    const known = ofArea?.get(key);
    if (known !== undefined) return known as T;
    const value = Object.freeze(make());
    if (ofArea) ofArea.set(key, value);
    else this.#kept.set(area, new Map([[key, value]]));
    return value;
  }

  /** Rows of this area were written, or writing them was undone. */
  forget(area: string): void {
    this.#kept.delete(area);
  }
}
