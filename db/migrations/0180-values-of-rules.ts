import type { Migration } from '../migrate.ts';

/** Of a rule that gives a value, the value and its unit are kept beside the band. */
export const valuesOfRules: Migration = {
  version: 180,
  name: 'values-of-rules',
  up(db) {
    db.exec('ALTER TABLE score ADD COLUMN value REAL');
    db.exec('ALTER TABLE score ADD COLUMN unit TEXT');
  },
};
