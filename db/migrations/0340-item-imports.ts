import type { Migration } from '../migrate.ts';

/** Files of pharmacy items that came in on this PC: how far each is or was, so that it can be taken back later. `refused` is JSON, as is `report`. */
export const itemImports: Migration = {
  version: 340,
  name: 'item-imports',
  up(db) {
    db.exec('CREATE TABLE item_import (id TEXT PRIMARY KEY, started_at TEXT NOT NULL, person_id TEXT, report TEXT NOT NULL, refused TEXT NOT NULL) STRICT');
  },
};
