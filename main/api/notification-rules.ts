import type { Rule } from '#domain/contract/notifications.ts';
import { leadFor } from '#domain/notifications/events.ts';
import type { WriteDb } from '#db/door.ts';
import { ruleRows } from '#db/queries/notifications.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { channelRowOf } from './notification-channels.ts';

/** Switches an event on or off. What happened before it was switched on is not told. */
export function writeRule(tx: WriteDb, now: number, { id, event, channelId, leadMinutes, active }: Omit<Rule, 'id'> & { readonly id?: string | undefined }): Rule {
  channelRowOf(tx, channelId);
  const lead = leadFor(event, leadMinutes);
  if (lead === undefined) throw invalid('leadMinutes', 'out-of-range');
  const before = id === undefined ? undefined : tx.row('notification_rule', id);
  if (id !== undefined && !before) throw fail('NOT_FOUND', { what: 'rule' });
  if (ruleRows(tx).some((row) => row.id !== id && row.event === event && row.channel_id === channelId && row.lead_minutes === lead)) throw invalid('leadMinutes', 'taken');
  const same = before?.active === 1 && before.event === event && before.channel_id === channelId && before.lead_minutes === lead;
  const row = { event, channel_id: channelId, lead_minutes: lead, active: active ? 1 : 0, since: same ? before.since : new Date(now).toISOString() } as const;
  const made = id ?? tx.newId();
  if (before) tx.update('notification_rule', made, row);
  else tx.insert('notification_rule', { id: made, ...row });
  return { id: made, event, channelId, leadMinutes: lead, active };
}
