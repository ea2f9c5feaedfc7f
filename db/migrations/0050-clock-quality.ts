import type { Migration } from '../migrate.ts';

/** How far the clock was to be believed that dated a measure, and the day a manager said it is where the queue went on with a later one. */
export const clockQuality: Migration = {
  version: 50,
  name: 'clock quality',
  up(db) {
    db.exec('ALTER TABLE observation ADD COLUMN clock TEXT');
    db.exec('ALTER TABLE clinic ADD COLUMN queue_day_set TEXT');
    // The audit list shows what every PC wrote in one order, which is that of their clocks.
    db.exec('CREATE INDEX foreign_operation_hlc ON foreign_operation(hlc)');
  },
};
