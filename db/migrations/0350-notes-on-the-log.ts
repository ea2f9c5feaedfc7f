import type { Migration } from '../migrate.ts';
import { INDEXED_TOGETHER } from './0010-first-day.ts';

/**
 * What a commit keeps beside its records may stand with its last operation until a group of operations is full
 * (commit-notes.ts): JSON, of this PC alone, not part of the operation.
 */
export const notesOnTheLog: Migration = {
  version: 350,
  name: 'notes-on-the-log',
  up(db) {
    db.exec(`ALTER TABLE operation ADD COLUMN beside TEXT;
      CREATE VIEW waiting_notes AS SELECT beside, intent, at FROM operation
        WHERE dseq > (SELECT max(dseq) FROM operation) / ${INDEXED_TOGETHER} * ${INDEXED_TOGETHER} AND beside IS NOT NULL`);
  },
};
