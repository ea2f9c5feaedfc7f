import type { ChannelSettings, NotifySettings } from '#domain/contract/notifications.ts';
import { isNotificationEvent, type NotificationEvent } from '#domain/notifications/events.ts';
import { defaultTexts, type EventTexts } from '#domain/notifications/default-texts.ts';
import { outboxStatuses, type OutboxState, type OutboxStatus } from '#domain/notifications/outbox.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { clinicChoice, saveClinicChoice } from './clinic-choices.ts';
import { metaOf, setMeta } from './clinic.ts';

export type ChannelRow = SyncedRow<'notification_channel'>;
export type RuleRow = SyncedRow<'notification_rule'>;
export type NotificationRow = SyncedRow<'notification'>;

export const channelRows = (db: ReadDb): readonly ChannelRow[] =>
  db.kept('notifications', 'channels', () => db.statement('SELECT * FROM notification_channel ORDER BY rid').all() as ChannelRow[]);

export const settingsOfChannel = (row: ChannelRow): ChannelSettings => JSON.parse(row.settings) as ChannelSettings;

/** A rule of an event that this program knows. */
export interface ActiveRule extends Omit<RuleRow, 'event'> {
  readonly event: NotificationEvent;
}

export const ruleRows = (db: ReadDb): readonly ActiveRule[] => db.kept('notifications', 'rules', () =>
  (db.statement('SELECT * FROM notification_rule ORDER BY event, lead_minutes, rid').all() as RuleRow[]).flatMap((row) => (isNotificationEvent(row.event) ? [{ ...row, event: row.event }] : [])));

/** Where a clinic chose nothing. */
const usualSettings: NotifySettings = { quiet: { from: 20 * 60, until: 8 * 60 }, dayMinute: 9 * 60 };

export const notifySettings = (db: ReadDb): NotifySettings => ({ ...usualSettings, ...(clinicChoice(db, 'notifications') as Partial<NotifySettings> | undefined) });

export const saveNotifySettings = (tx: WriteDb, settings: NotifySettings): void => { saveClinicChoice(tx, 'notifications', settings); };

type TemplateRow = SyncedRow<'notification_template'>;

/** The clinic's own texts. */
export const ownTemplates = (db: ReadDb): readonly TemplateRow[] =>
  db.kept('notifications', 'templates', () => db.statement('SELECT * FROM notification_template WHERE own = 1').all() as TemplateRow[]);

/** The texts of an event in a language: the clinic's own, else those the program comes with. */
export function textsOf(db: ReadDb, event: NotificationEvent, language: string): EventTexts | undefined {
  const own = ownTemplates(db).find((row) => row.event === event && row.language === language);
  return own ? { subject: own.subject, body: own.body, short: own.short } : defaultTexts(event, language);
}

/** The secret of a channel, if it lies at this PC. */
export const secretOf = (db: ReadDb, channelId: string): string | undefined =>
  (db.statement('SELECT secret FROM notification_secret WHERE channel_id = ?').get(channelId) as { secret: string } | undefined)?.secret;

export function saveSecret(tx: WriteDb, channelId: string, secret: string, at: string): void {
  tx.local(tx.build.insertInto('notification_secret').values({ channel_id: channelId, secret, entered_at: at })
    .onConflict((conflict) => conflict.column('channel_id').doUpdateSet({ secret, entered_at: at })), 'notifications');
}

const SENDER = 'notify_sender';

/**
 * The name under which this PC sends; undefined until it was given one. A store that was restored or copied numbers with another
 * suffix, and so has another name: it does not send what its twin may have sent, before somebody says that it should.
 */
export function senderHere(db: ReadDb): string | undefined {
  const own = metaOf(db, SENDER);
  return own === undefined ? undefined : `${own}:${metaOf(db, 'slot_suffix') ?? ''}`;
}

export function makeSender(tx: WriteDb): string {
  if (metaOf(tx, SENDER) === undefined) setMeta(tx, SENDER, tx.newId());
  return senderHere(tx) ?? '';
}

/** Messages of a channel that wait and are due, oldest first; in quiet hours those alone that try the channel. */
export const dueMessages = (db: ReadDb, { channelId, now, onlyTests }: { channelId: string; now: string; onlyTests: boolean }, limit: number): NotificationRow[] =>
  db.statement(`SELECT * FROM notification WHERE channel_id = ? AND status IN ('waiting', 'sending') AND status = 'waiting' AND next_at <= ?
    ${onlyTests ? "AND event = 'test'" : ''} ORDER BY next_at, rid LIMIT ?`).all(channelId, now, limit) as NotificationRow[];

export const messagesBeingSent = (db: ReadDb, channelId: string): NotificationRow[] =>
  db.statement("SELECT * FROM notification WHERE channel_id = ? AND status IN ('waiting', 'sending') AND status = 'sending'").all(channelId) as NotificationRow[];

export const hasMessage = (db: ReadDb, id: string): boolean => db.statement('SELECT 1 FROM notification WHERE id = ?').get(id) !== undefined;

/** Messages of one kind about something in a channel. */
export const messagesAbout = (db: ReadDb, subjectId: string, event: string, channelId: string): Pick<NotificationRow, 'status' | 'tried_at'>[] =>
  db.statement('SELECT status, tried_at FROM notification WHERE subject_id = ? AND event = ? AND channel_id = ?').all(subjectId, event, channelId) as Pick<NotificationRow, 'status' | 'tried_at'>[];

/** Whether something was told, or may have been, about this since an instant. */
export const toldSince = (db: ReadDb, subjectId: string, event: string, channelId: string, since: string): boolean =>
  db.statement("SELECT 1 FROM notification WHERE subject_id = ? AND event = ? AND channel_id = ? AND status IN ('sending', 'sent', 'unknown') AND tried_at >= ?")
    .get(subjectId, event, channelId, since) !== undefined;

export const findMessage = (db: ReadDb, id: string): NotificationRow | undefined => db.statement('SELECT * FROM notification WHERE id = ?').get(id) as NotificationRow | undefined;

export const stateOf = (row: NotificationRow): OutboxState => ({
  status: row.status as OutboxStatus, attempts: row.attempts, notBefore: row.next_at === null ? 0 : Date.parse(row.next_at), reason: row.reason as OutboxState['reason'],
});

/** What is stored of a state. */
export const columnsOfState = ({ status, attempts, notBefore, reason }: OutboxState): Pick<NotificationRow, 'status' | 'attempts' | 'next_at' | 'reason'> =>
  ({ status, attempts, reason, next_at: status === 'waiting' ? new Date(notBefore).toISOString() : null });

export type OutboxRow = NotificationRow & { readonly name: string | null };

/** The newest messages, of one status or of all. */
export function outboxRows(db: ReadDb, status: OutboxStatus | undefined, limit: number): OutboxRow[] {
  const which = status === undefined ? '' : 'WHERE n.status = ?';
  return db.statement(`SELECT n.*, p.name FROM notification n LEFT JOIN patient p ON p.id = n.patient_id ${which} ORDER BY n.due_at DESC, n.rid DESC LIMIT ?`)
    .all(...(status === undefined ? [] : [status]), limit) as OutboxRow[];
}

export function countMessages(db: ReadDb): Record<OutboxStatus, number> {
  const counts = Object.fromEntries(outboxStatuses.map((status) => [status, 0])) as Record<OutboxStatus, number>;
  for (const { status, n } of db.statement('SELECT status, count(*) AS n FROM notification GROUP BY status').all() as { status: OutboxStatus; n: number }[]) counts[status] = n;
  return counts;
}
