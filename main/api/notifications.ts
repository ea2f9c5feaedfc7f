import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { mailAddress, phoneAddress } from '#domain/notifications/address.ts';
import { stepOutbox } from '#domain/notifications/outbox.ts';
import type { WriteDb } from '#db/door.ts';
import {
  channelRows, columnsOfState, countMessages, notifySettings, outboxRows, ruleRows, saveNotifySettings, senderHere, settingsOfChannel, stateOf, type ChannelRow,
} from '#db/queries/notifications.ts';
import type { DeskParts } from '../desk.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { dryRun } from '../notify/dry-run.ts';
import { placeAt } from '../notify/plan.ts';
import { OutboxRunner } from '../notify/outbox-runner.ts';
import { clinicOf } from './clinic.ts';
import { channelView, channelRowOf, writeChannel } from './notification-channels.ts';
import { outboxLine } from './notification-lines.ts';
import { writeRule } from './notification-rules.ts';
import { listTemplates, previewTexts, resetTemplate, writeTemplate } from './notification-templates.ts';

/** What patients are told by themselves, and the outbox that tells them. A training clinic plans and shows, and sends nothing. */
export function notificationArea(desk: DeskParts): { handlers: Handlers<Contract['notifications']>; close: () => Promise<void> } {
  const runner = new OutboxRunner({ store: desk.store, log: desk.log, now: desk.now, chance: Math.random });
  if (desk.devices === 'opened' && !desk.training) runner.start();
  return { handlers: handlersOf(desk, runner), close: () => runner.close() };
}

function handlersOf({ training }: DeskParts, runner: OutboxRunner): Handlers<Contract['notifications']> {
  return {
    overview: (call) => {
      const { languages, zone } = clinicOf(call.read);
      return {
        channels: channelRows(call.read).map((row) => channelView(call.read, row)), settings: notifySettings(call.read), counts: countMessages(call.read), languages, zone,
        rules: ruleRows(call.read).map((row) => ({ id: row.id, event: row.event, channelId: row.channel_id, leadMinutes: row.lead_minutes, active: row.active === 1 })),
      };
    },
    saveChannel: (call, { commandId: _, ...wish }) => {
      const channel = call.write((tx) => channelView(tx, writeChannel(tx, call.now, wish)));
      runner.release(channel.id);
      return channel;
    },
    test: (call, { channelId, to }) => {
      const made = call.write((tx) => {
        const channel = channelRowOf(tx, channelId);
        sendsHere(tx, channel);
        if (training) throw fail('CONFLICT', { reason: 'training-sends-nothing' });
        if (channel.active === 0) throw fail('CONFLICT', { reason: 'channel-off' });
        const id = tx.newId();
        const at = new Date(call.now).toISOString();
        tx.insert('notification', {
          id, event: 'test', subject_id: channelId, about: '', patient_id: null, channel_id: channelId, due_at: at, until_at: null, status: 'waiting', attempts: 0, next_at: at, reason: null,
          tried_at: null, sender_id: null, language: null, sent_to: testAddress(channel, to), subject: null, text: null, reference: null, made_at: at,
        });
        return { id };
      });
      runner.release(channelId);
      return made;
    },
    saveRule: (call, { commandId: _, ...wish }) => {
      const rule = call.write((tx) => writeRule(tx, call.now, wish));
      runner.release(rule.channelId);
      return rule;
    },
    templates: (call) => ({ templates: listTemplates(call.read) }),
    saveTemplate: (call, { commandId: _, ...texts }) => call.write((tx) => writeTemplate(tx, texts)),
    resetTemplate: (call, { event, language }) => call.write((tx) => {
      resetTemplate(tx, event, language);
      return done;
    }),
    preview: (call, texts) => previewTexts(call.read, call.now, texts),
    saveSettings: (call, { commandId: _, ...settings }) => call.write((tx) => {
      if (settings.quiet !== null && settings.quiet.from === settings.quiet.until) throw invalid('quiet', 'same-time');
      saveNotifySettings(tx, settings);
      return notifySettings(tx);
    }),
    outbox: (call, { status, limit }) => {
      const place = placeAt(call.read, call.now);
      return { messages: place ? outboxRows(call.read, status, limit).map((row) => outboxLine(place, row)) : [], counts: countMessages(call.read) };
    },
    act: (call, { id, action }) => {
      const channelId = call.write((tx) => {
        const row = tx.row('notification', id);
        if (!row) throw fail('NOT_FOUND', { what: 'notification' });
        sendsHere(tx, channelRowOf(tx, row.channel_id));
        const stepped = stepOutbox(stateOf(row), { type: action }, call.now, 0);
        if (!stepped.ok) throw fail('CONFLICT', { reason: `notification-is-${row.status}` });
        tx.update('notification', id, columnsOfState(stepped.value));
        return row.channel_id;
      });
      runner.release(channelId);
      return done;
    },
    dryRun: (call, { hours }) => dryRun(call.read, call.now, hours),
  };
}

/** Two PCs that both decide about one message would tell somebody twice. */
function sendsHere(tx: WriteDb, channel: ChannelRow): void {
  if (channel.sender_id !== null && channel.sender_id !== senderHere(tx)) throw fail('CONFLICT', { reason: 'sent-elsewhere' });
  if (channel.sender_id === null) throw fail('CONFLICT', { reason: 'no-sender' });
}

function testAddress(channel: ChannelRow, to: string): string {
  const settings = settingsOfChannel(channel);
  if (settings.kind === 'webhook' || (settings.kind === 'sns' && settings.topicArn !== '')) return '';
  const address = settings.kind === 'email' ? mailAddress(to) : phoneAddress(to, settings.prefix);
  if (address === undefined) throw invalid('to', to.trim() === '' ? 'empty' : 'bad-address');
  return address;
}
