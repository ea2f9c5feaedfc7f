import type { Migration } from '../migrate.ts';

/** So many tokens enter the late indexes at a time. */
const INDEXED_TOGETHER = 32;

const LAST_FULL = `(SELECT ifnull(max(rid), 0) FROM token) / ${INDEXED_TOGETHER} * ${INDEXED_TOGETHER}`;

/**
 * An index of tokens beside their table, filled a group at a time: one on the table would touch a page of its own with
 * every registration. The view has the rows of the table, and looks among the last few itself. Rows are numbered in the
 * order they come and never deleted, so every group of numbers is full at some time, whoever wrote them.
 */
function lateIndex(columns: readonly string[], index: string, view: string): string {
  const named = columns.join(', ');
  const both = (join: (column: string) => string, between: string): string => columns.map(join).join(between);
  const types = both((column) => `${column} TEXT NOT NULL`, ', ');
  const put = (where: string): string => `INSERT OR REPLACE INTO ${index} (${named}, rid) SELECT ${named}, rid FROM token WHERE ${where} ORDER BY ${named}, rid`;
  return `CREATE TABLE ${index} (${types}, rid INTEGER NOT NULL, PRIMARY KEY (${named}, rid)) STRICT, WITHOUT ROWID;
    ${put(`rid <= ${LAST_FULL}`)};
    CREATE TRIGGER ${index}_full AFTER INSERT ON token WHEN new.rid % ${INDEXED_TOGETHER} = 0 BEGIN
      ${put(`rid > new.rid - ${INDEXED_TOGETHER} AND rid <= new.rid`)};
    END;
    CREATE TRIGGER ${index}_changed AFTER UPDATE OF ${named} ON token WHEN ${both((column) => `new.${column} <> old.${column}`, ' OR ')} BEGIN
      UPDATE ${index} SET ${both((column) => `${column} = new.${column}`, ', ')} WHERE ${both((column) => `${column} = old.${column}`, ' AND ')} AND rid = old.rid;
    END;
    CREATE VIEW ${view} AS SELECT t.* FROM ${index} l CROSS JOIN token t ON t.rid = l.rid AND ${both((column) => `t.${column} = l.${column}`, ' AND ')}
      UNION ALL SELECT t.* FROM token t WHERE t.rid > ${LAST_FULL};`;
}

/** The tokens of a patient and those of a day. */
export const lateTokenIndexes: Migration = {
  version: 360,
  name: 'late-token-indexes',
  up(db) {
    db.exec(lateIndex(['patient_id'], 'token_by_patient', 'token_of_patient'));
    db.exec(lateIndex(['service_day', 'status', 'service_id'], 'token_by_day', 'token_of_day'));
    db.exec(`DROP INDEX token_patient; DROP INDEX token_day;
      CREATE VIEW newest_token AS SELECT * FROM token WHERE rid > ${LAST_FULL}`);
  },
};
