import type { Migration } from '../migrate.ts';

/** Of a command with a long answer only as much is kept as its handler needs to tell it again. */
export const answersToTell: Migration = {
  version: 320,
  name: 'answers-to-tell',
  up(db) {
    db.exec('ALTER TABLE command ADD COLUMN to_tell INTEGER NOT NULL DEFAULT 0');
  },
};
