import { z } from 'zod';
import { notificationEvents } from '../notifications/events.ts';
import { outboxStatuses } from '../notifications/outbox.ts';
import { MOST_BODY, MOST_SHORT, MOST_SUBJECT } from '../notifications/template.ts';
import { command, query } from './endpoint.ts';
import { Done, Id, Language, Nothing, ShortText } from './shapes.ts';

const Event = z.enum(notificationEvents);
const Url = z.string().max(2000);
/** `+254`: put before numbers that were written as they are dialled here. */
const Prefix = z.string().regex(/^\+?\d{1,4}$/).nullable();

const MailSettings = z.object({
  kind: z.literal('email'), host: z.string().max(253), port: z.int().min(1).max(65_535),
  /** `tls` from the first byte, `starttls` before anything is said, `none` only within the building. */
  security: z.enum(['tls', 'starttls', 'none']), user: z.string().max(254), from: z.string().max(254), fromName: z.string().max(200), replyTo: z.string().max(254),
  /** Certificate (PEM) of a mail server that no known authority signed; empty otherwise. */
  certificate: z.string().max(20_000),
});
const SmsSettings = z.object({
  kind: z.literal('sms'), url: Url, method: z.enum(['POST', 'PUT', 'GET']), headers: z.array(z.object({ name: z.string().max(100), value: z.string().max(2000) })).max(20),
  format: z.enum(['json', 'form', 'text']),
  /** `{to}`, `{text}`, `{id}` and `{secret}` are filled in as the format needs. */
  body: z.string().max(4000),
  /** What an accepted answer holds; any answer of 2xx where it is empty. */
  success: z.string().max(200), prefix: Prefix,
});
const WebhookSettings = z.object({ kind: z.literal('webhook'), url: Url });
const SnsSettings = z.object({
  kind: z.literal('sns'), region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/), accessKeyId: z.string().max(128), topicArn: z.string().max(300), senderId: z.string().max(11),
  /** Where not Amazon's own address of the region. */
  endpoint: Url, prefix: Prefix,
});
export const ChannelSettings = z.discriminatedUnion('kind', [MailSettings, SmsSettings, WebhookSettings, SnsSettings]);
export type ChannelSettings = z.infer<typeof ChannelSettings>;
export type ChannelKind = ChannelSettings['kind'];
export type MailSettings = z.infer<typeof MailSettings>;
export type SmsSettings = z.infer<typeof SmsSettings>;
export type WebhookSettings = z.infer<typeof WebhookSettings>;
export type SnsSettings = z.infer<typeof SnsSettings>;

export const Channel = z.object({
  id: Id, name: z.string(), active: z.boolean(), settings: ChannelSettings,
  /** Who sends: this PC, another one (its letter in `pc`), or nobody until a PC takes it. */
  sender: z.enum(['here', 'elsewhere', 'nobody']), pc: z.string().nullable(),
  /** Its secret lies at this PC. */
  hasSecret: z.boolean(),
});
export type Channel = z.infer<typeof Channel>;

export const Rule = z.object({ id: Id, event: Event, channelId: Id, leadMinutes: z.int(), active: z.boolean() });
export type Rule = z.infer<typeof Rule>;

const texts = { subject: z.string().max(MOST_SUBJECT), body: z.string().max(MOST_BODY), short: z.string().max(MOST_SHORT) };
export const EventTemplate = z.object({ event: Event, language: Language, ...texts, own: z.boolean() });
export type EventTemplate = z.infer<typeof EventTemplate>;

/** Minutes after midnight on the clinic's clock. */
const Minute = z.int().min(0).max(1439);
export const NotifySettings = z.object({
  /** Nobody is written to between these; null where every hour is right. */
  quiet: z.object({ from: Minute, until: Minute }).nullable(),
  /** When reminders of a day, not of an hour, are due. */
  dayMinute: Minute,
});
export type NotifySettings = z.infer<typeof NotifySettings>;

export const OutboxLine = z.object({
  id: Id, event: z.enum([...notificationEvents, 'test']), channelId: Id, channel: z.string(), patientId: Id.nullable(), name: z.string().nullable(),
  status: z.enum(outboxStatuses), reason: z.string().nullable(), attempts: z.int(), dueAt: z.string(), nextAt: z.string().nullable(), triedAt: z.string().nullable(),
  language: z.string().nullable(), to: z.string().nullable(), subject: z.string().nullable(), text: z.string().nullable(), reference: z.string().nullable(),
  /** Which of `retry`, `cancel` and `confirm` can be done, here. */
  can: z.array(z.enum(['retry', 'cancel', 'confirm'])),
});
export type OutboxLine = z.infer<typeof OutboxLine>;

export const DryLine = z.object({
  event: Event, channelId: Id, channel: z.string(), patientId: Id.nullable(), name: z.string(), dueAt: z.string(),
  /** When it would go out; null where it would not. */
  sendAt: z.string().nullable(), refused: z.string().nullable(),
  /** The variable that has no value, with `missing-value`. */
  missing: z.string().nullable(),
  language: z.string().nullable(), to: z.string().nullable(), subject: z.string().nullable(), text: z.string().nullable(),
});
export type DryLine = z.infer<typeof DryLine>;

const Counts = z.record(z.enum(outboxStatuses), z.int());

/** What patients are told without anybody writing to them. spec: NTF-1, APT-4 */
export const notifications = {
  overview: query({ permission: 'notifications.read' }, Nothing, z.object({
    channels: z.array(Channel), rules: z.array(Rule), settings: NotifySettings, counts: Counts, languages: z.array(Language), zone: z.string(),
  })),
  /**
   * A channel and, where it is sent along, its secret, which stays at this PC: the PC that sends. Another one sends no longer when
   * `takeOver` is said; CONFLICT `sent-elsewhere` without it. INVALID names the box; `insecure-url` an address that is not encrypted.
   */
  saveChannel: command({ permission: 'notifications.manage' }, z.object({
    id: Id.optional(), name: ShortText, active: z.boolean(), settings: ChannelSettings, secret: z.string().max(4000).optional(), takeOver: z.boolean().optional(),
  }), Channel),
  /** Puts one message into the outbox that says that the channel works. */
  test: command({ permission: 'notifications.manage' }, z.object({ channelId: Id, to: z.string().max(254) }), z.object({ id: Id })),
  /** Switches an event on or off for a channel. INVALID `leadMinutes` where the event takes no such span. */
  saveRule: command({ permission: 'notifications.manage' }, z.object({ id: Id.optional(), event: Event, channelId: Id, leadMinutes: z.int(), active: z.boolean() }), Rule),
  templates: query({ permission: 'notifications.read' }, Nothing, z.object({ templates: z.array(EventTemplate) })),
  /** INVALID `unknown-variable` (limit: its name) or `open-brace`, at `subject`, `body` or `short`. */
  saveTemplate: command({ permission: 'notifications.manage' }, z.object({ event: Event, language: Language, ...texts }), EventTemplate),
  /** Back to the text that the program comes with. */
  resetTemplate: command({ permission: 'notifications.manage' }, z.object({ event: Event, language: Language }), Done),
  /** The texts for somebody made up. */
  preview: query({ permission: 'notifications.read' }, z.object({ event: Event, language: Language, ...texts }), z.object({
    ...texts, faults: z.array(z.object({ field: z.enum(['subject', 'body', 'short']), code: z.string(), name: z.string().nullable() })),
  })),
  saveSettings: command({ permission: 'notifications.manage' }, NotifySettings, NotifySettings),
  /** The newest first. */
  outbox: query({ permission: 'notifications.read' }, z.object({ status: z.enum(outboxStatuses).optional(), limit: z.int().min(1).max(500).default(100) }),
    z.object({ messages: z.array(OutboxLine), counts: Counts })),
  /** CONFLICT `notification-is-…`, or `sent-elsewhere` at a PC that does not send it. */
  act: command({ permission: 'notifications.manage' }, z.object({ id: Id, action: z.enum(['retry', 'cancel', 'confirm']) }), Done),
  /** What would be sent to whom in the hours to come, and why to others nothing; nothing is sent. */
  dryRun: query({ permission: 'notifications.read' }, z.object({ hours: z.int().min(1).max(24 * 14).default(48) }), z.object({ lines: z.array(DryLine), whole: z.boolean() })),
};
