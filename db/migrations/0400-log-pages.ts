import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { Connection } from '../connection.ts';
import type { Migration } from '../migrate.ts';
import { pageOf } from '../sync/log-page.ts';

/**
 * What other PCs wrote stands in pages, in the order in which it came, and `foreign_row` says in which pages a row
 * occurs: a row of its own for each operation, with three indexes, was most of what taking them in cost. What the
 * server's present life has not confirmed stands apart, an operation at a time, since it is confirmed that way.
 */
const TABLES = `
  CREATE TABLE foreign_page (pid INTEGER PRIMARY KEY, first_hlc INTEGER NOT NULL, last_hlc INTEGER NOT NULL, last_seq INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
  CREATE TABLE foreign_row (row_id TEXT NOT NULL, pid INTEGER NOT NULL, PRIMARY KEY (row_id, pid)) STRICT, WITHOUT ROWID;
  CREATE TABLE unconfirmed_operation (
    op_id TEXT PRIMARY KEY, origin TEXT NOT NULL, dseq INTEGER NOT NULL, grp INTEGER NOT NULL, tbl INTEGER NOT NULL, row_id TEXT NOT NULL, kind INTEGER NOT NULL,
    hlc INTEGER NOT NULL, sv INTEGER NOT NULL, person_id TEXT, at INTEGER NOT NULL, intent TEXT NOT NULL, batch TEXT, cols TEXT NOT NULL, prev TEXT NOT NULL) STRICT, WITHOUT ROWID;`;

const REST = `
  INSERT INTO unconfirmed_operation SELECT op_id, origin, dseq, grp, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev FROM foreign_operation WHERE seq IS NULL;
  DROP TABLE foreign_operation;
  CREATE INDEX foreign_page_hlc ON foreign_page(last_hlc);
  CREATE INDEX unconfirmed_operation_row ON unconfirmed_operation(row_id);
  CREATE INDEX unconfirmed_operation_group ON unconfirmed_operation(origin, grp, dseq);
  CREATE TRIGGER guard_foreign_page_insert BEFORE INSERT ON foreign_page WHEN in_door() = 0 BEGIN SELECT RAISE(ABORT, 'write outside the door'); END;
  CREATE TRIGGER guard_foreign_page_update BEFORE UPDATE ON foreign_page BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER guard_foreign_page_delete BEFORE DELETE ON foreign_page WHEN in_door() = 0 BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER guard_unconfirmed_operation_insert BEFORE INSERT ON unconfirmed_operation WHEN in_door() = 0
    BEGIN SELECT RAISE(ABORT, 'write outside the door'); END;
  CREATE TRIGGER guard_unconfirmed_operation_update BEFORE UPDATE ON unconfirmed_operation BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;`;

interface OldRow {
  fid: number; op_id: string; origin: string; dseq: number; grp: number; seq: number; tbl: number; row_id: string; kind: LoggedOperation['kind']; hlc: number; sv: number;
  person_id: string | null; at: number; intent: string; batch: string | null; cols: string; prev: string; stored: number | null;
}

const OPERATIONS_OF_A_PAGE = 128;

export const logPages: Migration = {
  version: 400,
  name: 'log-pages',
  up(db) {
    db.exec(TABLES);
    db.exec('CREATE INDEX foreign_operation_seq ON foreign_operation(seq, fid)');
    const some = db.prepare('SELECT * FROM foreign_operation WHERE seq IS NOT NULL AND (seq, fid) > (?, ?) ORDER BY seq, fid LIMIT ?');
    for (let rows: OldRow[] = []; ;) {
      const last = rows.at(-1);
      rows = some.all(last?.seq ?? 0, last?.fid ?? 0, OPERATIONS_OF_A_PAGE) as OldRow[];
      if (rows.length === 0) break;
      addPage(db, rows);
    }
    db.exec(REST);
  },
};

function addPage(db: Connection, rows: readonly OldRow[]): void {
  const clocks = rows.map(({ hlc }) => hlc);
  const { lastInsertRowid } = db.prepare('INSERT INTO foreign_page (first_hlc, last_hlc, last_seq, body) VALUES (?, ?, ?, ?)')
    .run(Math.min(...clocks), Math.max(...clocks), rows.at(-1)?.seq ?? 0, pageOf(rows.map(operationOf)));
  db.prepare('INSERT OR IGNORE INTO foreign_row (row_id, pid) SELECT value, ? FROM json_each(?)').run(lastInsertRowid, JSON.stringify(rows.map((row) => row.row_id)));
}

const operationOf = (row: OldRow): LoggedOperation => ({
  seq: row.seq, origin: row.origin, dseq: row.dseq, group: row.grp, opId: row.op_id, table: row.tbl, rowId: row.row_id, kind: row.kind, hlc: row.hlc,
  schemaVersion: row.sv, personId: row.person_id, at: row.at, intent: row.intent, batch: row.batch,
  columns: JSON.parse(row.cols) as LoggedOperation['columns'], previous: JSON.parse(row.prev) as LoggedOperation['previous'], ...(row.stored === null ? {} : { stored: row.stored }),
});
