import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  payer: ['name TEXT NOT NULL', 'code TEXT', 'share INTEGER NOT NULL', 'active INTEGER NOT NULL'],
  price: [
    'item_key TEXT NOT NULL', 'name TEXT NOT NULL', 'code TEXT', 'payer_id TEXT', 'age_from INTEGER', 'age_before INTEGER', 'amount INTEGER NOT NULL',
    'tax TEXT', 'active INTEGER NOT NULL',
  ],
  invoice: ['patient_id TEXT NOT NULL', 'day TEXT NOT NULL', 'number TEXT NOT NULL', 'status TEXT NOT NULL', 'payer_id TEXT', 'reason TEXT'],
  invoice_line: [
    'invoice_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'day TEXT NOT NULL', 'kind TEXT NOT NULL', 'of_id TEXT', 'source TEXT', 'source_id TEXT',
    'item_key TEXT', 'title TEXT NOT NULL', 'quantity INTEGER NOT NULL', 'unit_amount INTEGER NOT NULL', 'tax_rate INTEGER NOT NULL',
    'tax_included INTEGER NOT NULL', 'total INTEGER NOT NULL', 'tax INTEGER NOT NULL', 'insurer INTEGER NOT NULL', 'at TEXT NOT NULL',
    'person_id TEXT', 'reason TEXT', 'number TEXT',
  ],
  payment: [
    'invoice_id TEXT', 'patient_id TEXT NOT NULL', 'day TEXT NOT NULL', 'kind TEXT NOT NULL', 'method TEXT NOT NULL', 'amount INTEGER NOT NULL',
    'tendered INTEGER', 'number TEXT NOT NULL', 'session_id TEXT', 'at TEXT NOT NULL', 'person_id TEXT', 'reason TEXT', 'reference TEXT',
    'claim_id TEXT', 'remittance_id TEXT',
  ],
  cash_session: ['till TEXT NOT NULL', 'opened_at TEXT NOT NULL', 'person_id TEXT', 'after_id TEXT'],
  cash_movement: [
    'session_id TEXT NOT NULL', 'kind TEXT NOT NULL', 'amount INTEGER NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT', 'reason TEXT', 'pieces TEXT',
  ],
  claim: [
    'patient_id TEXT NOT NULL', 'invoice_id TEXT NOT NULL', 'payer_id TEXT NOT NULL', 'amount INTEGER NOT NULL', 'status TEXT NOT NULL',
    'batch_id TEXT', 'reference TEXT', 'made_at TEXT NOT NULL', 'submitted_at TEXT', 'decided_at TEXT', 'reason TEXT',
  ],
  claim_batch: ['payer_id TEXT NOT NULL', 'number TEXT NOT NULL', 'made_at TEXT NOT NULL', 'person_id TEXT'],
  remittance: [
    'payer_id TEXT NOT NULL', 'reference TEXT NOT NULL', 'amount INTEGER NOT NULL', 'received_on TEXT NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT',
  ],
};

const statements = [
  // What each bill comes to, worked out from its lines and payments: see projections/invoice-sums.ts.
  `CREATE TABLE invoice_sum (invoice_id TEXT PRIMARY KEY, patient_id TEXT NOT NULL, day TEXT NOT NULL, total INTEGER NOT NULL, tax INTEGER NOT NULL,
    insurer INTEGER NOT NULL, paid INTEGER NOT NULL, insured INTEGER NOT NULL) STRICT`,
  'CREATE INDEX invoice_sum_patient ON invoice_sum(patient_id, total, insurer, paid)',
  // Nearly every bill is settled: the lists of who owes and who paid too much must not walk past those.
  'CREATE INDEX invoice_sum_unsettled ON invoice_sum(day) WHERE total - insurer - paid <> 0',
  ...['invoice', 'invoice_line', 'payment', 'claim'].map((table) => `CREATE INDEX ${table}_patient ON ${table}(patient_id)`),
  'CREATE INDEX invoice_draft ON invoice(day) WHERE status = \'draft\'',
  'CREATE INDEX invoice_line_invoice ON invoice_line(invoice_id)',
  'CREATE INDEX invoice_line_of ON invoice_line(of_id) WHERE of_id IS NOT NULL',
  // Whole answers: the takings of a day are read from these alone.
  'CREATE INDEX invoice_line_day ON invoice_line(day, item_key, total)',
  'CREATE INDEX payment_day ON payment(day, method, person_id, amount)',
  'CREATE INDEX payment_invoice ON payment(invoice_id) WHERE invoice_id IS NOT NULL',
  'CREATE INDEX payment_session ON payment(session_id) WHERE session_id IS NOT NULL',
  "CREATE INDEX payment_deposit ON payment(patient_id) WHERE invoice_id IS NULL OR method = 'deposit'",
  'CREATE INDEX price_item ON price(item_key)',
  'CREATE INDEX cash_session_till ON cash_session(till, opened_at)',
  'CREATE INDEX cash_movement_session ON cash_movement(session_id)',
  'CREATE INDEX claim_status ON claim(status, payer_id)',
  'CREATE INDEX claim_invoice ON claim(invoice_id)',
  "CREATE INDEX encounter_begun ON encounter(started_at) WHERE source = 'desk'",
];

/** Prices, bills and their lines, payments, the cash drawer and claims. */
export const billing: Migration = {
  version: 220,
  name: 'billing',
  up(db) {
    addTables(db, synced, statements);
  },
};
