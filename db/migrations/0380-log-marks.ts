import type { Migration } from '../migrate.ts';

/**
 * When the server stored what others wrote, microseconds since 1970; null where it did not say. The same operation may come to
 * the same place twice, in the log as it was and in one that was put back: only when it was stored tells the two apart.
 */
export const logMarks: Migration = {
  version: 380,
  name: 'log-marks',
  up(db) {
    db.exec('ALTER TABLE foreign_operation ADD COLUMN stored INTEGER');
  },
};
