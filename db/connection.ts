import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { asStoreError, StoreError } from './errors.ts';

export type Connection = Database.Database;
export type Statement = Database.Statement<unknown[]>;

/**
 * Opens one encrypted connection: SQLCipher 4 page format with a raw 256-bit key, so no password stretching slows
 * the start. Throws StoreError `wrong-key` or `damaged` at once instead of at the first query.
 */
export function connect(path: string, key: Uint8Array, mode: 'write' | 'read'): Connection {
  const isNew = !existsSync(path);
  let db: Connection | undefined;
  try {
    db = new Database(path, { readonly: mode === 'read', fileMustExist: mode === 'read', timeout: 5000 });
    db.pragma("cipher = 'sqlcipher'");
    db.pragma('legacy = 4');
    db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    // The first read of a page proves the key: the page's HMAC fails under any other.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    configure(db, mode);
    return db;
  } catch (error) {
    db?.close();
    const problem = asStoreError(error);
    // With the right key a broken first page looks exactly like a wrong key; a new file cannot have either fault.
    const cannotBeMade = problem instanceof StoreError && isNew && problem.problem !== 'full';
    throw cannotBeMade ? new StoreError('unwritable-folder', problem.message, error) : problem;
  }
}

function configure(db: Connection, mode: 'write' | 'read'): void {
  if (mode === 'write') {
    db.pragma('journal_mode = WAL');
    // FULL syncs the log on every commit: an acknowledged record survives a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('wal_autocheckpoint = 2000');
  } else {
    db.pragma('query_only = ON');
  }
  db.pragma('temp_store = MEMORY');
  // Negative means KiB. 32 MiB keeps the inner pages of a million-patient index in memory.
  db.pragma('cache_size = -32768');
}
