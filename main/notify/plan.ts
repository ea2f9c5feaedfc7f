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

/** Puts what is due and new into the outbox. Rule by rule, for some look at what an earlier one put there. Returns how many. */
export function putIntoOutbox(tx: WriteDb, place: Place, rules: readonly ActiveRule[]): number {
  const at = new Date(place.now).toISOString();
  let made = 0;
  for (const rule of rules) {
    for (const planned of planOf(place, [rule], place.now)) {
      if (hasMessage(tx, planned.id)) continue;
      const dueAt = new Date(planned.dueAt).toISOString();
      tx.insert('notification', {
        id: planned.id, event: planned.event, subject_id: planned.subjectId, about: planned.about, patient_id: planned.patientId, channel_id: planned.channelId,
        due_at: dueAt, until_at: planned.untilAt === null ? null : new Date(planned.untilAt).toISOString(), status: 'waiting', attempts: 0, next_at: at, reason: null,
        tried_at: null, sender_id: null, language: null, sent_to: null, subject: null, text: null, reference: null, made_at: at,
      });
      made += 1;
    }
  }
  return made;
}
