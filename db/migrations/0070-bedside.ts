import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  score: [
    'patient_id TEXT NOT NULL', 'token_id TEXT', 'encounter_id TEXT', 'rule TEXT NOT NULL', 'version INTEGER NOT NULL', 'total INTEGER',
    'known_total INTEGER NOT NULL', 'band TEXT NOT NULL', 'inputs TEXT NOT NULL', 'parts TEXT NOT NULL', 'missing TEXT NOT NULL',
    'taken_at TEXT NOT NULL', 'at TEXT NOT NULL', 'person_id TEXT',
  ],
  bed: ['name TEXT NOT NULL', 'room_id TEXT', 'position INTEGER NOT NULL', 'active INTEGER NOT NULL'],
  bedside_stay: [
    'patient_id TEXT NOT NULL', 'bed_id TEXT', 'status TEXT NOT NULL', 'started_at TEXT NOT NULL', 'started_by TEXT', 'ended_at TEXT',
    'ended_by TEXT', 'end_reason TEXT', 'limits TEXT', 'token_id TEXT',
  ],
  device_use: [
    'stay_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'device_id TEXT NOT NULL', 'device_name TEXT NOT NULL', 'driver TEXT NOT NULL',
    'status TEXT NOT NULL', 'started_at TEXT NOT NULL', 'started_by TEXT', 'ended_at TEXT', 'ended_by TEXT', 'end_reason TEXT',
  ],
  reading_origin: [
    'patient_id TEXT NOT NULL', 'device_use_id TEXT', 'device_id TEXT NOT NULL', 'device_name TEXT NOT NULL', 'driver TEXT NOT NULL',
    'driver_version INTEGER NOT NULL', 'port TEXT NOT NULL', 'device_serial TEXT', 'device_time TEXT', 'received_at TEXT NOT NULL',
    'flags TEXT NOT NULL', 'raw TEXT NOT NULL',
  ],
  stream_summary: [
    'patient_id TEXT NOT NULL', 'stay_id TEXT NOT NULL', 'device_id TEXT NOT NULL', 'from_at TEXT NOT NULL', 'to_at TEXT NOT NULL',
    'measures TEXT NOT NULL', 'gap_seconds INTEGER NOT NULL',
  ],
  bedside_alarm: [
    'stay_id TEXT NOT NULL', 'patient_id TEXT NOT NULL', 'code TEXT NOT NULL', 'cause TEXT NOT NULL', 'value REAL', 'limit_value REAL',
    'started_at TEXT NOT NULL', 'ended_at TEXT', 'acknowledged_at TEXT', 'acknowledged_by TEXT',
  ],
  lab_message: [
    'analyser_id TEXT NOT NULL', 'analyser_name TEXT NOT NULL', 'protocol TEXT NOT NULL', 'control_id TEXT', 'received_at TEXT NOT NULL',
    'fingerprint TEXT NOT NULL', 'results INTEGER NOT NULL',
  ],
  lab_result: [
    'message_id TEXT NOT NULL', 'position INTEGER NOT NULL', 'status TEXT NOT NULL', 'why_waiting TEXT', 'patient_id TEXT', 'specimen TEXT',
    'patient_ref TEXT', 'test_code TEXT NOT NULL', 'test_name TEXT NOT NULL', 'loinc TEXT', 'value REAL', 'text TEXT', 'unit TEXT NOT NULL',
    'reference_range TEXT', 'flags TEXT NOT NULL', 'result_status TEXT NOT NULL', 'taken_at TEXT', 'comment TEXT', 'fingerprint TEXT NOT NULL',
    'matched_by TEXT', 'matched_at TEXT', 'person_id TEXT', 'observation_id TEXT', 'dismiss_reason TEXT',
  ],
};

const statements = [
  'ALTER TABLE observation ADD COLUMN origin_id TEXT',
  'ALTER TABLE clinic ADD COLUMN wave_days INTEGER',
  'ALTER TABLE clinic ADD COLUMN chart_minutes INTEGER',
  'CREATE INDEX score_patient ON score(patient_id, rule, at)',
  "CREATE INDEX bedside_stay_open ON bedside_stay(status) WHERE status = 'open'",
  'CREATE INDEX bedside_stay_patient ON bedside_stay(patient_id)',
  "CREATE INDEX device_use_open ON device_use(device_id) WHERE status = 'open'",
  'CREATE INDEX device_use_patient ON device_use(patient_id)',
  'CREATE INDEX device_use_stay ON device_use(stay_id)',
  'CREATE INDEX reading_origin_patient ON reading_origin(patient_id)',
  'CREATE INDEX stream_summary_stay ON stream_summary(stay_id, from_at)',
  'CREATE INDEX stream_summary_patient ON stream_summary(patient_id, from_at)',
  'CREATE INDEX bedside_alarm_stay ON bedside_alarm(stay_id, started_at)',
  'CREATE INDEX bedside_alarm_patient ON bedside_alarm(patient_id)',
  'CREATE INDEX lab_message_fingerprint ON lab_message(fingerprint)',
  'CREATE INDEX lab_result_fingerprint ON lab_result(fingerprint)',
  "CREATE INDEX lab_result_inbox ON lab_result(status) WHERE status = 'inbox'",
  'CREATE INDEX lab_result_message ON lab_result(message_id, position)',
  'CREATE INDEX lab_result_patient ON lab_result(patient_id)',
  // What is plugged into this PC concerns this PC.
  `CREATE TABLE device_profile (id TEXT PRIMARY KEY, name TEXT NOT NULL, driver TEXT NOT NULL, transport TEXT NOT NULL, path TEXT, vendor_id TEXT,
    product_id TEXT, serial_number TEXT, settings TEXT NOT NULL, mapping TEXT, active INTEGER NOT NULL, added_at TEXT NOT NULL, token_id TEXT) STRICT`,
  `CREATE TABLE device_event (place INTEGER PRIMARY KEY, device_id TEXT NOT NULL, stay_id TEXT, kind TEXT NOT NULL, detail TEXT NOT NULL,
    at INTEGER NOT NULL, until INTEGER) STRICT`,
  'CREATE INDEX device_event_device ON device_event(device_id, at)',
  'CREATE INDEX device_event_stay ON device_event(stay_id, at) WHERE stay_id IS NOT NULL',
  // Many samples to a row, packed; `start` in milliseconds since 1970, `rate` in samples a second.
  `CREATE TABLE stream_block (stay_id TEXT NOT NULL, code TEXT NOT NULL, start INTEGER NOT NULL, rate REAL NOT NULL, count INTEGER NOT NULL,
    device_id TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (stay_id, code, start)) STRICT, WITHOUT ROWID`,
  'CREATE INDEX stream_block_start ON stream_block(start)',
  // The same numbers at several widths, so that a day and a minute cost the same to draw. `level` is the width in seconds.
  `CREATE TABLE stream_trend (stay_id TEXT NOT NULL, code TEXT NOT NULL, level INTEGER NOT NULL, at INTEGER NOT NULL, low REAL NOT NULL,
    high REAL NOT NULL, sum REAL NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (stay_id, code, level, at)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE analyser (id TEXT PRIMARY KEY, name TEXT NOT NULL, protocol TEXT NOT NULL, transport TEXT NOT NULL, settings TEXT NOT NULL,
    active INTEGER NOT NULL, added_at TEXT NOT NULL) STRICT`,
  // As it came over the line, committed before the analyser is told that it may forget it.
  `CREATE TABLE analyser_raw (id TEXT PRIMARY KEY, analyser_id TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, message_id TEXT) STRICT, WITHOUT ROWID`,
  'CREATE INDEX analyser_raw_waiting ON analyser_raw(at) WHERE message_id IS NULL',
];

/** Beds and who lies in them, devices and what they said, analysers and their results, scores. */
export const bedside: Migration = {
  version: 70,
  name: 'bedside',
  up(db) {
    addTables(db, synced, statements);
  },
};
