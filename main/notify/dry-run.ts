import type { DryLine } from '#domain/contract/notifications.ts';
import { afterQuiet } from '#domain/notifications/quiet-hours.ts';
import { channelRows, findMessage, settingsOfChannel } from '#db/queries/notifications.ts';
import type { ReadDb } from '#db/read.ts';
import { composeMessage } from './compose-message.ts';
import { placeAt, planOf, rulesOf, type Planned } from './plan.ts';
import type { Place } from './sources/source.ts';

/** Nobody reads further. */
const MOST_LINES = 300;

/** What would be sent in the time to come, and why to others nothing, in order of time. Only reads. */
export function dryRun(db: ReadDb, now: number, hours: number): { lines: DryLine[]; whole: boolean } {
  const place = placeAt(db, now);
  if (!place) return { lines: [], whole: true };
  const channels = new Set(channelRows(db).map(({ id }) => id));
  const planned = planOf(place, rulesOf(db, channels), now + hours * 60 * 60_000).filter(({ id }) => isOpen(db, id)).sort((a, b) => a.dueAt - b.dueAt);
  return { lines: planned.slice(0, MOST_LINES).flatMap((each) => lineOf(place, each)), whole: planned.length <= MOST_LINES };
}

/** Not in the outbox yet, or still waiting there. */
function isOpen(db: ReadDb, id: string): boolean {
  const row = findMessage(db, id);
  return row === undefined || row.status === 'waiting';
}

function lineOf(place: Place, planned: Planned): DryLine[] {
  const channel = channelRows(place.db).find(({ id }) => id === planned.channelId);
  if (!channel) return [];
  // As it will be then, as far as that can be known now.
  const at = Math.max(place.now, planned.dueAt);
  const composed = composeMessage({ ...place, now: at }, planned, settingsOfChannel(channel));
  const waits = findMessage(place.db, planned.id)?.next_at ?? null;
  const sendAt = afterQuiet(waits === null ? at : Math.max(at, Date.parse(waits)), place.zone, place.settings.quiet);
  const base = { event: planned.event, channelId: channel.id, channel: channel.name, patientId: planned.patientId, dueAt: new Date(planned.dueAt).toISOString() };
  if (!composed.ok) return [{ ...base, name: composed.name, sendAt: null, refused: composed.reason, missing: composed.missing, language: null, to: null, subject: null, text: null }];
  const { name, to, language, subject, text } = composed.message;
  const late = planned.untilAt !== null && sendAt >= planned.untilAt;
  const refused = channel.active === 0 ? 'channel-off' : channel.sender_id === null ? 'no-sender' : late ? 'quiet-too-long' : null;
  return [{
    ...base, name, sendAt: refused === null ? new Date(sendAt).toISOString() : null, refused, missing: null, language, to: to === '' ? null : to, subject: subject === '' ? null : subject, text,
  }];
}
