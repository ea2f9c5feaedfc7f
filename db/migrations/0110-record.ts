import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  condition: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'category TEXT NOT NULL', 'code_system TEXT', 'code TEXT', 'title TEXT NOT NULL',
    'clinical_status TEXT NOT NULL', 'certainty TEXT NOT NULL', 'onset_on TEXT', 'ended_on TEXT', 'note TEXT', 'recorded_at TEXT NOT NULL',
    'recorded_by TEXT', 'source TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  clinical_note: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'kind TEXT NOT NULL', 'text TEXT NOT NULL', 'amends_id TEXT',
    'signed_at TEXT NOT NULL', 'signed_by TEXT', 'source TEXT NOT NULL',
  ],
  procedure: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'code_system TEXT', 'code TEXT', 'title TEXT NOT NULL', 'status TEXT NOT NULL',
    'performed_at TEXT NOT NULL', 'ended_at TEXT', 'performer TEXT', 'note TEXT', 'recorded_at TEXT NOT NULL', 'recorded_by TEXT',
    'source TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  prescription: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'intent TEXT NOT NULL', 'code_system TEXT', 'code TEXT', 'drug TEXT NOT NULL',
    'form TEXT', 'strength TEXT', 'route TEXT', 'dose REAL', 'dose_unit TEXT', 'per_day REAL', 'timing TEXT', 'days INTEGER',
    'quantity REAL', 'quantity_unit TEXT', 'instructions TEXT', 'as_needed INTEGER NOT NULL', 'status TEXT NOT NULL', 'started_on TEXT',
    'ended_on TEXT', 'stop_reason TEXT', 'warning TEXT', 'prescribed_at TEXT NOT NULL', 'prescribed_by TEXT', 'source TEXT NOT NULL',
    'removed INTEGER NOT NULL',
  ],
  immunization: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'code_system TEXT', 'code TEXT', 'vaccine TEXT NOT NULL', 'dose_number INTEGER',
    'given_at TEXT NOT NULL', 'lot TEXT', 'expires_on TEXT', 'site TEXT', 'route TEXT', 'given_by TEXT', 'status TEXT NOT NULL',
    'reason TEXT', 'note TEXT', 'recorded_at TEXT NOT NULL', 'recorded_by TEXT', 'source TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  document: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'title TEXT NOT NULL', 'kind TEXT NOT NULL', 'media_type TEXT NOT NULL',
    'bytes INTEGER NOT NULL', 'sha256 TEXT NOT NULL', 'parts INTEGER NOT NULL', 'written_at TEXT', 'recorded_at TEXT NOT NULL',
    'recorded_by TEXT', 'source TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  document_part: [
    'document_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'position INTEGER NOT NULL', 'content TEXT NOT NULL',
  ],
  referral: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'to_place TEXT NOT NULL', 'speciality TEXT', 'urgency TEXT NOT NULL',
    'reason TEXT NOT NULL', 'status TEXT NOT NULL', 'answer TEXT', 'written_at TEXT NOT NULL', 'written_by TEXT', 'closed_at TEXT',
  ],
  follow_up: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'due_on TEXT NOT NULL', 'reason TEXT NOT NULL', 'service_id TEXT', 'provider_id TEXT',
    'status TEXT NOT NULL', 'created_at TEXT NOT NULL', 'person_id TEXT',
  ],
  provider: [
    'kind TEXT NOT NULL', 'person_id TEXT', 'name TEXT NOT NULL', 'speciality TEXT', 'registration_number TEXT', 'room_ids TEXT NOT NULL',
    'phone TEXT', 'email TEXT', 'identifiers TEXT NOT NULL', 'active INTEGER NOT NULL',
  ],
  consent: [
    'patient_id TEXT NOT NULL', 'purpose TEXT NOT NULL', 'decision TEXT NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT', 'given_by TEXT',
    'method TEXT NOT NULL', 'note TEXT',
  ],
  form_definition: [
    'form_key TEXT NOT NULL', 'version INTEGER NOT NULL', 'title TEXT NOT NULL', 'fields TEXT NOT NULL', 'active INTEGER NOT NULL',
    'created_at TEXT NOT NULL', 'created_by TEXT',
  ],
  form_answer: [
    'patient_id TEXT NOT NULL', 'encounter_id TEXT', 'form_key TEXT NOT NULL', 'form_version INTEGER NOT NULL', 'answers TEXT NOT NULL',
    'filled_at TEXT NOT NULL', 'filled_by TEXT', 'removed INTEGER NOT NULL', 'definition_id TEXT NOT NULL', 'replaces_id TEXT',
  ],
  kept_resource: [
    'patient_id TEXT', 'resource_type TEXT NOT NULL', 'resource_id TEXT NOT NULL', 'json TEXT NOT NULL', 'received_at TEXT NOT NULL',
    'source TEXT NOT NULL', 'name TEXT', 'removed INTEGER NOT NULL',
  ],
};

const visitColumns = ['token_id', 'service_id', 'provider_id', 'outcome', 'started_by', 'ended_by', 'room_id'];

/** Tables whose rows are read by patient, newest or all. */
const ofPatient = [
  'condition', 'clinical_note', 'procedure', 'prescription', 'immunization', 'document', 'referral', 'follow_up', 'consent', 'form_answer',
  'kept_resource',
];

const statements = [
  ...visitColumns.map((column) => `ALTER TABLE encounter ADD COLUMN ${column} TEXT`),
  ...ofPatient.map((table) => `CREATE INDEX ${table}_patient ON ${table}(patient_id)`),
  "CREATE INDEX encounter_open ON encounter(status, started_at) WHERE status = 'in-progress'",
  'CREATE INDEX encounter_token ON encounter(token_id) WHERE token_id IS NOT NULL',
  'CREATE INDEX document_part_patient ON document_part(patient_id)',
  'CREATE INDEX document_part_document ON document_part(document_id, position)',
  'CREATE INDEX kept_resource_resource ON kept_resource(resource_id)',
  'CREATE INDEX follow_up_due ON follow_up(status, due_on)',
  'CREATE INDEX form_definition_key ON form_definition(form_key, version)',
  'CREATE INDEX form_answer_form ON form_answer(form_key, filled_at)',
  'CREATE INDEX form_answer_replaces ON form_answer(replaces_id) WHERE replaces_id IS NOT NULL',
];

/** What doctors and nurses write down: problems, notes, prescriptions, vaccinations, documents, consent and a clinic's own forms. */
export const record: Migration = {
  version: 110,
  name: 'record',
  up(db) {
    addTables(db, synced, statements);
  },
};
