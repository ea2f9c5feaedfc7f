import type { Migration } from '../migrate.ts';

/** What went back to insurers is little beside all payments: the list of what went back twice must not walk past those. */
export const insurerReturn: Migration = {
  version: 330,
  name: 'insurer-return',
  up(db) {
    db.exec("CREATE INDEX payment_insurer_back ON payment(invoice_id) WHERE method = 'insurance' AND amount < 0");
  },
};
