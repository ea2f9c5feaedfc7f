import type { ActiveRule } from '#db/queries/notifications.ts';
import { hasMessage, notifySettings, ruleRows } from '#db/queries/notifications.ts';
import { findClinic } from '#db/queries/clinic.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { NotificationEvent } from '#domain/notifications/events.ts';
import { derivedId } from '../billing/derived-id.ts';
import type { Candidate, Place } from './sources/source.ts';
import { sourceOf } from './sources/sources.ts';

/** What a rule wants told. */
export interface Planned extends Candidate {
  readonly id: string;
  readonly event: NotificationEvent;
  readonly channelId: string;
}

/** Undefined before first run. */
export function placeAt(db: ReadDb, now: number): Place | undefined {
  const clinic = findClinic(db);
  return clinic && { db, now, zone: clinic.zone, clinicName: clinic.name, languages: clinic.languages, settings: notifySettings(db) };
}

/** The rules of these channels that are on. */
export const rulesOf = (db: ReadDb, channelIds: ReadonlySet<string>): ActiveRule[] => ruleRows(db).filter((rule) => rule.active === 1 && channelIds.has(rule.channel_id));

/** Everything that rules want told until `horizon`, each under the id that every PC would give it. */
export const planOf = (place: Place, rules: readonly ActiveRule[], horizon: number): Planned[] => rules.flatMap((rule) =>
  sourceOf(rule.event).plan(place, rule, horizon).map((candidate): Planned => ({
    ...candidate, event: rule.event, channelId: rule.channel_id,
    id: derivedId('notification', rule.event, candidate.subjectId, rule.channel_id, candidate.about, rule.event === 'appointment-reminder' ? rule.lead_minutes : 0),
  })));

/** Puts what was planned into the outbox, each once however often it is planned. */
export function putIntoOutbox(tx: WriteDb, planned: readonly Planned[], now: number): void {
  const at = new Date(now).toISOString();
  for (const { id, event, subjectId, about, patientId, channelId, dueAt, untilAt } of planned) {
    if (hasMessage(tx, id)) continue;
    tx.insert('notification', {
      id, event, subject_id: subjectId, about, patient_id: patientId, channel_id: channelId,
      due_at: new Date(dueAt).toISOString(), until_at: untilAt === null ? null : new Date(untilAt).toISOString(), status: 'waiting', attempts: 0, next_at: at, reason: null,
      tried_at: null, sender_id: null, language: null, sent_to: null, subject: null, text: null, reference: null, made_at: at,
    });
  }
}
