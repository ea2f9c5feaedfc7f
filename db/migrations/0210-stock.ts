import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  stock_item: [
    'name TEXT NOT NULL', 'form TEXT', 'strength TEXT', 'unit TEXT NOT NULL', 'packs TEXT NOT NULL', 'barcodes TEXT NOT NULL', 'lead_days INTEGER',
    'review_days INTEGER', 'safety_days INTEGER', 'reorder_at INTEGER', 'active INTEGER NOT NULL',
  ],
  stock_supplier: ['name TEXT NOT NULL', 'phone TEXT', 'email TEXT', 'note TEXT', 'active INTEGER NOT NULL'],
  stock_store: ['name TEXT NOT NULL', 'position INTEGER NOT NULL', 'active INTEGER NOT NULL'],
  stock_batch: [
    'item_id TEXT NOT NULL', 'lot TEXT', 'expires_on TEXT', 'supplier_id TEXT', 'cost INTEGER', 'cost_units INTEGER NOT NULL',
    'received_at TEXT NOT NULL', 'received_by TEXT',
  ],
  stock_movement: [
    'act_id TEXT NOT NULL', 'item_id TEXT NOT NULL', 'batch_id TEXT NOT NULL', 'store_id TEXT NOT NULL', 'kind TEXT NOT NULL',
    'quantity INTEGER NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT', 'reason TEXT', 'patient_id TEXT', 'dispensing_id TEXT', 'reverses_id TEXT',
  ],
  stock_dispensing: [
    'patient_id TEXT NOT NULL', 'prescription_id TEXT', 'encounter_id TEXT', 'item_id TEXT NOT NULL', 'store_id TEXT NOT NULL',
    'quantity INTEGER NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT', 'substituted TEXT', 'directions TEXT', 'earlier INTEGER NOT NULL',
  ],
  stocktake: [
    'store_id TEXT NOT NULL', 'status TEXT NOT NULL', 'started_at TEXT NOT NULL', 'started_by TEXT', 'counted_at TEXT', 'posted_at TEXT',
    'posted_by TEXT', 'note TEXT',
  ],
  stock_count: [
    'stocktake_id TEXT NOT NULL', 'item_id TEXT NOT NULL', 'batch_id TEXT NOT NULL', 'store_id TEXT NOT NULL', 'counted INTEGER NOT NULL',
    'expected INTEGER NOT NULL', 'seen INTEGER NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT',
  ],
};

/** Adds one movement to the balances, or takes it out of them. What patients bring back lessens what was used. */
const count = (row: 'new' | 'old', sign: '' | '-'): string => `
  INSERT INTO stock_on_hand (batch_id, store_id, item_id, quantity, movements)
    VALUES (${row}.batch_id, ${row}.store_id, ${row}.item_id, ${sign}${row}.quantity, ${sign}1)
    ON CONFLICT (batch_id, store_id) DO UPDATE SET quantity = quantity + excluded.quantity, movements = movements + excluded.movements;
  INSERT INTO stock_day (day, item_id, change, used)
    VALUES (substr(${row}.at, 1, 10), ${row}.item_id, ${sign}${row}.quantity, CASE WHEN ${row}.kind IN ('dispense', 'patient-return') THEN -(${sign}${row}.quantity) ELSE 0 END)
    ON CONFLICT (day, item_id) DO UPDATE SET change = change + excluded.change, used = used + excluded.used;`;

const statements = [
  'CREATE INDEX stock_batch_item ON stock_batch(item_id)',
  'CREATE INDEX stock_movement_item ON stock_movement(item_id, at)',
  'CREATE INDEX stock_movement_batch ON stock_movement(batch_id, store_id)',
  'CREATE INDEX stock_movement_act ON stock_movement(act_id)',
  "CREATE INDEX stock_movement_received ON stock_movement(at) WHERE kind = 'receive' AND reverses_id IS NULL",
  'CREATE INDEX stock_movement_patient ON stock_movement(patient_id) WHERE patient_id IS NOT NULL',
  'CREATE INDEX stock_movement_dispensing ON stock_movement(dispensing_id) WHERE dispensing_id IS NOT NULL',
  'CREATE INDEX stock_dispensing_patient ON stock_dispensing(patient_id)',
  'CREATE INDEX stock_dispensing_at ON stock_dispensing(at)',
  'CREATE INDEX stock_dispensing_prescription ON stock_dispensing(prescription_id) WHERE prescription_id IS NOT NULL',
  'CREATE INDEX stocktake_status ON stocktake(status)',
  'CREATE INDEX stock_count_stocktake ON stock_count(stocktake_id)',
  'CREATE INDEX prescription_prescribed ON prescription(prescribed_at)',
  `CREATE TABLE stock_on_hand (
    batch_id TEXT NOT NULL, store_id TEXT NOT NULL, item_id TEXT NOT NULL, quantity INTEGER NOT NULL, movements INTEGER NOT NULL,
    PRIMARY KEY (batch_id, store_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX stock_on_hand_there ON stock_on_hand(item_id, quantity) WHERE quantity <> 0',
  'CREATE INDEX stock_on_hand_short ON stock_on_hand(quantity) WHERE quantity < 0',
  `CREATE TABLE stock_day (
    day TEXT NOT NULL, item_id TEXT NOT NULL, change INTEGER NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (day, item_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TRIGGER stock_movement_added AFTER INSERT ON stock_movement BEGIN ${count('new', '')} END`,
  `CREATE TRIGGER stock_movement_changed AFTER UPDATE OF item_id, batch_id, store_id, kind, quantity, at ON stock_movement
    BEGIN ${count('old', '-')} ${count('new', '')} END`,
  `CREATE TRIGGER stock_movement_gone AFTER DELETE ON stock_movement BEGIN ${count('old', '-')} END`,
];

/**
 * Items, batches and the ledger of the pharmacy. What is on hand and what was used each day follow the ledger by triggers,
 * so that they hold whichever way a movement came in: written here, merged, or as a copy of the clinic.
 */
export const stock: Migration = {
  version: 210,
  name: 'pharmacy stock',
  up(db) {
    addTables(db, synced, statements);
  },
};
