import type { Migration } from '../migrate.ts';

const statements = [
  `CREATE TABLE term_list (id TEXT PRIMARY KEY, name TEXT NOT NULL, system TEXT NOT NULL, terms INTEGER NOT NULL, imported_at TEXT NOT NULL,
    active INTEGER NOT NULL) STRICT`,
  // Terms are numbered by the length of their titles: the plainest ones are found first without sorting.
  `CREATE TABLE term (rid INTEGER PRIMARY KEY, list_id TEXT NOT NULL REFERENCES term_list(id), system TEXT NOT NULL, code TEXT NOT NULL,
    title TEXT NOT NULL) STRICT`,
  'CREATE INDEX term_of_list ON term(list_id)',
  `CREATE VIRTUAL TABLE term_fts USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2")`,
];

/** Lists of coded terms a clinic brings to a PC, and the words they are found by. */
export const terms: Migration = {
  version: 160,
  name: 'terms',
  up(db) {
    for (const statement of statements) db.exec(statement);
  },
};
