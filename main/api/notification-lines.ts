import type { OutboxLine } from '#domain/contract/notifications.ts';
import { isNotificationEvent } from '#domain/notifications/events.ts';
import { afterQuiet } from '#domain/notifications/quiet-hours.ts';
import { stepOutbox } from '#domain/notifications/outbox.ts';
import { channelRows, senderHere, stateOf, type OutboxRow } from '#db/queries/notifications.ts';
import type { Place } from '../notify/sources/source.ts';

const ACTIONS = ['retry', 'cancel', 'confirm'] as const;

/** A message of the outbox as the list shows it. */
export function outboxLine({ db, now, zone, settings }: Place, row: OutboxRow): OutboxLine {
  const channel = channelRows(db).find(({ id }) => id === row.channel_id);
  const here = channel?.sender_id != null && channel.sender_id === senderHere(db);
  return {
    id: row.id, event: isNotificationEvent(row.event) ? row.event : 'test', channelId: row.channel_id, channel: channel?.name ?? '', patientId: row.patient_id, name: row.name,
    status: stateOf(row).status, reason: row.reason, attempts: row.attempts, dueAt: row.due_at, nextAt: row.next_at === null ? null : new Date(row.event === 'test' ? Date.parse(row.next_at) : afterQuiet(Math.max(now, Date.parse(row.next_at)), zone, settings.quiet)).toISOString(), triedAt: row.tried_at, language: row.language, to: row.sent_to === '' ? null : row.sent_to,
    subject: row.subject, text: row.text, reference: row.reference, can: here ? ACTIONS.filter((action) => stepOutbox(stateOf(row), { type: action }, 0, 0).ok) : [],
  };
}
