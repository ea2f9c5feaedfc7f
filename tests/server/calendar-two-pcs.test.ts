import { expect, test, vi } from 'vitest';
import { dateOfWall, mondayOf } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { bookAppointments } from '#main/api/appointment-writes.ts';
import type { Call } from '#main/dispatch/call.ts';
import type { DeskUnderTest } from '#tests/support/desk.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

async function calendar() {
  const pcs = await twoPcs();
  const { one, two } = pcs;
  const doctor = await one.providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  await one.schedules.saveShift({ providerId: doctor.id, weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null });
  await vi.waitFor(async () => { expect((await two.schedules.list({})).shifts).toHaveLength(1); }, WAIT);
  // A linked PC goes by the server's clock, which keeps the real time.
  const monday = mondayOf(addDays(dateOfWall((await one.appointments.attention({})).now), 7));
  return { ...pcs, doctor, monday };
}

/** Books in one breath with the other PC: neither has heard of the other. */
function book({ desk }: DeskUnderTest, personId: string, wish: Parameters<typeof bookAppointments>[2]): string {
  const { store, now } = desk.parts;
  const call = { now: now(), caller: { personId, permissions: new Set() }, endpoint: 'appointments.book' } as unknown as Call;
  return store.write({ personId, intent: 'appointments.book' }, (tx) => bookAppointments(tx, call, wish).id);
}

// spec: APT-2
test('one slot booked at two PCs: both appointments stay, both PCs list the case, and moving one or keeping both ends it everywhere', async () => {
  const { first, second, one, two, doctor, monday } = await calendar();
  const person = first.personOf('manager');
  const taken = (time: string) => ({ providerId: doctor.id, starts: `${monday}T${time}` });
  const [amina, joseph] = [book(first, person, { ...taken('09:00'), name: 'Amina' }), book(second, person, { ...taken('09:00'), name: 'Joseph' })];
  const [akinyi, otieno] = [book(first, person, { ...taken('10:00'), name: 'Akinyi' }), book(second, person, { ...taken('10:00'), name: 'Otieno' })];
  const clashes = async (client: typeof one) => (await client.appointments.attention({})).clashes.map(({ appointments }) => appointments.map(({ id }) => id).sort());
  await vi.waitFor(async () => { for (const client of [one, two]) expect(await clashes(client)).toEqual([[amina, joseph].sort(), [akinyi, otieno].sort()]); }, WAIT);
  for (const client of [one, two]) expect((await client.appointments.list({ from: monday, to: monday })).appointments).toHaveLength(4);
  await two.appointments.move({ appointmentId: joseph, ...taken('09:30') });
  await one.appointments.keep({ appointmentId: otieno, reason: 'both are short' });
  await vi.waitFor(async () => { for (const client of [one, two]) expect(await clashes(client)).toEqual([]); }, WAIT);
  await inStep(first, second);
  for (const client of [one, two]) {
    expect((await client.appointments.list({ from: monday, to: monday })).appointments.map(({ name, starts, overbookReason }) => [name, starts.slice(11), overbookReason]).sort()).toEqual([
      ['Akinyi', '10:00', null], ['Amina', '09:00', null], ['Joseph', '09:30', null], ['Otieno', '10:00', 'both are short'],
    ]);
  }
}, TEST_MS);

test('an appointment moved to two times at two PCs waits for a person, and never becomes a time nobody chose', async () => {
  const { first, second, one, two, doctor, monday } = await calendar();
  const { appointment } = await one.appointments.book({ providerId: doctor.id, starts: `${monday}T09:00`, name: 'Amina' });
  await vi.waitFor(async () => { expect((await two.appointments.get({ appointmentId: appointment.id })).starts).toBe(`${monday}T09:00`); }, WAIT);
  const person = first.personOf('manager');
  const move = ({ desk }: DeskUnderTest, starts: string): void => {
    desk.parts.store.write({ personId: person, intent: 'appointments.move' }, (tx) => { tx.update('appointment', appointment.id, { starts }); });
  };
  move(first, `${monday}T10:00`);
  move(second, `${addDays(monday, 7)}T09:30`);
  await vi.waitFor(async () => { for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 1, mustChoose: 1 }); }, WAIT);
  await inStep(first, second);
  const [here, there] = [await one.appointments.get({ appointmentId: appointment.id }), await two.appointments.get({ appointmentId: appointment.id })];
  expect(there.starts).toBe(here.starts);
  expect([`${monday}T10:00`, `${addDays(monday, 7)}T09:30`]).toContain(here.starts);
}, TEST_MS);
