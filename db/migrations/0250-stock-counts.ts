import type { Migration } from '../migrate.ts';

/** Whether a batch was counted again is asked of every count that overlaps a movement. */
export const stockCounts: Migration = {
  version: 250,
  name: 'counts of a batch',
  up(db) {
    db.exec('CREATE INDEX stock_count_batch ON stock_count(batch_id, store_id)');
  },
};
