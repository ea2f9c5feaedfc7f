import type { Migration } from '../migrate.ts';

/**
 * The words of patients are gathered in memory until a commit or eight megabytes, instead of one: where thousands come
 * together, they become one part of the index, not ten that have to be merged again at once.
 */
export const moreWordsAtOnce: Migration = {
  version: 410,
  name: 'more-words-at-once',
  up(db) {
    db.exec("INSERT INTO patient_fts (patient_fts, rank) VALUES ('hashsize', 8388608)");
  },
};
