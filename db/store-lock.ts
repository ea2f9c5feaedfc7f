import Database from 'better-sqlite3';
import { join } from 'node:path';
import { asStoreError, StoreError } from './errors.ts';

/**
 * Holds the folder for this process: an exclusive SQLite transaction on an empty file, because the system gives
 * such a lock back by itself when the process is killed, on every platform. Throws StoreError: in-use, read-only, full,
 * unwritable-folder.
 */
export function lockStore(folder: string): () => void {
  let db: Database.Database;
  try {
    db = new Database(join(folder, 'daybook.lock'), { timeout: 0 });
  } catch (error) {
    throw new StoreError('unwritable-folder', 'cannot make the lock file', error);
  }
  try {
    // A journal in memory: holding the folder must not need room on a full disk.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    // A file that may only be read gets no lock and no error until it is written to; nothing of this is ever kept.
    db.pragma('user_version = 1');
  } catch (error) {
    db.close();
    const isHeld = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY';
    throw isHeld ? new StoreError('in-use', 'another Daybook works on this store', error) : asStoreError(error);
  }
  return () => db.close();
}
