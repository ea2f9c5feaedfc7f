import type { Migration } from '../migrate.ts';

/**
 * A patient's open bill is asked for wherever a balance is shown: it must not be looked for among all that were ever closed.
 * Nor must the insured bills be looked for among all, or the claims of one batch.
 */
export const openBills: Migration = {
  version: 280,
  name: 'open-bills',
  up(db) {
    db.exec("CREATE INDEX invoice_open ON invoice(patient_id) WHERE status = 'draft'");
    db.exec("CREATE INDEX invoice_insured ON invoice(day, number) WHERE payer_id IS NOT NULL AND status = 'issued'");
    db.exec('CREATE INDEX claim_of_batch ON claim(batch_id) WHERE batch_id IS NOT NULL');
    db.exec('CREATE INDEX claim_made ON claim(made_at)');
  },
};
