import { expect, test, vi } from 'vitest';
import { dateOfWall, mondayOf } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { failureOf } from '#tests/support/desk.ts';
import { mailServer } from '#tests/support/notify/mail-server.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

// spec: NTF-1
test('whichever of two PCs books, one of them sends, once; another takes over when somebody says so, and tells nobody anew', async () => {
  const { first, second, one, two } = await twoPcs();
  const server = await mailServer();
  const settings = { kind: 'email' as const, host: '127.0.0.1', port: server.port, security: 'none' as const, user: '', from: 'desk@clinic.example', fromName: '', replyTo: '', certificate: '' };
  const doctor = await one.providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  await one.schedules.saveShift({ providerId: doctor.id, weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null });
  const amina = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female', email: 'amina@patients.example' });
  const channel = await one.notifications.saveChannel({ name: 'Mail', active: true, settings });
  await one.notifications.saveRule({ event: 'appointment-booked', channelId: channel.id, leadMinutes: 0, active: true });
  await one.notifications.saveSettings({ quiet: null, dayMinute: 540 });
  await inStep(first, second);
  await vi.waitFor(async () => { expect((await two.notifications.overview({})).channels).toMatchObject([{ id: channel.id, sender: 'elsewhere', pc: 'A' }]); }, WAIT);
  const monday = mondayOf(addDays(dateOfWall((await two.appointments.attention({})).now), 7));
  await two.appointments.book({ providerId: doctor.id, starts: `${monday}T09:00`, patientId: amina.id });
  const sent = async (client: typeof one) => (await client.notifications.outbox({ status: 'sent' })).messages;
  await vi.waitFor(async () => { for (const client of [one, two]) expect(await sent(client)).toHaveLength(1); }, WAIT);
  expect(server.received).toHaveLength(1);

  const [message] = await sent(two);
  expect(message!.can).toEqual([]);
  expect(await failureOf(two.notifications.act({ id: message!.id, action: 'retry' }))).toMatchObject({ data: { reason: 'sent-elsewhere' } });
  expect(await failureOf(two.notifications.saveChannel({ id: channel.id, name: 'Mail', active: true, settings, secret: 'x' }))).toMatchObject({ data: { reason: 'sent-elsewhere' } });
  expect(await two.notifications.saveChannel({ id: channel.id, name: 'Mail', active: true, settings, takeOver: true })).toMatchObject({ sender: 'here' });
  await inStep(first, second);
  await vi.waitFor(async () => { expect((await one.notifications.overview({})).channels).toMatchObject([{ sender: 'elsewhere' }]); }, WAIT);
  await one.appointments.book({ providerId: doctor.id, starts: `${monday}T10:00`, patientId: amina.id });
  await vi.waitFor(async () => { expect((await two.notifications.outbox({ status: 'waiting' })).messages).toHaveLength(1); }, WAIT);
  // The one before has two minutes to end what it began.
  expect(server.received).toHaveLength(1);
}, TEST_MS);
