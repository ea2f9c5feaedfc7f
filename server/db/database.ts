import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { Schema } from './schema.ts';

/** How to reach a database: what `new pg.Client` takes. */
export type Target = Pick<pg.ClientConfig, 'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database'>;

/**
 * One PostgreSQL database. Whoever holds it chooses a wall to stand behind: `inClinic` or `asServer`
 * (transactions.ts). Queries outside both are for migrations, backup and tests.
 */
export interface Database {
  readonly kysely: Kysely<Schema>;
  /** For what Kysely does not do: COPY, LISTEN. A client taken from it is given back with `release`. */
  readonly pool: pg.Pool;
  readonly target: Target;
  /** Waits before another try of a transaction; tests make it not wait. */
  readonly pause: (attempt: number) => Promise<void>;
  end(): Promise<void>;
}

export interface DatabaseOptions {
  readonly target: Target;
  readonly log: Log;
  /** Connections at most (default 16). */
  readonly connections?: number;
  readonly pause?: (attempt: number) => Promise<void>;
}

const INT8 = 20;

/** Numbers of sync fit 53 bits by design (clock, sequences), so they come back as JavaScript numbers. */
function int8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint of the database does not fit 53 bits');
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    oid === INT8 && format !== 'binary' ? int8 : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export function openDatabase({ target, log, connections = 16, pause = jitteredPause }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...target, types, max: connections, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, application_name: 'daybook-server',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => { if (!pool.ending) log.warn('database.connection-lost'); });
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, target, pause, end: () => pool.end() };
}

/** About 30, 90, 270 ms, spread so that two who met do not meet again. */
function jitteredPause(attempt: number): Promise<void> {
  const ms = 30 * 3 ** (attempt - 1) * (0.5 + Math.random());
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
