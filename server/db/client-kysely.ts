import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type CompiledQuery, type DatabaseConnection, type Dialect, type QueryResult } from 'kysely';
import type pg from 'pg';
import type { Schema } from './schema.ts';

/** Distinct statements that are worth a name; what is made anew each time stays without. */
const MOST_NAMES = 400;
const names = new Map<string, string>();
let named = 0;

/**
 * The name under which PostgreSQL keeps a statement's plan on a connection: from its second use on, so that a
 * statement asked once leaves nothing behind.
 */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known === undefined) {
    if (names.size < MOST_NAMES) names.set(text, '');
    return undefined;
  }
  if (known !== '') return known;
  const name = `daybook_${String(++named)}`;
  names.set(text, name);
  return name;
}

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const name = nameOf(text);
    const { command, rowCount, rows } = await this.#client.query({ text, values: [...parameters], ...(name === undefined ? {} : { name }) });
    const isWrite = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
    return { rows: rows as R[], ...(isWrite ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('a transaction reads page by page');
  }
}

const kept = new WeakMap<pg.PoolClient, Kysely<Schema>>();

/**
 * Kysely over a client that was taken from the pool, whose transactions its holder begins and ends. Statements keep
 * their plans from one transaction to the next.
 */
export function kyselyOver(client: pg.PoolClient): Kysely<Schema> {
  const known = kept.get(client);
  if (known) return known;
  const connection = new ClientConnection(client);
  const nothing = (): Promise<void> => Promise.resolve();
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: nothing, destroy: nothing, releaseConnection: nothing, beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing,
      acquireConnection: () => Promise.resolve(connection),
    }),
  };
  const made = new Kysely<Schema>({ dialect });
  kept.set(client, made);
  return made;
}
