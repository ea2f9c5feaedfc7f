import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

/** So many operations enter `operation_row` at a time. Part of the schema: stream.ts must agree with it. */
export const INDEXED_TOGETHER = 64;

const synced: Readonly<Record<string, readonly string[]>> = {
  clinic: [
    'name TEXT NOT NULL', 'code TEXT NOT NULL', 'zone TEXT NOT NULL', 'languages TEXT NOT NULL', 'date_order TEXT NOT NULL',
    'auto_lock_minutes INTEGER NOT NULL', 'elderly_age INTEGER NOT NULL', 'wait_attention_minutes INTEGER NOT NULL',
    'wait_late_minutes INTEGER NOT NULL', 'temperature_unit TEXT NOT NULL', 'weight_unit TEXT NOT NULL',
    'height_unit TEXT NOT NULL', 'glucose_unit TEXT NOT NULL', 'announce TEXT NOT NULL',
  ],
  room: ['name TEXT NOT NULL', 'active INTEGER NOT NULL', 'position INTEGER NOT NULL'],
  service: ['name TEXT NOT NULL', 'active INTEGER NOT NULL', 'room_id TEXT', 'position INTEGER NOT NULL'],
  person: ['name TEXT NOT NULL', 'roles TEXT NOT NULL', 'language TEXT', 'color TEXT NOT NULL', 'active INTEGER NOT NULL'],
  credential: ['pin_hash TEXT', 'password_hash TEXT'],
  api_token: [
    'name TEXT NOT NULL', 'permissions TEXT NOT NULL', 'secret_hash TEXT NOT NULL', 'created_at TEXT NOT NULL',
    'active INTEGER NOT NULL',
  ],
  patient: [
    'number TEXT NOT NULL', 'name TEXT NOT NULL', 'sex TEXT NOT NULL', 'birth_date TEXT', 'birth_estimated INTEGER NOT NULL',
    'phone TEXT', 'email TEXT', 'address TEXT', 'district TEXT', 'state TEXT', 'language TEXT', 'pronunciation TEXT',
    'payer TEXT', 'policy_number TEXT', 'notes TEXT', 'pregnant INTEGER NOT NULL', 'disabled INTEGER NOT NULL',
    'archived INTEGER NOT NULL', 'archived_reason TEXT', 'registered_at TEXT NOT NULL', 'deceased_at TEXT',
  ],
  patient_contact: [
    'patient_id TEXT NOT NULL', 'name TEXT NOT NULL', 'relation TEXT NOT NULL', 'phone TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  patient_identifier: [
    'patient_id TEXT NOT NULL', 'system TEXT NOT NULL', 'value TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  allergy: [
    'patient_id TEXT NOT NULL', 'substance TEXT NOT NULL', 'reaction TEXT NOT NULL', 'recorded_at TEXT NOT NULL',
    'removed INTEGER NOT NULL',
  ],
  patient_photo: ['patient_id TEXT NOT NULL', 'jpeg TEXT', 'taken_at TEXT NOT NULL'],
  encounter: [
    'patient_id TEXT NOT NULL', 'started_at TEXT NOT NULL', 'ended_at TEXT', 'status TEXT NOT NULL', 'class_code TEXT',
    'title TEXT NOT NULL', 'reason TEXT', 'source TEXT NOT NULL', 'removed INTEGER NOT NULL',
  ],
  token: [
    'label TEXT NOT NULL', 'service_day TEXT NOT NULL', 'service_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'room_id TEXT',
    'status TEXT NOT NULL', 'priority TEXT NOT NULL', 'arrived_at TEXT NOT NULL', 'booked_at TEXT', 'called_at TEXT',
    'started_at TEXT', 'ended_at TEXT', 'times_called INTEGER NOT NULL', 'vitals_at TEXT', 'held_reason TEXT',
  ],
  token_event: [
    'token_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'service_day TEXT NOT NULL', 'at TEXT NOT NULL', 'action TEXT NOT NULL',
    'room_id TEXT', 'service_id TEXT NOT NULL', 'person_id TEXT', 'before TEXT NOT NULL', 'spoken_via TEXT',
    'spoken_after_ms INTEGER',
  ],
  observation: [
    'patient_id TEXT NOT NULL', 'set_id TEXT', 'encounter_id TEXT', 'token_id TEXT', 'code TEXT NOT NULL', 'loinc TEXT',
    'value REAL', 'text TEXT', 'unit TEXT NOT NULL', 'typed_value TEXT', 'typed_unit TEXT', 'taken_at TEXT NOT NULL',
    'recorded_at TEXT NOT NULL', 'recorded_by TEXT', 'source TEXT NOT NULL', 'confirmed INTEGER NOT NULL',
  ],
  observation_mark: [
    'observation_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'reason TEXT NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT',
  ],
  record_access: ['patient_id TEXT NOT NULL', 'person_id TEXT', 'endpoint TEXT NOT NULL', 'at TEXT NOT NULL'],
};

const indexes = [
  'CREATE INDEX patient_number ON patient(number)',
  'CREATE INDEX patient_contact_patient ON patient_contact(patient_id)',
  'CREATE INDEX patient_identifier_patient ON patient_identifier(patient_id)',
  'CREATE INDEX patient_identifier_value ON patient_identifier(value, system)',
  'CREATE INDEX allergy_patient ON allergy(patient_id)',
  'CREATE INDEX patient_photo_patient ON patient_photo(patient_id)',
  'CREATE INDEX encounter_patient ON encounter(patient_id, started_at)',
  'CREATE INDEX token_day ON token(service_day, status, service_id)',
  'CREATE INDEX token_patient ON token(patient_id)',
  'CREATE INDEX token_event_token ON token_event(token_id)',
  'CREATE INDEX token_event_day ON token_event(service_day)',
  'CREATE INDEX token_event_patient ON token_event(patient_id)',
  'CREATE INDEX observation_patient ON observation(patient_id, taken_at)',
  'CREATE INDEX observation_mark_patient ON observation_mark(patient_id)',
  'CREATE INDEX record_access_patient ON record_access(patient_id)',
];

/** This PC's own tables. `operation` is at once the outbox, the audit trail and the history of every record. */
const local = [
  'CREATE TABLE local_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE operation (
    dseq INTEGER PRIMARY KEY, grp INTEGER NOT NULL, op_id TEXT NOT NULL, tbl INTEGER NOT NULL, row_id TEXT NOT NULL,
    kind INTEGER NOT NULL, hlc INTEGER NOT NULL, sv INTEGER NOT NULL, person_id TEXT, at INTEGER NOT NULL,
    intent TEXT NOT NULL, batch TEXT, cols TEXT NOT NULL, prev TEXT NOT NULL, chain BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0) STRICT`,
  // Which operations belong to a row. Filled some dozens at a time (stream.ts): an index would touch pages of its own with every commit.
  'CREATE TABLE operation_row (row_id TEXT NOT NULL, dseq INTEGER NOT NULL, PRIMARY KEY (row_id, dseq)) STRICT, WITHOUT ROWID',
  `CREATE VIEW operation_of_row AS SELECT row_id, dseq FROM operation_row
    UNION ALL SELECT row_id, dseq FROM operation WHERE dseq > (SELECT max(dseq) FROM operation) / ${INDEXED_TOGETHER} * ${INDEXED_TOGETHER}`,
  "CREATE TRIGGER guard_operation_row_update BEFORE UPDATE ON operation_row BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
  "CREATE TRIGGER guard_operation_row_delete BEFORE DELETE ON operation_row BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
  'CREATE INDEX operation_batch ON operation(batch) WHERE batch IS NOT NULL',
  `CREATE TRIGGER guard_operation_update BEFORE UPDATE OF dseq, grp, op_id, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev, chain
    ON operation BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END`,
  "CREATE TRIGGER guard_operation_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
  "CREATE TRIGGER guard_operation_insert BEFORE INSERT ON operation WHEN in_door() = 0 BEGIN SELECT RAISE(ABORT, 'write outside the door'); END",
  'CREATE TABLE number_series (series TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  // `place` follows from the id (queries/commands.ts), so that new answers stand at the end of the table and need no index.
  'CREATE TABLE command (place INTEGER PRIMARY KEY, id TEXT NOT NULL, endpoint TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  `CREATE TABLE draft (person_id TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, saved_at TEXT NOT NULL,
    PRIMARY KEY (person_id, key)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE printer (id TEXT PRIMARY KEY, name TEXT NOT NULL, target TEXT NOT NULL, language TEXT NOT NULL, paper TEXT NOT NULL,
    documents TEXT NOT NULL, active INTEGER NOT NULL) STRICT`,
  `CREATE TABLE print_job (id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, printer_id TEXT, status TEXT NOT NULL,
    error TEXT, attempts INTEGER NOT NULL, at TEXT NOT NULL, reprint_of TEXT, source TEXT NOT NULL, payload BLOB) STRICT`,
  'CREATE INDEX print_job_at ON print_job(at)',
  `CREATE TABLE import_job (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
    started_at TEXT NOT NULL, report TEXT NOT NULL) STRICT`,
  `CREATE TABLE import_refusal (import_id TEXT NOT NULL REFERENCES import_job(id), position INTEGER NOT NULL, file TEXT NOT NULL,
    entry TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (import_id, position)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sign_in_attempt (person_id TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL,
    round INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  'CREATE TABLE token_use (token_id TEXT PRIMARY KEY, last_used_at TEXT NOT NULL) STRICT, WITHOUT ROWID',
  // Contentless: the words are found here, the row itself is read from patient by its rid. detail=none keeps it
  // small; nobody searches names by phrase. Prefix lists of 1, 2 and 3 letters serve search as typed.
  `CREATE VIRTUAL TABLE patient_fts USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2")`,
];

/** Everything the first day of a clinic needs. */
export const firstDay: Migration = {
  version: 10,
  name: 'first day',
  up(db) {
    addTables(db, synced, [...indexes, ...local]);
  },
};
