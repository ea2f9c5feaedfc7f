import { expect, test, vi } from 'vitest';
import type { ChannelSettings } from '#domain/contract/notifications.ts';
import { verifyLog } from '#db/queries/audit.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { mailServer, readMail } from '#tests/support/notify/mail-server.ts';
import { httpReceiver } from '#tests/support/notify/http-receiver.ts';
import { lookedOnceMore } from '#tests/support/notify/looked-once-more.ts';

// The desk's clock shows Saturday 2026-03-14, 12:00 in Nairobi.
const MONDAY = '2026-03-16';
const WAIT = { timeout: 20_000, interval: 50 };
const HOUR = 60 * 60_000;

const mail = (port: number): ChannelSettings => ({ kind: 'email', host: '127.0.0.1', port, security: 'none', user: '', from: 'desk@clinic.example', fromName: 'Kilimani', replyTo: '', certificate: '' });

async function clinic() {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const doctor = await manager.providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  const hours = { weekday: 1, startMinute: 9 * 60, endMinute: 17 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null };
  await manager.schedules.saveShift({ ...hours, providerId: doctor.id });
  const amina = await manager.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female', email: 'amina@patients.example', phone: '0700 111 222' });
  const book = (time: string, patientId = amina.id) => manager.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T${time}`, patientId });
  return { desk, manager, doctor, amina, book };
}

async function withMail(also: Partial<ChannelSettings> = {}) {
  const there = await clinic();
  const server = await mailServer();
  const channel = await there.manager.notifications.saveChannel({ name: 'Mail', active: true, settings: { ...mail(server.port), ...also } as ChannelSettings });
  return { ...there, server, channel };
}

const statuses = async (client: Client) => (await client.notifications.outbox({})).messages.map(({ event, status, reason }) => [event, status, reason]).sort();
const subjects = (server: { readonly received: readonly { readonly raw: string }[] }) => server.received.map(({ raw }) => readMail(raw).head.get('subject'));

// spec: NTF-1, APT-4
test('an appointment that is booked, moved and cancelled is told each time, once, with what holds then', async () => {
  const { manager, server, channel, book, doctor } = await withMail();
  for (const event of ['appointment-booked', 'appointment-changed', 'appointment-cancelled'] as const) await manager.notifications.saveRule({ event, channelId: channel.id, leadMinutes: 0, active: true });
  const { appointment } = await book('09:00');
  await vi.waitFor(() => { expect(subjects(server)).toEqual(['Your appointment on Monday, March 16, 2026 at 9:00 AM']); }, WAIT);
  await manager.appointments.move({ appointmentId: appointment.id, providerId: doctor.id, starts: `${MONDAY}T10:30` });
  await vi.waitFor(() => { expect(subjects(server)[1]).toBe('Your appointment is now on Monday, March 16, 2026 at 10:30 AM'); }, WAIT);
  await manager.appointments.confirm({ appointmentId: appointment.id });
  await manager.appointments.cancel({ appointmentId: appointment.id, reason: 'travels' });
  await vi.waitFor(async () => { expect(await statuses(manager)).toEqual([['appointment-booked', 'sent', null], ['appointment-cancelled', 'sent', null], ['appointment-changed', 'sent', null]]); }, WAIT);
  expect(subjects(server)).toHaveLength(3);
  expect(readMail(server.received[0]!.raw).parts[0]!.text).toContain('Dear Amina Yusuf,');
});

test('a reminder goes out when it is due, in the patient\'s language, not in quiet hours, and never twice', async () => {
  const { desk, manager, server, channel, book, amina } = await withMail();
  await manager.patients.update({ patientId: amina.id, language: 'es' });
  for (const leadMinutes of [24 * 60, 2 * 60]) await manager.notifications.saveRule({ event: 'appointment-reminder', channelId: channel.id, leadMinutes, active: true });
  await book('09:00');
  const { lines } = await manager.notifications.dryRun({ hours: 72 });
  expect(lines).toMatchObject([
    { event: 'appointment-reminder', name: 'Amina Yusuf', to: 'amina@patients.example', language: 'es', dueAt: '2026-03-15T06:00:00.000Z', sendAt: '2026-03-15T06:00:00.000Z', refused: null, subject: 'Recordatorio: lunes, 16 de marzo de 2026 a las 9:00' },
    { dueAt: '2026-03-16T04:00:00.000Z', sendAt: '2026-03-16T05:00:00.000Z', refused: null },
  ]);
  expect(await statuses(manager)).toEqual([]);
  desk.advance(21 * HOUR);
  const later = desk.as('manager');
  await later.notifications.saveSettings({ quiet: { from: 20 * 60, until: 8 * 60 }, dayMinute: 540 });
  await vi.waitFor(() => { expect(server.received).toHaveLength(1); }, WAIT);
  // 07:30 on Monday: due, but the hours are quiet until 8.
  desk.advance(22.5 * HOUR);
  const monday = desk.as('manager');
  await monday.notifications.saveSettings({ quiet: { from: 20 * 60, until: 8 * 60 }, dayMinute: 541 });
  await vi.waitFor(async () => { expect((await monday.notifications.outbox({ status: 'waiting' })).messages).toMatchObject([{ nextAt: '2026-03-16T05:00:00.000Z', attempts: 0 }]); }, WAIT);
  desk.advance(HOUR);
  const after = desk.as('manager');
  await after.notifications.saveSettings({ quiet: null, dayMinute: 540 });
  await vi.waitFor(async () => { expect(await statuses(after)).toEqual([['appointment-reminder', 'sent', null], ['appointment-reminder', 'sent', null]]); }, WAIT);
  expect(server.received).toHaveLength(2);
});

test.each([
  ['forward', 10, '2026-03-29', '2026-03-28T10:30:00.000Z', '2026-03-29T07:30:00.000Z'],
  ['back', 220, '2026-10-25', '2026-10-24T09:30:00.000Z', '2026-10-25T08:30:00.000Z'],
])('a day before is the same time on the clinic\'s clock where the clocks go %s, two hours before are two hours', async (_, daysOn, sunday, dayBefore, twoHours) => {
  const { desk, manager, channel, doctor, amina } = await withMail();
  await manager.clinic.saveSettings({ zone: 'Europe/London' });
  const hours = { weekday: 7, startMinute: 9 * 60, endMinute: 17 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null };
  await manager.schedules.saveShift({ ...hours, providerId: doctor.id });
  for (const leadMinutes of [24 * 60, 2 * 60]) await manager.notifications.saveRule({ event: 'appointment-reminder', channelId: channel.id, leadMinutes, active: true });
  await manager.appointments.book({ providerId: doctor.id, starts: `${sunday}T10:30`, patientId: amina.id });
  desk.advance(daysOn * 24 * HOUR);
  const { lines } = await desk.as('manager').notifications.dryRun({ hours: 24 * 14 });
  expect(lines.map(({ dueAt }) => dueAt)).toEqual([dayBefore, twoHours]);
});

test('two reminders of an appointment that fall together, because nobody looked in time, are one', async () => {
  const { desk, manager, server, channel, book } = await withMail();
  await manager.notifications.saveSettings({ quiet: null, dayMinute: 540 });
  for (const leadMinutes of [25 * 60, 24 * 60]) await manager.notifications.saveRule({ event: 'appointment-reminder', channelId: channel.id, leadMinutes, active: true });
  await manager.notifications.saveChannel({ id: channel.id, name: 'Mail', active: false, settings: channel.settings });
  await book('09:00');
  desk.advance(21 * HOUR);
  const later = desk.as('manager');
  await later.notifications.saveChannel({ id: channel.id, name: 'Mail', active: true, settings: channel.settings });
  await vi.waitFor(async () => { expect(await statuses(later)).toEqual([['appointment-reminder', 'sent', null], ['appointment-reminder', 'skipped', 'told-already']]); }, WAIT);
  expect(server.received).toHaveLength(1);
});

test('consent and address count at the moment of sending; the dry run says who gets nothing and why', async () => {
  const { manager, server, channel, book, amina } = await withMail();
  const [joseph, otieno] = [await manager.patients.create({ name: 'Joseph Otieno', ageOrBirth: '50', sex: 'male' }), await manager.patients.create({ name: 'Peter Otieno', ageOrBirth: '40', sex: 'male', email: 'peter@patients.example' })];
  await manager.consents.record({ patientId: otieno.id, purpose: 'reminders', decision: 'refused', method: 'spoken' });
  await manager.notifications.saveChannel({ id: channel.id, name: 'Mail', active: false, settings: channel.settings });
  const rule = await manager.notifications.saveRule({ event: 'appointment-booked', channelId: channel.id, leadMinutes: 0, active: true });
  await book('09:00');
  await book('09:30', joseph.id);
  await book('10:00', otieno.id);
  const why = async () => (await manager.notifications.dryRun({})).lines.map(({ name, refused }) => [name, refused]).sort();
  expect(await why()).toEqual([['Amina Yusuf', 'channel-off'], ['Joseph Otieno', 'no-address'], ['Peter Otieno', 'no-consent']]);
  await manager.notifications.saveTemplate({ event: 'appointment-booked', language: 'en', subject: 'Room {room}', body: 'Room {room}', short: '{room}' });
  expect((await manager.notifications.dryRun({})).lines.find(({ name }) => name === 'Amina Yusuf')).toMatchObject({ refused: 'missing-value', missing: 'room', text: null });
  await manager.notifications.resetTemplate({ event: 'appointment-booked', language: 'en' });
  // Withdrawn between the plan and the sending.
  await manager.consents.record({ patientId: amina.id, purpose: 'reminders', decision: 'refused', method: 'spoken' });
  await manager.notifications.saveChannel({ id: channel.id, name: 'Mail', active: true, settings: channel.settings });
  await vi.waitFor(async () => {
    expect(await statuses(manager)).toEqual([['appointment-booked', 'skipped', 'no-address'], ['appointment-booked', 'skipped', 'no-consent'], ['appointment-booked', 'skipped', 'no-consent']]);
  }, WAIT);
  expect(server.received).toEqual([]);
  // A person who cleared it up asks for it once more.
  await manager.consents.record({ patientId: amina.id, purpose: 'reminders', decision: 'given', method: 'spoken' });
  const hers = (await manager.notifications.outbox({ status: 'skipped' })).messages.find(({ patientId }) => patientId === amina.id)!;
  await manager.notifications.act({ id: hers.id, action: 'retry' });
  await vi.waitFor(() => { expect(server.received).toHaveLength(1); }, WAIT);
  expect(await failureOf(manager.notifications.act({ id: hers.id, action: 'retry' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'notification-is-sent' } });
  expect((await manager.notifications.saveRule({ ...rule, active: false })).active).toBe(false);
});

test('what happened before a rule was switched on is not told, and a moved booking that was not told yet is told once', async () => {
  const { desk, manager, server, channel, book, doctor } = await withMail();
  await book('09:00');
  desk.advance(1);
  for (const event of ['appointment-booked', 'appointment-changed'] as const) await manager.notifications.saveRule({ event, channelId: channel.id, leadMinutes: 0, active: true });
  // Quiet all day but for a minute: everything waits.
  await manager.notifications.saveSettings({ quiet: { from: 1, until: 0 }, dayMinute: 540 });
  desk.advance(1000);
  const { appointment } = await book('10:00');
  await vi.waitFor(async () => {
    expect((await manager.notifications.outbox({})).messages).toMatchObject([{ event: 'appointment-booked', status: 'waiting', attempts: 0, nextAt: '2026-03-14T21:00:00.000Z' }]);
  }, WAIT);
  await manager.appointments.move({ appointmentId: appointment.id, providerId: doctor.id, starts: `${MONDAY}T11:00` });
  desk.advance(1000);
  await manager.notifications.saveSettings({ quiet: null, dayMinute: 540 });
  await vi.waitFor(() => { expect(subjects(server)).toEqual(['Your appointment on Monday, March 16, 2026 at 11:00 AM']); }, WAIT);
  await lookedOnceMore(manager, channel);
  expect(await statuses(manager)).toEqual([['appointment-booked', 'sent', null], ['test', 'sent', null], ['test', 'sent', null]]);
  // Booked and moved while nobody looked.
  await manager.notifications.saveChannel({ id: channel.id, name: 'Mail', active: false, settings: channel.settings });
  const { appointment: second } = await book('12:00');
  desk.advance(1000);
  await manager.appointments.move({ appointmentId: second.id, providerId: doctor.id, starts: `${MONDAY}T13:00` });
  expect((await manager.notifications.dryRun({})).lines.map(({ event }) => event)).toEqual(['appointment-booked']);
  desk.advance(1000);
  await manager.notifications.saveChannel({ id: channel.id, name: 'Mail', active: true, settings: channel.settings });
  await lookedOnceMore(manager, channel);
  expect(subjects(server).filter((subject) => subject?.includes('appointment'))).toEqual(['Your appointment on Monday, March 16, 2026 at 11:00 AM', 'Your appointment on Monday, March 16, 2026 at 1:00 PM']);
});

test('a server that is busy is asked again later, one that says no is not; a person tries anew', async () => {
  const { desk, manager, book } = await clinic();
  let code: number | undefined = 451;
  const server = await mailServer({}, () => (code === undefined ? undefined : { at: 'to', code }));
  const channel = await manager.notifications.saveChannel({ name: 'Mail', active: true, settings: mail(server.port) });
  await manager.notifications.saveRule({ event: 'appointment-booked', channelId: channel.id, leadMinutes: 0, active: true });
  await book('09:00');
  const one = async (client = manager) => (await client.notifications.outbox({})).messages[0];
  await vi.waitFor(async () => { expect(await one()).toMatchObject({ status: 'waiting', reason: 'busy', attempts: 1 }); }, WAIT);
  const next = Date.parse((await one())!.nextAt!) - Date.now();
  expect(next).toBeGreaterThanOrEqual(30_000);
  expect(next).toBeLessThanOrEqual(60_000);
  code = 550;
  desk.advance(61_000);
  await manager.notifications.saveSettings({ quiet: null, dayMinute: 540 });
  await vi.waitFor(async () => { expect(await one()).toMatchObject({ status: 'failed', reason: 'refused-recipient', attempts: 2, can: ['retry'] }); }, WAIT);
  code = undefined;
  await manager.notifications.act({ id: (await one())!.id, action: 'retry' });
  await vi.waitFor(async () => { expect(await one()).toMatchObject({ status: 'sent', attempts: 1, to: 'amina@patients.example', can: [] }); }, WAIT);
  expect(server.received).toHaveLength(1);
});

test('a message of which nobody knows whether it arrived waits for a person', async () => {
  const { manager, book } = await clinic();
  const hook = await httpReceiver((response) => { response.destroy(); });
  const channel = await manager.notifications.saveChannel({ name: 'Hook', active: true, settings: { kind: 'webhook', url: hook.url }, secret: 'long and secret' });
  await manager.notifications.saveRule({ event: 'appointment-booked', channelId: channel.id, leadMinutes: 0, active: true });
  await book('09:00');
  const one = async () => (await manager.notifications.outbox({})).messages[0];
  await vi.waitFor(async () => { expect(await one()).toMatchObject({ status: 'unknown', can: ['retry', 'confirm'] }); }, WAIT);
  await manager.notifications.saveSettings({ quiet: null, dayMinute: 540 });
  await manager.notifications.act({ id: (await one())!.id, action: 'confirm' });
  expect(await one()).toMatchObject({ status: 'sent' });
  expect(hook.received).toHaveLength(1);
});

test('a channel is tried by a message to an address; what it needs is said box by box', async () => {
  const { manager, server, channel } = await withMail();
  await manager.notifications.test({ channelId: channel.id, to: ' grace@clinic.example ' });
  await vi.waitFor(() => { expect(server.received).toMatchObject([{ to: ['grace@clinic.example'] }]); }, WAIT);
  expect(readMail(server.received[0]!.raw).head.get('subject')).toBe('Test message');
  expect(await failureOf(manager.notifications.test({ channelId: channel.id, to: 'grace' }))).toMatchObject({ data: { issues: [{ field: 'to', code: 'bad-address' }] } });
  const issues = async (settings: ChannelSettings, also: object = {}) => ((await failureOf(manager.notifications.saveChannel({ name: 'Other', active: true, settings, ...also })))?.data as { issues: object[] }).issues;
  expect(await issues({ ...mail(25), host: 'mail.example.org', from: 'desk' } as ChannelSettings)).toEqual([{ field: 'from', code: 'bad-address' }, { field: 'security', code: 'insecure-url' }]);
  expect(await issues({ kind: 'webhook', url: 'http://hooks.example.org/x' })).toEqual([{ field: 'url', code: 'insecure-url' }]);
  expect(await issues({ kind: 'webhook', url: 'https://hooks.example.org/x' })).toEqual([{ field: 'secret', code: 'empty' }]);
  expect(await issues({ kind: 'sms', url: 'https://sms.example.org', method: 'POST', headers: [{ name: 'Host', value: 'x' }], format: 'json', body: '{"to":"{to}"}', success: '', prefix: null }))
    .toEqual([{ field: 'headers', code: 'bad-header' }, { field: 'body', code: 'to-and-text' }]);
  expect(await issues(mail(25), { name: 'Mail' })).toEqual([{ field: 'name', code: 'taken' }]);
  expect((await failureOf(manager.notifications.saveTemplate({ event: 'lab-ready', language: 'en', subject: '{patient}', body: '{test}', short: '{' })))?.data)
    .toEqual({ issues: [{ field: 'body', code: 'unknown-variable', limit: 'test' }, { field: 'short', code: 'open-brace' }] });
  expect(await manager.notifications.preview({ event: 'appointment-booked', language: 'en', subject: '{time}', body: '{patient}', short: '{what}' }))
    .toEqual({ subject: '10:30 AM', body: 'Alex Example', short: '', faults: [{ field: 'short', code: 'unknown-variable', name: 'what' }] });
  expect((await failureOf(manager.notifications.saveRule({ event: 'bill-unpaid', channelId: channel.id, leadMinutes: 90, active: true })))?.data).toEqual({ issues: [{ field: 'leadMinutes', code: 'out-of-range' }] });
});

test('a secret is for the place it was given for, and stands in no answer, log, audit or synced row; texts and addresses stand in no log', async () => {
  const { desk, manager, book } = await clinic();
  const hook = await httpReceiver();
  const secret = 'hunter2-hunter2';
  const channel = await manager.notifications.saveChannel({ name: 'Hook', active: true, settings: { kind: 'webhook', url: hook.url }, secret });
  await manager.notifications.saveRule({ event: 'appointment-booked', channelId: channel.id, leadMinutes: 0, active: true });
  await book('09:00');
  await vi.waitFor(() => { expect(hook.received).toHaveLength(1); }, WAIT);
  expect((await failureOf(manager.notifications.saveChannel({ id: channel.id, name: 'Hook', active: true, settings: { kind: 'webhook', url: 'https://elsewhere.example.org' } })))?.data)
    .toEqual({ issues: [{ field: 'secret', code: 'empty' }] });
  const { store } = desk.desk.parts;
  expect(verifyLog(store.read).firstBad).toBeNull();
  for (const table of ['operation', 'command', 'notification', 'notification_channel', 'draft', 'local_meta', 'record_access']) {
    expect(JSON.stringify(store.read.statement(`SELECT * FROM ${table}`).all()), table).not.toContain(secret);
  }
  expect(JSON.stringify([await manager.notifications.overview({}), await manager.notifications.outbox({})])).not.toContain(secret);
  for (const word of [secret, 'Amina', '0700', 'appointment with']) expect(JSON.stringify(desk.log)).not.toContain(word);
});

test('the same sent twice, and a program that starts again, tell nobody twice', async () => {
  const { desk, manager, server, channel, book } = await withMail();
  const rule = { event: 'appointment-booked' as const, channelId: channel.id, leadMinutes: 0, active: true, commandId: '0198c1de-0000-7000-8000-0000000000ab' };
  expect(await manager.notifications.saveRule(rule)).toEqual(await manager.notifications.saveRule(rule));
  await book('09:00');
  await vi.waitFor(async () => { expect(await statuses(manager)).toEqual([['appointment-booked', 'sent', null]]); }, WAIT);
  await desk.close();
  const again: DeskUnderTest = await testDesk({ folder: desk.folder });
  const session = { session: again.desk.parts.sessions.open(desk.personOf('manager'), undefined) };
  await again.as(session).notifications.test({ channelId: channel.id, to: 'grace@clinic.example' });
  await vi.waitFor(() => { expect(server.received).toHaveLength(2); }, WAIT);
  expect(await statuses(again.as(session))).toEqual([['appointment-booked', 'sent', null], ['test', 'sent', null]]);
});

test('a training clinic plans and shows, and sends nothing', async () => {
  const desk = await testDesk({ training: true });
  const server = await mailServer();
  const manager = desk.as('manager');
  const channel = await manager.notifications.saveChannel({ name: 'Mail', active: true, settings: mail(server.port) });
  expect(await failureOf(manager.notifications.test({ channelId: channel.id, to: 'grace@clinic.example' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'training-sends-nothing' } });
  expect(server.received).toEqual([]);
});
