import type { Migration } from '../migrate.ts';
import { addTables } from './synced-table.ts';

const synced: Readonly<Record<string, readonly string[]>> = {
  notification_channel: ['name TEXT NOT NULL', 'settings TEXT NOT NULL', 'active INTEGER NOT NULL', 'sender_id TEXT', 'sender_pc TEXT', 'sender_since TEXT'],
  notification_template: ['event TEXT NOT NULL', 'language TEXT NOT NULL', 'subject TEXT NOT NULL', 'body TEXT NOT NULL', 'short TEXT NOT NULL', 'own INTEGER NOT NULL'],
  notification_rule: ['event TEXT NOT NULL', 'channel_id TEXT NOT NULL', 'lead_minutes INTEGER NOT NULL', 'active INTEGER NOT NULL', 'since TEXT NOT NULL'],
  notification: [
    'event TEXT NOT NULL', 'subject_id TEXT NOT NULL', 'about TEXT NOT NULL', 'patient_id TEXT', 'channel_id TEXT NOT NULL', 'due_at TEXT NOT NULL', 'until_at TEXT',
    'status TEXT NOT NULL', 'attempts INTEGER NOT NULL', 'next_at TEXT', 'reason TEXT', 'tried_at TEXT', 'sender_id TEXT', 'language TEXT', 'sent_to TEXT', 'subject TEXT',
    'text TEXT', 'reference TEXT', 'made_at TEXT NOT NULL',
  ],
};

const statements = [
  // Of this PC alone: never exchanged, never in the log.
  'CREATE TABLE notification_secret (channel_id TEXT PRIMARY KEY, secret TEXT NOT NULL, entered_at TEXT NOT NULL) STRICT',
  "CREATE INDEX notification_open ON notification(channel_id, next_at) WHERE status IN ('waiting', 'sending')",
  'CREATE INDEX notification_status ON notification(status, due_at)',
  'CREATE INDEX notification_subject ON notification(subject_id)',
  'CREATE INDEX notification_due ON notification(due_at)',
  'CREATE INDEX notification_patient ON notification(patient_id) WHERE patient_id IS NOT NULL',
  'ALTER TABLE appointment ADD COLUMN moved_at TEXT',
  'CREATE INDEX appointment_moved ON appointment(moved_at) WHERE moved_at IS NOT NULL',
  "CREATE INDEX appointment_cancelled ON appointment(status_at) WHERE status = 'cancelled'",
  'CREATE INDEX appointment_booked ON appointment(booked_at)',
  "CREATE INDEX lab_event_verified ON lab_event(at) WHERE to_status = 'verified'",
];

/** Channels, texts and rules of notifications, and the outbox. */
export const notifications: Migration = {
  version: 270,
  name: 'notifications',
  up(db) {
    addTables(db, synced, statements);
  },
};
