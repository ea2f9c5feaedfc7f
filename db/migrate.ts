import { StoreError } from './errors.ts';
import type { Connection } from './connection.ts';

/** One step of the schema. Numbers have gaps; a released step is never edited. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Rebuilding a table needs foreign keys off, which SQLite only allows outside a transaction. */
  readonly rebuildsTables?: boolean;
  up(db: Connection): void;
}

/**
 * Brings the store to the newest version: all pending steps and the version number in one transaction, so a cut
 * at any moment leaves the old version whole. Throws StoreError `newer` for a store of a later program.
 */
export function migrate(db: Connection, migrations: readonly Migration[]): { from: number; to: number } {
  const from = db.pragma('user_version', { simple: true }) as number;
  const newestKnown = Math.max(0, ...migrations.map((m) => m.version));
  if (from > newestKnown) throw new StoreError('newer', `store is at version ${from}, this program knows ${newestKnown}`);
  const pending = migrations.filter((m) => m.version > from).sort((a, b) => a.version - b.version);
  if (pending.length === 0) return { from, to: from };
  const rebuild = pending.some((m) => m.rebuildsTables);
  if (rebuild) db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      for (const step of pending) step.up(db);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new Error(`migration to ${newestKnown} breaks ${broken.length} foreign keys`);
      db.pragma(`user_version = ${newestKnown}`);
    }).immediate();
  } finally {
    if (rebuild) db.pragma('foreign_keys = ON');
  }
  return { from, to: newestKnown };
}
