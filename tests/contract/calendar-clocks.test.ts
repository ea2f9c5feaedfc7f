import { expect, test } from 'vitest';
import { failureOf, testDesk } from '#tests/support/desk.ts';

// The desk's clock shows Saturday 2026-03-14, 09:00 in London. There the clocks go forward on 2026-03-29 at 01:00, back on 2026-10-25 at 02:00.
const [BEFORE, CHANGE, AFTER] = ['2026-03-28', '2026-03-29', '2026-03-30'];
const BACK = '2026-10-25';
const always = { roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null };

async function clinic() {
  const desk = await testDesk();
  const manager = desk.as('manager');
  await manager.clinic.saveSettings({ zone: 'Europe/London' });
  const doctor = await manager.providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  const other = await manager.providers.save({ kind: 'doctor', name: 'Dr Wanjiru' });
  const amina = await manager.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female', email: 'amina@patients.example' });
  const nights = async (providerId: string) => { await manager.schedules.saveShift({ ...always, providerId, weekday: 6, startMinute: 22 * 60, endMinute: 30 * 60 }); };
  const days = async (providerId: string) => {
    for (let weekday = 1; weekday <= 7; weekday += 1) await manager.schedules.saveShift({ ...always, providerId, weekday, startMinute: 9 * 60, endMinute: 17 * 60 });
  };
  return { desk, manager, doctor, other, amina, nights, days };
}

const said = async (call: Promise<unknown>): Promise<unknown> => (await failureOf(call))?.data;
const codesOf = (refusals: readonly { readonly code: string; readonly until: string | null }[]) => refusals.map(({ code, until }) => [code, until]);

// spec: APT-1, APT-4
test('a night over which the clocks go forward has no hour that no clock shows: not offered, not booked, not counted as open', async () => {
  const { manager, doctor, other, nights } = await clinic();
  await nights(doctor.id);
  await nights(other.id);
  const { slots } = await manager.appointments.free({ from: CHANGE, to: CHANGE, providerId: doctor.id });
  expect(slots.map(({ starts }) => starts.slice(11))).toEqual(['00:00', '00:30', '02:00', '02:30', '03:00', '03:30', '04:00', '04:30', '05:00', '05:30']);
  const { closings } = await manager.schedules.hours({ from: CHANGE, to: CHANGE });
  expect(closings).toMatchObject([{ kind: 'clock-change', providerId: null }]);
  const place = { providerId: doctor.id, starts: `${CHANGE}T01:30` };
  expect(codesOf((await manager.appointments.check(place)).refusals)).toEqual([['clock-change', `${CHANGE}T02:00`]]);
  expect(await said(manager.appointments.book({ ...place, name: 'Joseph', overbookReason: 'came by taxi' }))).toMatchObject({ issues: [{ field: 'starts', code: 'clock-change' }] });
  const series = await manager.appointments.book({ providerId: doctor.id, starts: '2026-03-22T01:30', name: 'Joseph', repeat: { unit: 'week', every: 1, count: 3, until: null } });
  expect(series).toMatchObject({ booked: 2, leftOut: [{ starts: `${CHANGE}T01:30`, code: 'clock-change' }] });
  const { providers } = await manager.appointments.utilisation({ from: BEFORE, to: CHANGE });
  expect(providers.map(({ openMinutes }) => openMinutes)).toEqual([7 * 60, 7 * 60]);
});

test('an hour that is shown twice is one hour of the calendar, and its token is due at one of the two', async () => {
  const { desk, manager, doctor, amina, nights } = await clinic();
  await nights(doctor.id);
  const { slots } = await manager.appointments.free({ from: BACK, to: BACK });
  expect(slots.slice(0, 5).map(({ starts }) => starts.slice(11))).toEqual(['00:00', '00:30', '01:00', '01:30', '02:00']);
  const { appointment } = await manager.appointments.book({ providerId: doctor.id, starts: `${BACK}T01:30`, patientId: amina.id });
  desk.advance(Date.UTC(2026, 9, 24, 22, 0) - Date.now());
  const { token } = await desk.as('manager').appointments.checkIn({ appointmentId: appointment.id });
  const { due } = desk.desk.parts.store.read.statement('SELECT booked_at AS due FROM token WHERE id = ?').get(token.id) as { due: string };
  expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']).toContain(due);
});

// spec: APT-3, APT-4, NTF-1
test('before and after the change the wall clock holds: instants, files, reminders, lateness and tokens follow it', async () => {
  const { desk, manager, doctor, amina, days } = await clinic();
  await days(doctor.id);
  const channel = await manager.notifications.saveChannel({
    name: 'Mail', active: true,
    settings: { kind: 'email', host: '127.0.0.1', port: 9, security: 'none', user: '', from: 'desk@clinic.example', fromName: 'Kilimani', replyTo: '', certificate: '' },
  });
  await manager.notifications.saveRule({ event: 'appointment-reminder', channelId: channel.id, leadMinutes: 120, active: true });
  const { appointment: first } = await manager.appointments.book({
    providerId: doctor.id, starts: `${BEFORE}T11:30`, patientId: amina.id, repeat: { unit: 'day', every: 2, count: 2, until: null },
  });
  const { appointments } = await manager.appointments.list({ from: BEFORE, to: AFTER });
  expect(appointments.map(({ starts }) => starts)).toEqual([`${BEFORE}T11:30`, `${AFTER}T11:30`]);
  const instants = await Promise.all(appointments.map(async ({ id }) => (await manager.appointments.get({ appointmentId: id })).startsAt));
  expect(instants).toEqual([`${BEFORE}T11:30:00.000Z`, `${AFTER}T10:30:00.000Z`]);
  const file = async (day: string) => (await manager.appointments.calendarFile({ providerId: doctor.id, day })).content;
  expect(await file(BEFORE)).toContain('DTSTART:20260328T113000Z\r\nDTEND:20260328T120000Z');
  expect(await file(AFTER)).toContain('DTSTART:20260330T103000Z\r\nDTEND:20260330T110000Z');
  desk.advance(Date.UTC(2026, 2, 27, 12, 0) - Date.now());
  const { lines } = await desk.as('manager').notifications.dryRun({ hours: 120 });
  expect(lines.map(({ dueAt }) => dueAt)).toEqual([`${BEFORE}T09:30:00.000Z`, `${AFTER}T08:30:00.000Z`]);
  await desk.as('manager').appointments.cancel({ appointmentId: first.id, reason: 'travels' });
  // 11:40 on the wall is 10:40 UTC now: ten minutes are not late, twenty are.
  desk.advance(Date.UTC(2026, 2, 30, 10, 40) - Date.now());
  expect((await desk.as('manager').appointments.attention({})).overdue).toEqual([]);
  desk.advance(10 * 60_000);
  const [late] = (await desk.as('manager').appointments.attention({})).overdue;
  expect(late?.starts).toBe(`${AFTER}T11:30`);
  const { token } = await desk.as('manager').appointments.checkIn({ appointmentId: late!.id });
  expect(desk.desk.parts.store.read.statement('SELECT booked_at AS due FROM token WHERE id = ?').get(token.id)).toEqual({ due: `${AFTER}T10:30:00.000Z` });
});

test('29 February is a day in leap years alone: typed wrongly it is refused, a series stands on the 28th between, a yearly holiday waits for it', async () => {
  const { manager, doctor, days } = await clinic();
  await days(doctor.id);
  const book = (starts: string, every?: number) => manager.appointments.book({ providerId: doctor.id, starts, name: 'Joseph', ...(every === undefined ? {} : { repeat: { unit: 'month', every, count: 3, until: null } }) });
  expect(await said(book('2027-02-29T09:00'))).toMatchObject({ issues: [{ field: 'starts', code: 'no-such-time' }] });
  await book('2028-02-29T09:00', 12);
  await book('2028-02-29T10:00', 1);
  const standing = await Promise.all(['2028-02-29', '2028-03-29', '2028-04-29', '2029-02-28', '2030-02-28'].map(async (day) => (await manager.appointments.list({ from: day })).appointments.map(({ starts }) => starts)));
  expect(standing.flat()).toEqual(['2028-02-29T09:00', '2028-02-29T10:00', '2028-03-29T10:00', '2028-04-29T10:00', '2029-02-28T09:00', '2030-02-28T09:00']);
  const saved = await manager.schedules.saveException({
    kind: 'holiday', providerId: null, fromOn: '2024-02-29', untilOn: '2024-02-29', startMinute: null, endMinute: null, yearly: true, note: 'Leap day', receiving: null,
  });
  expect(saved.stranded).toBe(2);
  expect((await manager.appointments.attention({})).stranded.map(({ starts }) => starts)).toEqual(['2028-02-29T09:00', '2028-02-29T10:00']);
  expect(codesOf((await manager.appointments.check({ providerId: doctor.id, starts: '2028-02-29T11:00' })).refusals)).toEqual([['holiday', '2028-03-01T00:00']]);
  expect((await manager.appointments.check({ providerId: doctor.id, starts: '2029-02-28T11:00' })).refusals).toEqual([]);
});
