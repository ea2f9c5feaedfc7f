import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  pregnancy: [
    'patient_id TEXT NOT NULL', 'status TEXT NOT NULL', 'last_period TEXT', 'cycle_days INTEGER', 'scan_on TEXT', 'scan_days INTEGER',
    'transfer_on TEXT', 'embryo_days INTEGER', 'due_date TEXT', 'due_method TEXT', 'dated_at TEXT', 'dated_by TEXT', 'gravida INTEGER',
    'para INTEGER', 'previous_caesareans INTEGER', 'fetuses INTEGER NOT NULL', 'blood_group TEXT', 'rhesus TEXT', 'smoking TEXT',
    'risks TEXT NOT NULL', 'risk_note TEXT', 'booked_on TEXT NOT NULL', 'ended_on TEXT', 'end_kind TEXT', 'end_note TEXT',
    'recorded_at TEXT NOT NULL', 'recorded_by TEXT', 'removed INTEGER NOT NULL',
  ],
  maternity_visit: [
    'patient_id TEXT NOT NULL', 'pregnancy_id TEXT NOT NULL', 'encounter_id TEXT', 'kind TEXT NOT NULL', 'visited_on TEXT NOT NULL',
    'set_id TEXT', 'presentation TEXT', 'dangers TEXT NOT NULL', 'tetanus_dose INTEGER', 'iron_days INTEGER', 'children TEXT NOT NULL',
    'feeding TEXT', 'contraception TEXT', 'next_on TEXT', 'note TEXT', 'recorded_at TEXT NOT NULL', 'recorded_by TEXT',
    'removed INTEGER NOT NULL',
  ],
  delivery: [
    'patient_id TEXT NOT NULL', 'pregnancy_id TEXT NOT NULL', 'encounter_id TEXT', 'born_at TEXT NOT NULL', 'place TEXT NOT NULL',
    'onset TEXT', 'mode TEXT NOT NULL', 'caesarean_reason TEXT', 'lie TEXT', 'conditions TEXT NOT NULL', 'blood_loss_ml INTEGER',
    'mother_outcome TEXT NOT NULL', 'robson TEXT', 'robson_version INTEGER', 'robson_inputs TEXT NOT NULL', 'note TEXT',
    'recorded_at TEXT NOT NULL', 'recorded_by TEXT', 'removed INTEGER NOT NULL',
  ],
  newborn: [
    'patient_id TEXT NOT NULL', 'delivery_id TEXT NOT NULL', 'position INTEGER NOT NULL', 'sex TEXT NOT NULL', 'outcome TEXT NOT NULL',
    'died_on TEXT', 'weight_g INTEGER', 'length_cm REAL', 'head_cm REAL', 'apgar TEXT NOT NULL', 'resuscitated INTEGER NOT NULL', 'note TEXT',
    'child_id TEXT', 'removed INTEGER NOT NULL',
  ],
  growth_table: [
    'indicator TEXT NOT NULL', 'sex TEXT NOT NULL', 'content TEXT NOT NULL', 'sha256 TEXT NOT NULL', 'imported_at TEXT NOT NULL',
    'imported_by TEXT', 'active INTEGER NOT NULL',
  ],
};

const statements = [
  ...['pregnancy', 'maternity_visit', 'delivery', 'newborn'].map((table) => `CREATE INDEX ${table}_patient ON ${table}(patient_id)`),
  'CREATE INDEX pregnancy_status ON pregnancy(status, due_date)',
  'CREATE INDEX maternity_visit_pregnancy ON maternity_visit(pregnancy_id)',
  'CREATE INDEX delivery_pregnancy ON delivery(pregnancy_id)',
  'CREATE INDEX delivery_born ON delivery(born_at)',
  'CREATE INDEX newborn_delivery ON newborn(delivery_id)',
  'CREATE INDEX newborn_child ON newborn(child_id) WHERE child_id IS NOT NULL',
  'CREATE INDEX growth_table_indicator ON growth_table(indicator, sex)',
  'ALTER TABLE clinic ADD COLUMN altitude_m INTEGER',
];

/** Pregnancies, visits before and after birth, births and newborns; the growth tables a clinic imported; how high the clinic lies. */
export const mothers: Migration = {
  version: 130,
  name: 'mothers and children',
  up(db) {
    addTables(db, synced, statements);
  },
};
