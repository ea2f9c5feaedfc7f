import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.ts';

/**
 * Holds the data folder for this process: an exclusive SQLite transaction on an empty file, because the system gives
 * such a lock back by itself when the process is killed, on every platform. Null when another process holds it.
 * `mode` is that of a folder newly made.
 */
export function lockData(folder: string, mode: number): (() => void) | null {
  let db: Database.Database;
  try {
    mkdirSync(folder, { recursive: true, mode });
    db = new Database(join(folder, 'server.lock'), { timeout: 0 });
  } catch {
    throw new Problem(`The data folder ${folder} cannot be made or written. Choose another with --data DIR.`);
  }
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    // A file that may only be read gets no lock and no error until it is written to; nothing of this is ever kept.
    db.pragma('user_version = 1');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return null;
    throw new Problem(`The data folder ${folder} cannot be written.`);
  }
  return () => { db.close(); };
}
