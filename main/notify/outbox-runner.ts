import { afterQuiet } from '#domain/notifications/quiet-hours.ts';
import { isNotificationEvent } from '#domain/notifications/events.ts';
import { testTexts } from '#domain/notifications/default-texts.ts';
import { stepOutbox, type OutboxEvent, type SendFault, type SendOutcome } from '#domain/notifications/outbox.ts';
import type { WriteDb } from '#db/door.ts';
import {
  channelRows, columnsOfState, dueMessages, hasMessage, messagesBeingSent, secretOf, senderHere, settingsOfChannel, stateOf, type ChannelRow, type NotificationRow,
} from '#db/queries/notifications.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import { traceOf, type Log } from '../log.ts';
import { composeMessage, type Composing } from './compose-message.ts';
import { placeAt, planOf, putIntoOutbox, rulesOf } from './plan.ts';
import { usualLimits, type SendLimits, type Sending } from './send/message.ts';
import { send as sendByChannel } from './send/send.ts';
import type { Place } from './sources/source.ts';
import { slowEvents } from './sources/sources.ts';

export interface RunnerParts {
  readonly store: Store;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly limits?: SendLimits;
}

/** What comes together is looked at once. */
const SOON_MS = 300;
/** Nothing announces that time passes. */
const LOOK_MS = 20_000;
const SLOW_LOOK_MS = 10 * 60_000;
/** A channel that refuses its user is left alone for so long: most servers lock one who tries too often. */
const HELD_MS = 15 * 60_000;
/** After this a message that another PC was sending is not being sent any more. */
const GIVEN_UP_MS = 15 * 60_000;
const AT_ONCE = 50;

const header = (intent: string): { personId: null; intent: string } => ({ personId: null, intent });
const CHANNEL_FAULTS: ReadonlySet<SendFault> = new Set(['auth', 'tls', 'no-starttls', 'no-secret']);

/**
 * Puts what is due into the outbox and sends it, one message after the other in each channel. Only the PC does that whose name stands
 * in the channel. A message is marked and committed before anything is said to the other side, so that whatever happens then is known
 * to have been possible.
 */
export class OutboxRunner {
  readonly #parts: RunnerParts;
  readonly #limits: SendLimits;
  readonly #ending = new AbortController();
  /** By channel: what is on its way. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #held = new Map<string, number>();
  #slowAt = -Infinity;
  #soon: NodeJS.Timeout | undefined;
  #looks: NodeJS.Timeout | undefined;
  #stop: () => void = () => undefined;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? usualLimits;
  }

  start(): void {
    this.#stop = this.#parts.store.onChange(({ areas }) => {
      if (areas.has('clinic') || areas.has('record') || areas.has('billing')) this.#slowAt = Math.min(this.#slowAt, this.#parts.now() - SLOW_LOOK_MS + LOOK_MS);
      this.wake();
    });
    this.#looks = setInterval(() => { this.#look(); }, LOOK_MS);
    this.#looks.unref();
    this.wake();
  }

  /** Looks soon at what is due. */
  wake(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#look();
    }, SOON_MS).unref();
  }

  /** A person changed something about a channel: it is tried again at once. */
  release(channelId: string): void {
    this.#held.delete(channelId);
    this.#slowAt = -Infinity;
    this.wake();
  }

  /** Breaks off what is on its way: whatever had been said by then is not known to have arrived. */
  async close(): Promise<void> {
    this.#stop();
    clearInterval(this.#looks);
    clearTimeout(this.#soon);
    this.#ending.abort();
    await Promise.all(this.#lanes.values());
  }

  #look(): void {
    if (this.#ending.signal.aborted) return;
    try {
      const here = senderHere(this.#parts.store.read);
      if (here === undefined) return;
      const mine = channelRows(this.#parts.store.read).filter((row) => row.sender_id === here);
      for (const channel of mine) this.#settle(channel, here);
      const sending = mine.filter(({ active }) => active === 1);
      this.#plan(sending);
      for (const channel of sending) this.#run(channel.id);
    } catch (error) {
      // A full disk, say: looked at again a little later.
      this.#parts.log.warn('notifications-not-looked-at', traceOf(error));
    }
  }

  /** What was being sent when this PC, or the one that sent before it, ended. */
  #settle(channel: ChannelRow, here: string): void {
    if (this.#lanes.has(channel.id)) return;
    const { store, now } = this.#parts;
    const left = messagesBeingSent(store.read, channel.id).filter((row) => row.sender_id === here || Date.parse(row.tried_at ?? '') < now() - GIVEN_UP_MS);
    if (left.length === 0) return;
    store.write(header('notifications.interrupted'), (tx) => { for (const row of left) this.#step(tx, row, { type: 'interrupted' }); });
    this.#parts.log.warn('notifications-interrupted', { messages: left.length });
  }

  #plan(channels: readonly ChannelRow[]): void {
    const { store, now } = this.#parts;
    const place = placeAt(store.read, now());
    if (!place || channels.length === 0) return;
    const slow = now() - this.#slowAt >= SLOW_LOOK_MS;
    if (slow) this.#slowAt = now();
    const rules = rulesOf(store.read, new Set(channels.map(({ id }) => id))).filter(({ event }) => slow || !slowEvents.has(event));
    const missing = planOf(place, rules, place.now).filter(({ id }) => !hasMessage(store.read, id));
    if (missing.length > 0) store.write(header('notifications.plan'), (tx) => { putIntoOutbox(tx, missing, place.now); });
  }

  #run(channelId: string): void {
    if (this.#lanes.has(channelId)) return;
    const lane = this.#send(channelId).catch((error: unknown) => { this.#parts.log.error('notification-fault', traceOf(error)); }).finally(() => { this.#lanes.delete(channelId); });
    this.#lanes.set(channelId, lane);
  }

  async #send(channelId: string): Promise<void> {
    const { now } = this.#parts;
    while (!this.#ending.signal.aborted && (this.#held.get(channelId) ?? 0) <= now()) {
      const begun = this.#begin(channelId);
      if (!begun) return;
      const outcome = await this.#try(begun.sending);
      this.#end(begun, outcome);
    }
  }

  async #try(sending: Sending): Promise<SendOutcome> {
    try {
      return await sendByChannel(sending);
    } catch (error) {
      this.#parts.log.error('notification-fault', traceOf(error));
      // How far it came is not known, so a person must look.
      return { kind: 'lost', fault: 'fault' };
    }
  }

  /** The next message that goes out now, marked as being sent; those before it that do not are put off or away. */
  #begin(channelId: string): { readonly id: string; readonly kind: string; readonly sending: Sending } | undefined {
    const { store } = this.#parts;
    const at = this.#parts.now();
    const channel = channelRows(store.read).find(({ id }) => id === channelId);
    if (channel?.active !== 1 || channel.sender_id !== senderHere(store.read) || Date.parse(channel.sender_since ?? '') > at) return undefined;
    const now = placeAt(store.read, at);
    if (!now) return undefined;
    const which = { channelId, now: new Date(at).toISOString(), onlyTests: afterQuiet(at, now.zone, now.settings.quiet) > at };
    if (dueMessages(store.read, which, 1).length === 0) return undefined;
    return store.write(header('notifications.send'), (tx) => {
      const place = { ...now, db: tx };
      for (const row of dueMessages(tx, which, AT_ONCE)) {
        const sending = this.#prepare(tx, { place, channel, row });
        if (sending) return { id: row.id, kind: sending.settings.kind, sending };
      }
      return undefined;
    });
  }

  #prepare(tx: WriteDb, { place, channel, row }: { readonly place: Place; readonly channel: ChannelRow; readonly row: NotificationRow }): Sending | undefined {
    const settings = settingsOfChannel(channel);
    const composed = composeRow(place, row, settings.kind === 'email', channel);
    if (!composed.ok) {
      this.#step(tx, row, { type: 'skip', reason: composed.reason });
      return undefined;
    }
    const { to, language, subject, text } = composed.message;
    this.#step(tx, row, { type: 'start' }, {
      tried_at: new Date(place.now).toISOString(), sender_id: channel.sender_id, language, sent_to: to, subject: subject === '' ? null : subject, text, reference: null,
    });
    return {
      settings, secret: secretOf(tx, channel.id) ?? '', limits: this.#limits, signal: this.#ending.signal,
      message: { id: row.id, event: row.event, to, language, subject, text, at: place.now },
    };
  }

  #end({ id, kind }: { readonly id: string; readonly kind: string }, outcome: SendOutcome): void {
    const { store, log, now } = this.#parts;
    store.write(header('notifications.sent'), (tx) => {
      const row = tx.row('notification', id);
      if (row) this.#step(tx, row, { type: 'outcome', outcome }, outcome.kind === 'taken' ? { reference: outcome.reference } : {});
    });
    const fault = outcome.kind === 'taken' ? null : outcome.fault;
    log.info('notification-tried', { channel: kind, outcome: outcome.kind, fault });
    if (fault !== null && outcome.kind !== 'lost' && CHANNEL_FAULTS.has(fault)) {
      const channelId = findChannel(store.read, id);
      if (channelId !== undefined) this.#held.set(channelId, now() + HELD_MS);
    }
  }

  #step(tx: WriteDb, row: NotificationRow, event: OutboxEvent, also: Partial<NotificationRow> = {}): void {
    const stepped = stepOutbox(stateOf(row), event, this.#parts.now(), this.#parts.chance());
    if (stepped.ok) tx.update('notification', row.id, { ...columnsOfState(stepped.value), ...also });
  }
}

const findChannel = (db: ReadDb, id: string): string | undefined =>
  (db.statement('SELECT channel_id AS id FROM notification WHERE id = ?').get(id) as { id: string } | undefined)?.id;

/** The message of a row of the outbox as it would go out now. */
export function composeRow(place: Place, row: NotificationRow, isMail: boolean, channel: ChannelRow): Composing {
  if (isNotificationEvent(row.event)) {
    const of = { event: row.event, subjectId: row.subject_id, about: row.about, patientId: row.patient_id, channelId: row.channel_id, untilAt: row.until_at === null ? null : Date.parse(row.until_at) };
    return composeMessage(place, of, settingsOfChannel(channel));
  }
  if (row.event !== 'test') return { ok: false, reason: 'no-template', name: '', missing: null };
  const { language, subject, body, short } = testTexts(place.languages);
  const text = (isMail ? body : short).replaceAll('{clinic}', place.clinicName);
  return { ok: true, message: { name: '', to: row.sent_to ?? '', language, subject: isMail ? subject : '', text } };
}
