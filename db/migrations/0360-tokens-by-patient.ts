import type { Migration } from '../migrate.ts';

/** So many tokens enter `token_by_patient` at a time. */
const INDEXED_TOGETHER = 32;

/**
 * The tokens of a patient, found without an index on their table: the newest patient's newest token would touch a page of
 * it with every registration. The view looks among the last few itself. Rows are numbered in the order they come and
 * never deleted, so every group of numbers is full at some time, whoever wrote them.
 */
export const tokensByPatient: Migration = {
  version: 360,
  name: 'tokens-by-patient',
  up(db) {
    const lastFull = `(SELECT ifnull(max(rid), 0) FROM token) / ${INDEXED_TOGETHER} * ${INDEXED_TOGETHER}`;
    db.exec(`CREATE TABLE token_by_patient (patient_id TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (patient_id, rid)) STRICT, WITHOUT ROWID;
      INSERT INTO token_by_patient (patient_id, rid) SELECT patient_id, rid FROM token WHERE rid <= ${lastFull} ORDER BY patient_id, rid;
      DROP INDEX token_patient;
      CREATE TRIGGER token_group_full AFTER INSERT ON token WHEN new.rid % ${INDEXED_TOGETHER} = 0 BEGIN
        INSERT OR REPLACE INTO token_by_patient (patient_id, rid)
          SELECT patient_id, rid FROM token WHERE rid > new.rid - ${INDEXED_TOGETHER} AND rid <= new.rid ORDER BY patient_id, rid;
      END;
      CREATE TRIGGER token_changes_hands AFTER UPDATE OF patient_id ON token WHEN new.patient_id <> old.patient_id BEGIN
        UPDATE token_by_patient SET patient_id = new.patient_id WHERE patient_id = old.patient_id AND rid = old.rid;
      END;
      CREATE VIEW token_of_patient AS SELECT t.* FROM token_by_patient l CROSS JOIN token t ON t.rid = l.rid AND t.patient_id = l.patient_id
        UNION ALL SELECT t.* FROM token t WHERE t.rid > ${lastFull}`);
  },
};
