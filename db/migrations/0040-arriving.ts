import type { Migration } from '../migrate.ts';

/**
 * A copy of the clinic that is on its way here. `snapshot_chunk`: what belongs to it and what is loaded already.
 * `snapshot_part`: bytes that arrived of a chunk that is not whole; they hold patients' data, so they wait in the
 * encrypted store, and go with the transaction that loads their chunk.
 */
export const arriving: Migration = {
  version: 40,
  name: 'arriving',
  up(db) {
    db.exec(`CREATE TABLE snapshot_chunk (sha256 TEXT PRIMARY KEY, place INTEGER NOT NULL, bytes INTEGER NOT NULL, row_count INTEGER NOT NULL,
      tbl INTEGER NOT NULL, tier INTEGER NOT NULL, loaded INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
    db.exec('CREATE TABLE snapshot_part (sha256 TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sha256, start)) STRICT');
  },
};
