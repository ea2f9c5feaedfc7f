import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

/** Records that look like one person's and are not. */
export const notDuplicates: Migration = {
  version: 240,
  name: 'not-duplicates',
  up(db) {
    addTables(db, { not_duplicate: ['patient_id TEXT NOT NULL', 'other_id TEXT NOT NULL', 'decided_at TEXT NOT NULL', 'decided_by TEXT', 'removed INTEGER NOT NULL'] }, [
      'CREATE INDEX not_duplicate_patient ON not_duplicate(patient_id)',
    ]);
  },
};
