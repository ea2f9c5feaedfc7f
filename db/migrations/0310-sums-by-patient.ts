import type { Migration } from '../migrate.ts';

/**
 * What bills come to stands patient by patient: what one owes is read from one place, and a payment changes one page
 * where it changed two, the row and an index of it by patient.
 */
export const sumsByPatient: Migration = {
  version: 310,
  name: 'sums-by-patient',
  up(db) {
    for (const sql of [
      'ALTER TABLE invoice_sum RENAME TO invoice_sum_before',
      `CREATE TABLE invoice_sum (invoice_id TEXT NOT NULL, patient_id TEXT NOT NULL, day TEXT NOT NULL, total INTEGER NOT NULL, tax INTEGER NOT NULL,
        insurer INTEGER NOT NULL, paid INTEGER NOT NULL, insured INTEGER NOT NULL, PRIMARY KEY (patient_id, invoice_id)) STRICT, WITHOUT ROWID`,
      `INSERT INTO invoice_sum SELECT invoice_id, patient_id, day, total, tax, insurer, paid, insured FROM invoice_sum_before ORDER BY patient_id, invoice_id`,
      // With its indexes.
      'DROP TABLE invoice_sum_before',
      'CREATE INDEX invoice_sum_unsettled ON invoice_sum(day) WHERE total - insurer - paid <> 0',
      'CREATE INDEX invoice_sum_insurer_back ON invoice_sum(day) WHERE insured > insurer',
    ]) db.exec(sql);
  },
};
