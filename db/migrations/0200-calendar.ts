import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const receiving = ['room_id TEXT', 'service_id TEXT', 'slot_minutes INTEGER NOT NULL', 'capacity INTEGER NOT NULL'];

const synced: Readonly<Record<string, readonly string[]>> = {
  shift: [
    'provider_id TEXT NOT NULL', 'weekday INTEGER NOT NULL', 'start_minute INTEGER NOT NULL', 'end_minute INTEGER NOT NULL', ...receiving,
    'valid_from TEXT', 'valid_until TEXT', 'removed INTEGER NOT NULL',
  ],
  schedule_exception: [
    'kind TEXT NOT NULL', 'provider_id TEXT', 'from_on TEXT NOT NULL', 'until_on TEXT NOT NULL', 'start_minute INTEGER', 'end_minute INTEGER',
    'yearly INTEGER NOT NULL', 'note TEXT', 'room_id TEXT', 'service_id TEXT', 'slot_minutes INTEGER', 'capacity INTEGER', 'removed INTEGER NOT NULL',
  ],
  appointment: [
    'patient_id TEXT', 'name TEXT NOT NULL', 'phone TEXT', 'provider_id TEXT NOT NULL', 'room_id TEXT', 'service_id TEXT', 'starts TEXT NOT NULL',
    'minutes INTEGER NOT NULL', 'status TEXT NOT NULL', 'status_at TEXT NOT NULL', 'reason TEXT', 'note TEXT', 'cancel_reason TEXT',
    'overbook_reason TEXT', 'series_id TEXT', 'follow_up_id TEXT', 'token_id TEXT', 'booked_at TEXT NOT NULL', 'booked_by TEXT',
  ],
};

const statements = [
  'CREATE INDEX appointment_starts ON appointment(starts)',
  "CREATE INDEX appointment_expected ON appointment(starts) WHERE status IN ('pending', 'confirmed')",
  'CREATE INDEX appointment_patient ON appointment(patient_id) WHERE patient_id IS NOT NULL',
  'CREATE INDEX appointment_token ON appointment(token_id) WHERE token_id IS NOT NULL',
  'CREATE INDEX appointment_series ON appointment(series_id) WHERE series_id IS NOT NULL',
  'CREATE INDEX appointment_follow_up ON appointment(follow_up_id) WHERE follow_up_id IS NOT NULL',
];

/** When doctors and others receive, and who is booked. */
export const calendar: Migration = {
  version: 200,
  name: 'calendar',
  up(db) {
    addTables(db, synced, statements);
  },
};
