import { expect, test } from 'vitest';
import { failureOf, testDesk, type Client } from '#tests/support/desk.ts';

// The desk's clock shows Saturday 2026-03-14, 12:00 in Nairobi.
const TODAY = '2026-03-14';
const MONDAY = '2026-03-16';
const hours = { weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null };
const leave = { kind: 'leave' as const, fromOn: MONDAY, untilOn: MONDAY, startMinute: null, endMinute: null, yearly: false, note: null, receiving: null };

async function clinic() {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const { rooms } = await manager.clinic.rooms({});
  const { services } = await manager.clinic.services({});
  const doctor = await manager.providers.save({ kind: 'doctor', name: 'Dr Ochieng', roomIds: [rooms[1]!.id] });
  const other = await manager.providers.save({ kind: 'doctor', name: 'Dr Wanjiru' });
  await manager.schedules.saveShift({ ...hours, providerId: doctor.id, roomId: rooms[1]!.id, serviceId: services[0]!.id });
  const amina = await manager.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female' });
  return { desk, manager, reception: desk.as('reception'), doctor, other, rooms, services, amina };
}

const said = async (call: Promise<unknown>): Promise<unknown> => {
  const failure = await failureOf(call);
  return failure && { code: failure.code, ...((failure.data ?? {}) as object) };
};

const statusOf = async (client: Client, appointmentId: string): Promise<string> => (await client.appointments.get({ appointmentId })).status;

// spec: APT-2
test('one name books a slot; room, length and queue come from the hours', async () => {
  const { reception, doctor, rooms, services } = await clinic();
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:30`, name: ' Joseph Otieno ', phone: '0700 111 222' });
  expect(appointment).toMatchObject({
    name: 'Joseph Otieno', phone: '0700 111 222', patientId: null, starts: '2026-03-16T09:30', minutes: 30, roomId: rooms[1]!.id, serviceId: services[0]!.id, status: 'pending',
  });
  expect(await reception.appointments.get({ appointmentId: appointment.id })).toMatchObject({ startsAt: '2026-03-16T06:30:00.000Z' });
  const { slots } = await reception.appointments.free({ from: MONDAY, to: MONDAY });
  expect(slots.map(({ starts }) => starts.slice(11))).toEqual(['09:00', '10:00', '10:30', '11:00', '11:30']);
  expect((await reception.appointments.list({ from: MONDAY, to: MONDAY })).appointments.map(({ id }) => id)).toEqual([appointment.id]);
});

test('a taken slot is refused by until when, told with names, and overbooked only by who may and says why', async () => {
  const { desk, reception, doctor, amina } = await clinic();
  const place = { providerId: doctor.id, starts: `${MONDAY}T09:30` };
  const { appointment: first } = await reception.appointments.book({ ...place, patientId: amina.id });
  expect(await said(reception.appointments.book({ ...place, name: 'Joseph Otieno' }))).toEqual({ code: 'INVALID', issues: [{ field: 'starts', code: 'slot-taken', limit: '2026-03-16T10:00' }] });
  expect(await reception.appointments.check({ ...place, starts: `${MONDAY}T09:45` })).toEqual({
    refusals: [{ code: 'slot-taken', until: '2026-03-16T10:00', note: null, there: [{ id: first.id, name: 'Amina Yusuf', starts: '2026-03-16T09:30', minutes: 30, providerName: 'Dr Ochieng' }] }],
  });
  expect(await said(reception.appointments.book({ ...place, name: 'Joseph Otieno', overbookReason: 'fever' }))).toEqual({ code: 'NOT_ALLOWED', permission: 'appointments.overbook' });
  const { appointment: second } = await desk.as('doctor').appointments.book({ ...place, name: 'Joseph Otieno', overbookReason: 'fever' });
  expect(second).toMatchObject({ overbookReason: 'fever', starts: first.starts });
  expect((await reception.appointments.attention({})).clashes).toEqual([]);
});

test('outside hours, on leave, in the past and who left say so; the past and who left cannot be overbooked', async () => {
  const { manager, doctor, other } = await clinic();
  const book = (starts: string, extra: object = {}) => said(manager.appointments.book({ providerId: doctor.id, starts, name: 'Joseph Otieno', ...extra }));
  expect(await book(`${MONDAY}T12:00`)).toMatchObject({ issues: [{ code: 'outside-hours' }] });
  expect(await book(`${TODAY}T09:00`, { overbookReason: 'x' })).toMatchObject({ issues: [{ code: 'past' }] });
  expect(await book('2026-02-29T09:00')).toMatchObject({ issues: [{ field: 'starts', code: 'no-such-time' }] });
  expect(await book(`${MONDAY}T09:00`, { name: ' ' })).toMatchObject({ issues: [{ field: 'name', code: 'empty' }] });
  await manager.schedules.saveException({ ...leave, providerId: doctor.id, note: 'Wedding' });
  expect(await book(`${MONDAY}T09:00`)).toMatchObject({ issues: [{ code: 'on-leave', limit: '2026-03-17T00:00' }] });
  await manager.providers.save({ ...other, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
  expect(await said(manager.appointments.book({ providerId: other.id, starts: `${MONDAY}T09:00`, name: 'Joseph Otieno', overbookReason: 'x' }))).toMatchObject({ issues: [{ code: 'provider-away' }] });
  expect((await manager.appointments.list({ from: MONDAY, to: MONDAY })).appointments).toEqual([]);
});

test('the same command twice books once', async () => {
  const { reception, doctor } = await clinic();
  const input = { providerId: doctor.id, starts: `${MONDAY}T09:00`, name: 'Joseph Otieno', commandId: '0198c1de-0000-7000-8000-0000000000aa' };
  const [one, two] = [await reception.appointments.book(input), await reception.appointments.book(input)];
  expect(two).toEqual(one);
  expect((await reception.appointments.list({ from: MONDAY, to: MONDAY })).appointments).toHaveLength(1);
});

// spec: APT-3
test('a series books what can be, tells what cannot, and ends from any of its days', async () => {
  const { manager, reception, doctor } = await clinic();
  await manager.schedules.saveException({ ...leave, providerId: doctor.id, fromOn: '2026-03-23', untilOn: '2026-03-23' });
  const made = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T10:00`, name: 'Joseph Otieno', repeat: { unit: 'week', every: 1, count: 4, until: null } });
  expect(made).toMatchObject({ booked: 3, leftOut: [{ starts: '2026-03-23T10:00', code: 'on-leave' }] });
  const series = async () => (await reception.appointments.list({ from: MONDAY, to: '2026-04-20' })).appointments;
  expect((await series()).map(({ starts }) => starts)).toEqual(['2026-03-16T10:00', '2026-03-30T10:00', '2026-04-06T10:00']);
  const second = (await series())[1]!;
  expect(await reception.appointments.cancelSeries({ appointmentId: second.id, reason: 'well again' })).toEqual({ cancelled: 2 });
  expect((await series()).map(({ status, cancelReason }) => [status, cancelReason])).toEqual([['pending', null], ['cancelled', 'well again'], ['cancelled', 'well again']]);
});

test('moving frees the old slot, takes the new one, and a cancelled one comes back only if its place is free', async () => {
  const { reception, doctor, amina } = await clinic();
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:00`, patientId: amina.id });
  const move = (starts: string) => reception.appointments.move({ appointmentId: appointment.id, providerId: doctor.id, starts });
  // A quarter of an hour on: it does not stand in its own way.
  expect(await move(`${MONDAY}T09:15`)).toMatchObject({ starts: `${MONDAY}T09:15`, minutes: 30 });
  await reception.appointments.cancel({ appointmentId: appointment.id, reason: 'travels' });
  expect(await said(move(`${MONDAY}T11:00`))).toEqual({ code: 'CONFLICT', reason: 'appointment-is-cancelled' });
  expect(await said(reception.appointments.cancel({ appointmentId: appointment.id, reason: 'again' }))).toEqual({ code: 'CONFLICT', reason: 'appointment-is-cancelled' });
  await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:30`, name: 'Joseph Otieno' });
  expect(await said(reception.appointments.reopen({ appointmentId: appointment.id }))).toMatchObject({ issues: [{ field: 'starts', code: 'slot-taken' }] });
  const { appointments } = await reception.appointments.ofPatient({ patientId: amina.id });
  expect(appointments).toMatchObject([{ id: appointment.id, status: 'cancelled', cancelReason: 'travels' }]);
});

test('check-in gives a token in the right queue, in the booked room, with the booked time; the status follows the token', async () => {
  const { desk, manager, reception, doctor, services, rooms, amina } = await clinic();
  await manager.schedules.saveShift({ ...hours, weekday: 6, startMinute: 12 * 60, endMinute: 16 * 60, providerId: doctor.id, roomId: rooms[0]!.id, serviceId: services[1]!.id });
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${TODAY}T12:30`, name: 'Amina Y' });
  expect(await said(reception.appointments.checkIn({ appointmentId: appointment.id }))).toEqual({ code: 'CONFLICT', reason: 'not-registered' });
  const { token, appointment: arrived } = await reception.appointments.checkIn({ appointmentId: appointment.id, patientId: amina.id });
  expect(token).toMatchObject({ serviceId: services[1]!.id, patientId: amina.id });
  expect(arrived).toMatchObject({ status: 'arrived', patientId: amina.id, name: 'Amina Yusuf', tokenLabel: token.label });
  expect(desk.desk.parts.store.read.statement('SELECT booked_at, room_id FROM token').get()).toEqual({ booked_at: '2026-03-14T09:30:00.000Z', room_id: rooms[0]!.id });
  expect(await said(reception.appointments.checkIn({ appointmentId: appointment.id }))).toEqual({ code: 'CONFLICT', reason: 'appointment-is-arrived' });
  await reception.queue.call({ tokenId: token.id, roomId: rooms[0]!.id });
  await reception.queue.finish({ tokenId: token.id });
  expect(await statusOf(reception, appointment.id)).toBe('completed');
  await reception.queue.undo({ tokenId: token.id });
  expect(await statusOf(reception, appointment.id)).toBe('arrived');
  await reception.queue.cancel({ tokenId: token.id });
  expect(await statusOf(reception, appointment.id)).toBe('confirmed');
  const again = await reception.appointments.checkIn({ appointmentId: appointment.id });
  await reception.queue.noShow({ tokenId: again.token.id });
  expect(await statusOf(reception, appointment.id)).toBe('no-show');
  const { appointment: monday } = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:00`, patientId: amina.id });
  expect(await said(reception.appointments.checkIn({ appointmentId: monday.id }))).toEqual({ code: 'CONFLICT', reason: 'not-today' });
});

test('who took a token before anybody saw the booking keeps it, and is due at the booked time', async () => {
  const { desk, manager, reception, doctor, services, amina } = await clinic();
  await manager.schedules.saveShift({ ...hours, weekday: 6, startMinute: 12 * 60, endMinute: 16 * 60, providerId: doctor.id });
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${TODAY}T13:00`, patientId: amina.id });
  const walked = await reception.queue.issue({ patientId: amina.id, serviceId: services[1]!.id });
  const { token, appointment: arrived } = await reception.appointments.checkIn({ appointmentId: appointment.id });
  expect([token.id, token.label, arrived.tokenId]).toEqual([walked.id, walked.label, walked.id]);
  expect(desk.desk.parts.store.read.statement('SELECT count(*) AS tokens, max(booked_at) AS due FROM token').get()).toEqual({ tokens: 1, due: '2026-03-14T10:00:00.000Z' });
});

test('a doctor who leaves or takes leave loses no appointment: each is listed until it is moved', async () => {
  const { manager, reception, doctor, other } = await clinic();
  await manager.schedules.saveShift({ ...hours, providerId: other.id });
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:00`, name: 'Joseph Otieno' });
  const stranded = async () => (await reception.appointments.attention({})).stranded.map(({ id }) => id);
  const saved = await manager.schedules.saveException({ ...leave, providerId: doctor.id });
  expect(saved.stranded).toBe(1);
  expect(await stranded()).toEqual([appointment.id]);
  await manager.schedules.removeException({ id: saved.id });
  expect(await stranded()).toEqual([]);
  await manager.providers.save({ ...doctor, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
  expect(await stranded()).toEqual([appointment.id]);
  await reception.appointments.move({ appointmentId: appointment.id, providerId: other.id, starts: `${MONDAY}T09:00` });
  expect(await stranded()).toEqual([]);
});

// spec: APT-4
test('many of a doctor who leaves go to another at once: those that fit move and are told, the rest stays listed with its reason', async () => {
  const { desk, manager, reception, doctor, other, rooms, services, amina } = await clinic();
  const room = rooms[1]!.id;
  await manager.schedules.saveShift({ ...hours, providerId: other.id, roomId: room, serviceId: services[1]!.id, endMinute: 11 * 60 });
  const starts = (time: string) => `${MONDAY}T${time}`;
  const book = async (providerId: string, time: string, who: { patientId: string } | { name: string }, roomId: string | null = room) =>
    (await manager.appointments.book({ providerId, starts: starts(time), roomId, overbookReason: 'came together', ...who })).appointment;
  const [first, taken, late, busy] = [
    await book(doctor.id, '09:00', { name: 'Joseph Otieno' }), await book(doctor.id, '09:30', { name: 'Mary Atieno' }), await book(doctor.id, '11:00', { name: 'Peter Kamau' }),
    await book(doctor.id, '10:00', { patientId: amina.id }),
  ];
  // Who was booked first has the place.
  desk.advance(60_000);
  const beside = await book(doctor.id, '09:00', { name: 'John Otieno' });
  await book(other.id, '09:30', { name: 'Grace Njeri' }, null);
  const third = await manager.providers.save({ kind: 'doctor', name: 'Dr Mwangi' });
  await book(third.id, '10:15', { patientId: amina.id }, rooms[0]!.id);
  await manager.providers.save({ ...doctor, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
  const all = [late, taken, first, busy, beside];

  const { lines } = await reception.appointments.planMoves({ providerId: other.id, appointmentIds: all.map(({ id }) => id) });
  expect(lines.map(({ appointment, roomId, refusals }) => [appointment.name, roomId, refusals.map(({ code, there }) => [code, ...there.map(({ name }) => name)])])).toEqual([
    ['Joseph Otieno', room, []], ['John Otieno', room, [['slot-taken', 'Joseph Otieno']]], ['Mary Atieno', room, [['slot-taken', 'Grace Njeri']]],
    ['Amina Yusuf', room, [['patient-busy', 'Amina Yusuf']]], ['Peter Kamau', null, [['outside-hours']]],
  ]);
  expect((await reception.appointments.attention({})).stranded).toHaveLength(5);

  const seen = all.map(({ id, providerId, starts: at }) => ({ appointmentId: id, providerId, starts: at }));
  // Somebody else took Joseph to the afternoon meanwhile: what stood there is not what was seen.
  const elsewhere = seen.map((each) => (each.appointmentId === first.id ? { ...each, starts: starts('08:00') } : each));
  expect(await reception.appointments.moveMany({ providerId: other.id, appointments: elsewhere })).toEqual({ moved: 1, left: 4 });
  expect(await reception.appointments.get({ appointmentId: beside.id })).toMatchObject({ providerId: other.id, starts: starts('09:00'), roomId: room, serviceId: services[1]!.id, overbookReason: null });
  expect(await reception.appointments.moveMany({ providerId: other.id, appointments: seen })).toEqual({ moved: 0, left: 5 });
  expect((await reception.appointments.attention({})).stranded.map(({ name }) => name)).toEqual(['Joseph Otieno', 'Mary Atieno', 'Amina Yusuf', 'Peter Kamau']);
  expect((await reception.appointments.attention({})).clashes).toEqual([]);
  expect(desk.desk.parts.store.read.statement('SELECT id, moved_at FROM appointment WHERE moved_at IS NOT NULL').all()).toEqual([{ id: beside.id, moved_at: '2026-03-14T09:01:00.000Z' }]);
  expect(await said(reception.appointments.moveMany({ providerId: amina.id, appointments: seen }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('one that does not fit at its own time goes to another that is offered, and nobody is moved to a time that was taken meanwhile', async () => {
  const { manager, reception, doctor, other, rooms } = await clinic();
  const room = rooms[1]!.id;
  await manager.schedules.saveShift({ ...hours, providerId: other.id, roomId: room, endMinute: 10 * 60 + 30 });
  const starts = (time: string) => `${MONDAY}T${time}`;
  const book = async (providerId: string, time: string, name: string) =>
    (await manager.appointments.book({ providerId, starts: starts(time), roomId: room, overbookReason: 'came together', name })).appointment;
  const [fits, late, later] = [await book(doctor.id, '09:00', 'Joseph Otieno'), await book(doctor.id, '11:00', 'Peter Kamau'), await book(doctor.id, '12:00', 'Mary Atieno')];
  await manager.providers.save({ ...doctor, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
  const ids = [fits, late, later].map(({ id }) => id);
  const plan = async (others: { appointmentId: string; starts: string }[] = []) =>
    (await reception.appointments.planMoves({ providerId: other.id, appointmentIds: ids, others })).lines.map((line) => [line.appointment.name, line.starts.slice(11), line.refusals.map(({ code }) => code).join(), line.offers]);

  const [, [, , , offers]] = await plan() as [unknown, [unknown, unknown, unknown, string[]]];
  // Of its own day the nearest first, none that goes to Joseph; then those of the same day a week later.
  const ownDay = offers.filter((each) => each.startsWith(MONDAY));
  expect(ownDay).toEqual(ownDay.toSorted().reverse());
  expect(ownDay.length).toBeGreaterThan(0);
  expect(offers.length).toBeGreaterThan(ownDay.length);
  expect(offers).not.toContain(starts('09:00'));
  const [first = '', second = ''] = ownDay;
  expect(await plan([{ appointmentId: late.id, starts: first }, { appointmentId: later.id, starts: first }])).toMatchObject([
    ['Joseph Otieno', '09:00', '', []], ['Peter Kamau', first.slice(11), '', expect.any(Array)], ['Mary Atieno', first.slice(11), 'slot-taken', expect.not.arrayContaining([first])],
  ]);

  const seen = [fits, late, later].map(({ id, providerId, starts: at }) => ({ appointmentId: id, providerId, starts: at }));
  await book(other.id, second.slice(11), 'Grace Njeri');
  const [a, b, c] = seen as [typeof seen[0], typeof seen[0], typeof seen[0]];
  expect(await reception.appointments.moveMany({ providerId: other.id, appointments: [a, { ...b, to: first }, { ...c, to: second }] })).toEqual({ moved: 2, left: 1 });
  expect(await reception.appointments.get({ appointmentId: late.id })).toMatchObject({ providerId: other.id, starts: first, roomId: room });
  expect(await reception.appointments.get({ appointmentId: later.id })).toMatchObject({ providerId: doctor.id, starts: starts('12:00') });
});

test('who does not come is overdue, then missed until booked again; what is to come cannot be missed', async () => {
  const { desk, manager, reception, doctor, amina } = await clinic();
  await manager.schedules.saveShift({ ...hours, weekday: 6, startMinute: 12 * 60, endMinute: 16 * 60, providerId: doctor.id });
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${TODAY}T12:30`, patientId: amina.id });
  expect(await said(reception.appointments.miss({ appointmentId: appointment.id }))).toEqual({ code: 'CONFLICT', reason: 'not-yet' });
  desk.advance(50 * 60_000);
  const later = desk.as('reception');
  expect((await later.appointments.attention({})).overdue.map(({ id }) => id)).toEqual([appointment.id]);
  await later.appointments.miss({ appointmentId: appointment.id });
  expect(await later.appointments.attention({})).toMatchObject({ overdue: [], missed: [{ id: appointment.id, status: 'no-show' }] });
  await later.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:00`, patientId: amina.id });
  expect((await later.appointments.attention({})).missed).toEqual([]);
});

test('who has no record and does not come is missed until their name is booked again', async () => {
  const { desk, manager, reception, doctor } = await clinic();
  await manager.schedules.saveShift({ ...hours, weekday: 6, startMinute: 12 * 60, endMinute: 16 * 60, providerId: doctor.id });
  for (const [name, starts] of [['Akinyi', '12:30'], ['Otieno', '13:00']]) await reception.appointments.book({ providerId: doctor.id, starts: `${TODAY}T${starts}`, name });
  desk.advance(80 * 60_000);
  const later = desk.as('reception');
  for (const { id } of (await later.appointments.attention({})).overdue) await later.appointments.miss({ appointmentId: id });
  const missed = async () => (await later.appointments.attention({})).missed.map(({ name }) => name).sort();
  expect(await missed()).toEqual(['Akinyi', 'Otieno']);
  const { appointment } = await later.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:00`, name: 'Akinyi' });
  expect(await missed()).toEqual(['Otieno']);
  await later.appointments.cancel({ appointmentId: appointment.id, reason: 'Rain' });
  expect(await missed()).toEqual(['Akinyi', 'Otieno']);
});

test('a follow-up that a doctor wants is offered, booked, wanted again when cancelled, and done when seen', async () => {
  const { desk, reception, doctor, amina } = await clinic();
  const { id: followUpId } = await desk.as('doctor').encounters.followUp({ patientId: amina.id, due: MONDAY, reason: 'wound check' });
  const wanted = async () => (await reception.appointments.attention({})).followUps;
  expect(await wanted()).toMatchObject([{ id: followUpId, dueOn: MONDAY, reason: 'wound check', patient: { name: 'Amina Yusuf' } }]);
  const place = { providerId: doctor.id, starts: `${MONDAY}T09:00`, patientId: amina.id, followUpId };
  const { appointment } = await reception.appointments.book(place);
  expect(await wanted()).toEqual([]);
  expect(await said(reception.appointments.book({ ...place, starts: `${MONDAY}T10:00` }))).toEqual({ code: 'CONFLICT', reason: 'follow-up-is-booked' });
  await reception.appointments.cancel({ appointmentId: appointment.id, reason: 'rain' });
  expect(await wanted()).toHaveLength(1);
});

// spec: APT-1
test('hours are checked: over midnight, overlapping, longer than a day, slots longer than the hours', async () => {
  const { manager, doctor } = await clinic();
  const save = (change: object) => said(manager.schedules.saveShift({ ...hours, providerId: doctor.id, ...change }));
  expect(await save({ weekday: 7, startMinute: 22 * 60, endMinute: 30 * 60 })).toBeUndefined();
  expect(await save({ startMinute: 5 * 60, endMinute: 7 * 60 })).toMatchObject({ issues: [{ field: 'weekday', code: 'shift-overlap' }] });
  expect(await save({ weekday: 2, endMinute: 9 * 60 })).toMatchObject({ issues: [{ field: 'endMinute', code: 'not-after-start' }] });
  expect(await save({ weekday: 2, endMinute: 9 * 60 + 1441 })).toMatchObject({ issues: [{ field: 'endMinute', code: 'too-long' }] });
  expect(await save({ weekday: 2, endMinute: 9 * 60 + 10 })).toMatchObject({ issues: [{ field: 'slotMinutes', code: 'longer-than-shift' }] });
  const { slots } = await manager.appointments.free({ from: '2026-03-23', to: '2026-03-23' });
  expect(slots.slice(0, 3).map(({ starts }) => starts.slice(11))).toEqual(['00:00', '00:30', '01:00']);
});

test('utilisation by doctor and room, and a calendar file of the day', async () => {
  const { manager, reception, doctor, rooms } = await clinic();
  const { appointment } = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T09:00`, name: 'Joseph, Otieno' });
  const cancelled = await reception.appointments.book({ providerId: doctor.id, starts: `${MONDAY}T10:00`, name: 'Akinyi' });
  await reception.appointments.cancel({ appointmentId: cancelled.appointment.id, reason: 'rain' });
  const used = { openMinutes: 180, bookedMinutes: 30, appointments: 2, completed: 0, missed: 0, cancelled: 1 };
  expect(await manager.appointments.utilisation({ from: MONDAY, to: MONDAY })).toEqual({
    providers: [{ id: doctor.id, name: 'Dr Ochieng', ...used }], rooms: [{ id: rooms[1]!.id, name: 'Room 2', ...used }],
  });
  const file = await reception.appointments.calendarFile({ providerId: doctor.id, day: MONDAY });
  expect(file.name).toBe('2026-03-16.ics');
  expect(file.content.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  expect(file.content).toContain(`UID:${appointment.id}\r\n`);
  expect(file.content).toContain('DTSTART:20260316T060000Z\r\nDTEND:20260316T063000Z\r\nSUMMARY:Joseph\\, Otieno – Dr Ochieng\r\nLOCATION:Room 2\r\n');
});
