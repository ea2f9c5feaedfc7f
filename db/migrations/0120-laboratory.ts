import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  lab_test: [
    'code TEXT NOT NULL', 'names TEXT NOT NULL', 'kind TEXT NOT NULL', 'analyte TEXT', 'unit TEXT NOT NULL', 'specimen TEXT NOT NULL', 'loinc TEXT',
    'loinc_si TEXT', 'observation_code TEXT NOT NULL', 'choices TEXT NOT NULL', 'formula TEXT', 'ranges TEXT NOT NULL', 'delta_percent REAL',
    'aliases TEXT NOT NULL', 'active INTEGER NOT NULL', 'version INTEGER NOT NULL',
  ],
  lab_panel: ['code TEXT NOT NULL', 'names TEXT NOT NULL', 'tests TEXT NOT NULL', 'active INTEGER NOT NULL'],
  lab_order: ['patient_id TEXT NOT NULL', 'encounter_id TEXT', 'priority INTEGER NOT NULL', 'note TEXT', 'ordered_at TEXT NOT NULL', 'ordered_by TEXT'],
  lab_order_line: [
    'order_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'test_code TEXT NOT NULL', 'status TEXT NOT NULL', 'priority INTEGER NOT NULL',
    'ordered_at TEXT NOT NULL', 'specimen_id TEXT', 'value_id TEXT', 'reason TEXT',
  ],
  lab_specimen: [
    'number TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'order_id TEXT NOT NULL', 'kind TEXT NOT NULL', 'status TEXT NOT NULL',
    'collected_at TEXT NOT NULL', 'collected_by TEXT', 'received_at TEXT', 'reject_reason TEXT',
  ],
  lab_value: [
    'line_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'specimen_id TEXT', 'test_code TEXT NOT NULL', 'value REAL', 'comparator TEXT', 'text TEXT',
    'unit TEXT NOT NULL', 'typed TEXT NOT NULL', 'range TEXT', 'flag TEXT', 'delta TEXT', 'comment TEXT', 'replaces_id TEXT', 'reason TEXT',
    'entered_at TEXT NOT NULL', 'entered_by TEXT', 'source TEXT NOT NULL', 'result_id TEXT', 'refused TEXT',
  ],
  lab_event: [
    'line_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'at TEXT NOT NULL', 'from_status TEXT', 'to_status TEXT NOT NULL', 'person_id TEXT',
    'reason TEXT', 'value_id TEXT', 'observation_id TEXT',
  ],
  lab_critical: [
    'value_id TEXT NOT NULL', 'line_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'ordered_by TEXT', 'status TEXT NOT NULL', 'raised_at TEXT NOT NULL',
    'told TEXT', 'acknowledged_at TEXT', 'acknowledged_by TEXT',
  ],
  lab_setting: ['name TEXT NOT NULL', 'setting TEXT NOT NULL'],
};

const indexes = [
  ...['lab_order', 'lab_order_line', 'lab_specimen', 'lab_value', 'lab_event', 'lab_critical'].map((table) => `CREATE INDEX ${table}_patient ON ${table}(patient_id)`),
  // Nearly every order is over: worklists must not walk past those.
  `CREATE INDEX lab_order_line_open ON lab_order_line(status, priority, ordered_at) WHERE status IN ('ordered', 'collected', 'received', 'resulted')`,
  'CREATE INDEX lab_order_line_order ON lab_order_line(order_id)',
  'CREATE INDEX lab_order_line_specimen ON lab_order_line(specimen_id) WHERE specimen_id IS NOT NULL',
  'CREATE INDEX lab_specimen_number ON lab_specimen(number)',
  'CREATE INDEX lab_value_line ON lab_value(line_id)',
  'CREATE INDEX lab_event_line ON lab_event(line_id)',
  "CREATE INDEX lab_critical_open ON lab_critical(raised_at) WHERE status = 'open'",
];

/** Orders, specimens and results of the laboratory, and what a clinic changed of the catalogue. */
export const laboratory: Migration = {
  version: 120,
  name: 'laboratory',
  up(db) {
    addTables(db, synced, indexes);
  },
};
