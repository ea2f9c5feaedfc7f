import type { ChannelSettings } from '#domain/contract/notifications.ts';
import { mailAddress, phoneAddress } from '#domain/notifications/address.ts';
import { variablesOf, type NotificationEvent } from '#domain/notifications/events.ts';
import type { SkipReason } from '#domain/notifications/outbox.ts';
import { fillIn, parseTemplate, type Values } from '#domain/notifications/template.ts';
import { mayUse } from '#domain/patients/consent.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { consentDefaults, mayUsePatient } from '#db/queries/consents.ts';
import { textsOf, toldSince } from '#db/queries/notifications.ts';
import { patientRow } from '#db/queries/patients.ts';
import type { Facts, Place } from './sources/source.ts';
import { sourceOf } from './sources/sources.ts';

/** What a message is about. */
export interface Subject {
  readonly event: NotificationEvent;
  readonly subjectId: string;
  readonly about: string;
  readonly patientId: string | null;
  readonly channelId: string;
  readonly untilAt: number | null;
}

export interface Composed {
  readonly name: string;
  readonly to: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

export type Composing =
  | { readonly ok: true; readonly message: Composed }
  | { readonly ok: false; readonly reason: SkipReason; readonly name: string; readonly missing: string | null };

/** Two reminders of one appointment that fall together, because the PC was off, are one. */
const TOGETHER_MS = 60 * 60_000;

/** The message as it would go out now, or why it goes to nobody. Everything is looked at anew: consent, address, what it tells of. */
export function composeMessage(place: Place, of: Subject, settings: ChannelSettings): Composing {
  const patient = of.patientId === null ? undefined : patientRow(place.db, of.patientId);
  const facts = sourceOf(of.event).facts(place, of.event, of);
  const name = patient?.name ?? facts?.name ?? '';
  const no = (reason: SkipReason): Composing => ({ ok: false, reason, name, missing: null });
  if (!facts) return no('over');
  if (of.untilAt !== null && of.untilAt <= place.now) return no('late');
  const kept = keptFrom(place, of, patient);
  if (kept) return no(kept);
  const address = addressOf(settings, patient, facts);
  return address.ok ? written(place, of.event, { name, to: address.to, wished: patient?.language ?? null, facts, isMail: settings.kind === 'email' }) : no(address.reason);
}

interface Writing {
  readonly name: string;
  readonly to: string;
  /** The patient's language. */
  readonly wished: string | null;
  readonly facts: Facts;
  readonly isMail: boolean;
}

function written(place: Place, event: NotificationEvent, { name, to, wished, facts, isMail }: Writing): Composing {
  const language = languageOf(place, event, wished);
  const texts = language === undefined ? undefined : textsOf(place.db, event, language);
  if (language === undefined || !texts) return { ok: false, reason: 'no-template', name, missing: null };
  const values = { patient: name, ...facts.values(language) };
  const subject = filled(isMail ? texts.subject : '', event, values);
  if (!subject.ok) return { ...subject, name };
  const text = filled(isMail ? texts.body : texts.short, event, values);
  return text.ok ? { ok: true, message: { name, to, language, subject: subject.text, text: text.text } } : { ...text, name };
}

/** Why nobody is written to, whatever the message says. */
function keptFrom(place: Place, of: Subject, patient: SyncedRow<'patient'> | undefined): SkipReason | undefined {
  if (of.patientId !== null && !patient) return 'away';
  if (patient?.deceased_at != null) return 'deceased';
  if (patient?.archived === 1) return 'away';
  const allowed = of.patientId === null ? mayUse([], 'reminders', consentDefaults(place.db)) : mayUsePatient(place.db, of.patientId, 'reminders');
  if (!allowed) return 'no-consent';
  const since = new Date(place.now - TOGETHER_MS).toISOString();
  return of.event === 'appointment-reminder' && toldSince(place.db, of.subjectId, of.event, of.channelId, since) ? 'told-already' : undefined;
}

type Address = { readonly ok: true; readonly to: string } | { readonly ok: false; readonly reason: SkipReason };

function addressOf(settings: ChannelSettings, patient: SyncedRow<'patient'> | undefined, facts: Facts): Address {
  const read = (typed: string | null, as: (typed: string) => string | undefined): Address => {
    if (typed === null || typed.trim() === '') return { ok: false, reason: 'no-address' };
    const to = as(typed);
    return to === undefined ? { ok: false, reason: 'bad-address' } : { ok: true, to };
  };
  const phone = facts.phone ?? patient?.phone ?? null;
  switch (settings.kind) {
    case 'email': return read(patient?.email ?? null, mailAddress);
    case 'sms': return read(phone, (typed) => phoneAddress(typed, settings.prefix));
    // Amazon takes whole numbers only.
    case 'sns': return settings.topicArn === '' ? read(phone, (typed) => ((to) => (to?.startsWith('+') ? to : undefined))(phoneAddress(typed, settings.prefix))) : { ok: true, to: '' };
    // Another program finds its own way; a number helps it.
    case 'webhook': return { ok: true, to: phone ?? '' };
  }
}

/** The patient's language, what it is a kind of, the clinic's, English: the first in which there are texts. */
function languageOf(place: Place, event: NotificationEvent, own: string | null): string | undefined {
  const wished = [...(own === null ? [] : [own, own.split('-')[0] ?? own]), ...place.languages, 'en'];
  return wished.find((language) => textsOf(place.db, event, language) !== undefined);
}

type Filled = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: SkipReason; readonly missing: string | null };

function filled(template: string, event: NotificationEvent, values: Values): Filled {
  const parts = parseTemplate(template, variablesOf(event));
  // Texts are checked when they are saved; one of a later program may name more.
  if (!parts.ok) return { ok: false, reason: 'no-template', missing: null };
  const made = fillIn(parts.value, values);
  return made.ok ? { ok: true, text: made.value } : { ok: false, reason: 'missing-value', missing: made.error.name };
}
