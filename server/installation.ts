import type { Config } from './config.ts';
import { lockData } from './data-lock.ts';
import { checkPostgres } from './db/check-server.ts';
import { openDatabase, type Database } from './db/database.ts';
import { migrateServer } from './db/migrate.ts';
import { serverMigrations } from './db/migrations/all.ts';
import type { Log } from './log.ts';
import { startBundled, type BundledPostgres } from './postgres/bundled.ts';
import { runningTarget } from './postgres/running.ts';
import { Problem } from './problem.ts';

/** The data folder and database of this server, open. */
export interface Installation {
  readonly database: Database;
  /** Settles when the bundled PostgreSQL ends by itself; never for another database. */
  readonly databaseEnded: Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly config: Pick<Config, 'data' | 'databaseUrl'>;
  readonly log: Log;
  readonly newPassword: () => string;
  readonly isRoot: boolean;
  /**
   * `alone`: refuses a folder on which a server works. `beside`: uses the database that server has started, and
   * starts it for the moment when there is none.
   */
  readonly stand: 'alone' | 'beside';
  /** False for a restore, which makes the tables itself. */
  readonly migrate: boolean;
}

/** Takes the folder's lock, starts or finds PostgreSQL, refuses one that would lose data, brings the schema up to date. Throws Problem. */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { config, log, stand } = options;
  // Root's folder lets the account of PostgreSQL through to its own part.
  const unlock = lockData(config.data, options.isRoot ? 0o711 : 0o700);
  if (!unlock && stand === 'alone') {
    throw new Problem(`Another Daybook server already works on ${config.data}. Stop it first, or choose another folder with --data DIR.`);
  }
  const closers: (() => Promise<void>)[] = [async () => { unlock?.(); }];
  const close = async (): Promise<void> => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    const bundled = config.databaseUrl === null && unlock ? await startBundled({ data: config.data, log, newPassword: options.newPassword }) : null;
    if (bundled) closers.push(() => bundled.stop());
    const target = bundled?.target ?? (config.databaseUrl === null ? runningTarget(config.data) : { connectionString: config.databaseUrl });
    const database = openDatabase({ target, log });
    closers.push(() => database.end());
    await checkPostgres(database).catch((error: unknown) => { throw unreachable(error); });
    if (options.migrate) {
      const { from, to } = await migrateServer(database, serverMigrations).catch((error: unknown) => { throw mayNot(error); });
      if (from !== to) log.info('database.migrated', { from, to });
    }
    return { database, databaseEnded: endOf(bundled), close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

const endOf = (bundled: BundledPostgres | null): Promise<void> => bundled?.ended ?? new Promise(() => undefined);

/** `insufficient_privilege` */
const MAY_NOT = '42501';

/** Who is named in DATABASE_URL lacks a right: that is no fault of the program, and one statement mends it. */
function mayNot(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === MAY_NOT)) return error;
  return new Problem('The role in DATABASE_URL may not make what the server needs; nothing was changed. Let it own the database and make roles (ALTER ROLE … CREATEROLE): two of them keep clinics apart.');
}

/** A database that cannot be reached is its operator's business, and its password stays out of the sentence. */
function unreachable(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new Problem(`The database cannot be used${code ? ` (${code})` : ''}. Check DATABASE_URL, and that the database is running and lets this server in.`);
}
