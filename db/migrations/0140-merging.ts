import type { Migration } from '../migrate.ts';
import { createSyncedTable } from './synced-table.ts';

/** Which records were put together, and every row that moved with it; and what a clinic decides for single areas. */
export const merging: Migration = {
  version: 140,
  name: 'merging',
  up(db) {
    createSyncedTable(db, 'patient_merge', [
      'survivor_id TEXT NOT NULL', 'merged_id TEXT NOT NULL', 'status TEXT NOT NULL', 'merged_at TEXT NOT NULL', 'merged_by TEXT',
      'undone_at TEXT', 'undone_by TEXT', 'facts TEXT NOT NULL',
    ]);
    createSyncedTable(db, 'patient_merge_part', ['merge_id TEXT NOT NULL', 'survivor_id TEXT NOT NULL', 'rows TEXT NOT NULL']);
    createSyncedTable(db, 'clinic_choice', ['key TEXT NOT NULL', 'value TEXT NOT NULL']);
    db.exec('CREATE INDEX patient_merge_survivor ON patient_merge(survivor_id)');
    db.exec('CREATE INDEX patient_merge_merged ON patient_merge(merged_id)');
    db.exec('CREATE INDEX patient_merge_part_survivor ON patient_merge_part(survivor_id)');
    db.exec('CREATE INDEX patient_merge_part_merge ON patient_merge_part(merge_id)');
  },
};
