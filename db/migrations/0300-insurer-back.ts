import type { Migration } from '../migrate.ts';

/** Bills on which an insurer paid more than its part are few: the list of them must not walk past all others. */
export const insurerBack: Migration = {
  version: 300,
  name: 'insurer-back',
  up(db) {
    db.exec('CREATE INDEX invoice_sum_insurer_back ON invoice_sum(day) WHERE insured > insurer');
  },
};
