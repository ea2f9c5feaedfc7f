import type { Migration } from '../migrate.ts';
import { createSyncedTable } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  device: [
    'name TEXT NOT NULL', 'slot TEXT NOT NULL', 'letter TEXT NOT NULL', 'status TEXT NOT NULL', 'joined_at TEXT NOT NULL', 'replaced_by TEXT',
  ],
  conflict: [
    'table_id INTEGER NOT NULL', 'row_id TEXT NOT NULL', 'column_id INTEGER NOT NULL', 'patient_id TEXT', 'severity INTEGER NOT NULL',
    'status TEXT NOT NULL', 'contenders TEXT NOT NULL', 'opened_at TEXT NOT NULL', 'closed_at TEXT', 'closed_by TEXT',
  ],
};

/**
 * `foreign_operation`: what other PCs wrote, as the server logged it; `seq` is null while the server's present
 * timeline has not confirmed it. `deferred_operation`: what this PC cannot apply yet (a table or column of a newer
 * program, a row whose insert is missing). `operation_fate`: what the server said of an operation of this PC.
 */
const local = [
  `CREATE TABLE foreign_operation (
    fid INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, origin TEXT NOT NULL, dseq INTEGER NOT NULL, grp INTEGER NOT NULL, seq INTEGER,
    tbl INTEGER NOT NULL, row_id TEXT NOT NULL, kind INTEGER NOT NULL, hlc INTEGER NOT NULL, sv INTEGER NOT NULL, person_id TEXT,
    at INTEGER NOT NULL, intent TEXT NOT NULL, batch TEXT, cols TEXT NOT NULL, prev TEXT NOT NULL) STRICT`,
  'CREATE INDEX foreign_operation_row ON foreign_operation(row_id)',
  `CREATE TRIGGER guard_foreign_operation_insert BEFORE INSERT ON foreign_operation WHEN in_door() = 0
    BEGIN SELECT RAISE(ABORT, 'write outside the door'); END`,
  `CREATE TRIGGER guard_foreign_operation_update BEFORE UPDATE OF op_id, origin, dseq, grp, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev
    ON foreign_operation BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END`,
  `CREATE TABLE deferred_operation (op_id TEXT PRIMARY KEY, seq INTEGER, reason TEXT NOT NULL, tbl INTEGER NOT NULL, row_id TEXT NOT NULL,
    body TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  'CREATE INDEX deferred_operation_row ON deferred_operation(row_id)',
  'CREATE TABLE operation_fate (op_id TEXT PRIMARY KEY, dseq INTEGER NOT NULL, fate TEXT NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE sync_incident (id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL) STRICT, WITHOUT ROWID`,
];

/** What exchange with a server needs on the PC. */
export const everyPc: Migration = {
  version: 20,
  name: 'every PC',
  up(db) {
    for (const [name, columns] of Object.entries(synced)) createSyncedTable(db, name, columns);
    for (const statement of [...local, 'CREATE INDEX conflict_open ON conflict(status, severity)', 'CREATE INDEX conflict_patient ON conflict(patient_id)']) db.exec(statement);
  },
};
