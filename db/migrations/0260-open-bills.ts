import type { Migration } from '../migrate.ts';

/** A patient's open bill is asked for wherever a balance is shown: it must not be looked for among all that were ever closed. */
export const openBills: Migration = {
  version: 260,
  name: 'open-bills',
  up(db) {
    db.exec("CREATE INDEX invoice_open ON invoice(patient_id) WHERE status = 'draft'");
  },
};
