import type { Channel, ChannelSettings } from '#domain/contract/notifications.ts';
import { tokenLetters } from '#domain/queue/token.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { metaOf } from '#db/queries/clinic.ts';
import { channelRows, makeSender, saveSecret, secretOf, senderHere, settingsOfChannel, type ChannelRow } from '#db/queries/notifications.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { channelIssues } from '../notify/check-channel.ts';

/** How long the PC that takes over waits: the one before hears of it meanwhile, and ends what it has begun. */
const HAND_OVER_MS = 2 * 60_000;

export function channelRowOf(db: ReadDb, id: string): ChannelRow {
  const row = channelRows(db).find((each) => each.id === id);
  if (!row) throw fail('NOT_FOUND', { what: 'channel' });
  return row;
}

export const channelView = (db: ReadDb, row: ChannelRow): Channel => ({
  id: row.id, name: row.name, active: row.active === 1, settings: settingsOfChannel(row), hasSecret: secretOf(db, row.id) !== undefined,
  sender: row.sender_id === null ? 'nobody' : row.sender_id === senderHere(db) ? 'here' : 'elsewhere', pc: row.sender_pc,
});

export interface ChannelWish {
  readonly id?: string | undefined;
  readonly name: string;
  readonly active: boolean;
  readonly settings: ChannelSettings;
  readonly secret?: string | undefined;
  readonly takeOver?: boolean | undefined;
}

/** Whether the channel can do nothing without its secret: it signs, or names nobody else who would. */
const needsSecret = (settings: ChannelSettings): boolean =>
  settings.kind === 'webhook' || settings.kind === 'sns' || (settings.kind === 'email' && settings.user !== '') || (settings.kind === 'sms' && JSON.stringify(settings).includes('{secret}'));

export function writeChannel(tx: WriteDb, now: number, wish: ChannelWish): ChannelRow {
  const name = tidyText(wish.name);
  if (name === null) throw invalid('name', 'empty');
  if (channelRows(tx).some((row) => row.id !== wish.id && row.name === name)) throw invalid('name', 'taken');
  const issues = channelIssues(wish.settings);
  if (issues.length > 0) throw fail('INVALID', { issues });
  const before = wish.id === undefined ? undefined : channelRowOf(tx, wish.id);
  const secret = wish.secret === '' ? undefined : wish.secret;
  if (secret === undefined && lacksSecret(tx, wish, before)) throw invalid('secret', 'empty');
  const id = before?.id ?? tx.newId();
  const row = { name, settings: JSON.stringify(wish.settings), active: wish.active ? 1 : 0, ...senderOf(tx, now, before, { ...wish, secret }) } as const;
  if (secret !== undefined) saveSecret(tx, id, secret, new Date(now).toISOString());
  if (before) tx.update('notification_channel', id, row);
  else tx.insert('notification_channel', { id, ...row });
  return channelRowOf(tx, id);
}

/** Whether a secret must be typed: there is none at the PC that is to send, or the channel goes elsewhere now than it was given for. */
function lacksSecret(tx: WriteDb, wish: ChannelWish, before: ChannelRow | undefined): boolean {
  if (before && settingsOfChannel(before).kind !== wish.settings.kind) throw invalid('kind', 'not-changed');
  if (!needsSecret(wish.settings)) return false;
  if (!before || placeOf(settingsOfChannel(before)) !== placeOf(wish.settings)) return true;
  return (wish.takeOver === true || isHere(tx, before)) && secretOf(tx, before.id) === undefined;
}

const isHere = (db: ReadDb, row: ChannelRow): boolean => row.sender_id !== null && row.sender_id === senderHere(db);

/** Where a channel's secret goes to. */
function placeOf(settings: ChannelSettings): string {
  switch (settings.kind) {
    case 'email': return `${settings.host}:${String(settings.port)}`;
    case 'sms': case 'webhook': return URL.canParse(settings.url) ? new URL(settings.url).origin : settings.url;
    case 'sns': return settings.endpoint === '' ? settings.region : settings.endpoint;
  }
}

/** Who sends from now on: this PC where nobody did, where its secret was typed here, or where somebody says so. */
function senderOf(tx: WriteDb, now: number, before: ChannelRow | undefined, wish: ChannelWish): Pick<ChannelRow, 'sender_id' | 'sender_pc' | 'sender_since'> {
  const here = makeSender(tx);
  const other = before !== undefined && before.sender_id !== null && before.sender_id !== here;
  if (other && wish.takeOver !== true) {
    if (wish.secret !== undefined) throw fail('CONFLICT', { reason: 'sent-elsewhere' });
    return { sender_id: before.sender_id, sender_pc: before.sender_pc, sender_since: before.sender_since };
  }
  if (before?.sender_id === here) return { sender_id: here, sender_pc: before.sender_pc, sender_since: before.sender_since };
  return {
    sender_id: here, sender_pc: tokenLetters(metaOf(tx, 'desk_letter') ?? 'A', metaOf(tx, 'slot_suffix') ?? ''), sender_since: new Date(other ? now + HAND_OVER_MS : now).toISOString(),
  };
}
