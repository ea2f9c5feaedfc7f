import { expect, test } from 'vitest';
import { MOST_MOVED } from '#domain/contract/calendar.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';

// The desk's clock shows Saturday 2026-03-14, 12:00 in Nairobi.
const MONDAY = '2026-03-16';
const hours = { startMinute: 8 * 60, endMinute: 16 * 60, roomId: null, serviceId: null, slotMinutes: 20, capacity: 1, validFrom: null, validUntil: null };
const MORE = 20;

/** Times of a doctor's slots, day after day without the weekends. */
function* slots() {
  for (let day = 0; ; day += 1) {
    if (day % 7 > 4) continue;
    for (let minute = hours.startMinute; minute < hours.endMinute; minute += hours.slotMinutes) {
      yield `${addDays(MONDAY, day)}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    }
  }
}

const firstSlots = (count: number): string[] => {
  const times: string[] = [];
  for (const each of slots()) if (times.push(each) === count) break;
  return times;
};

/** A doctor who leaves with every slot of weeks taken, and another of whose slots every second is. */
async function clinicOfOneWhoLeaves() {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const [leaving, other] = [await manager.providers.save({ kind: 'doctor', name: 'Dr Ochieng' }), await manager.providers.save({ kind: 'doctor', name: 'Dr Wanjiru' })];
  for (const providerId of [leaving.id, other.id]) for (const weekday of [1, 2, 3, 4, 5]) await manager.schedules.saveShift({ ...hours, weekday, providerId });
  const times = firstSlots(MOST_MOVED + MORE);
  const booked = [];
  for (const [index, starts] of times.entries()) {
    booked.push((await manager.appointments.book({ providerId: leaving.id, starts, name: `Patient ${String(index)}` })).appointment);
    if (index % 2 === 0) await manager.appointments.book({ providerId: other.id, starts, name: `Somebody ${String(index)}` });
  }
  await manager.providers.save({ ...leaving, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
  return { reception: desk.as('reception'), other, booked };
}

test('of more than can be moved at once the first go, then the next; who has no place is offered times that nobody else is', async () => {
  const { reception, other, booked } = await clinicOfOneWhoLeaves();
  const ids = booked.map(({ id }) => id);
  expect(await failureOf(reception.appointments.planMoves({ providerId: other.id, appointmentIds: ids }))).toBeDefined();
  expect((await reception.appointments.attention({})).stranded).toHaveLength(MOST_MOVED + MORE);

  const [first, next] = [booked.slice(0, MOST_MOVED), booked.slice(MOST_MOVED)];
  for (const part of [first, next]) {
    const { lines } = await reception.appointments.planMoves({ providerId: other.id, appointmentIds: part.map(({ id }) => id) });
    expect(lines.map(({ appointment }) => appointment.id)).toEqual(part.map(({ id }) => id));
    expect(lines.map(({ refusals }) => refusals.map(({ code, there }) => [code, there[0]?.name.split(' ')[0]]))).toEqual(
      part.map((_, index) => (index % 2 === 0 ? [['slot-taken', 'Somebody']] : [])),
    );
    expect(await reception.appointments.moveMany({ providerId: other.id, appointments: part.map(({ id, providerId, starts }) => ({ appointmentId: id, providerId, starts })) }))
      .toEqual({ moved: part.length / 2, left: part.length / 2 });
  }
  const stranded = (await reception.appointments.attention({})).stranded;
  expect(stranded.map(({ id }) => id)).toEqual(ids.filter((_, index) => index % 2 === 0));

  // The other doctor is full now for weeks; only of the last is a week away that has times. Each takes one that nobody before them took.
  const moving = stranded.slice(-3);
  const plan = async (others: { appointmentId: string; starts: string }[] = []) =>
    (await reception.appointments.planMoves({ providerId: other.id, appointmentIds: stranded.map(({ id }) => id), others })).lines;
  const offers = (await plan()).map((line) => line.offers.length);
  expect([offers.at(0), offers.at(-1)]).toEqual([0, 8]);
  const chosen: { appointmentId: string; starts: string }[] = [];
  for (const { id } of moving) {
    const line = (await plan(chosen)).find(({ appointment }) => appointment.id === id);
    chosen.push({ appointmentId: id, starts: line?.offers[0] ?? '' });
  }
  expect(new Set(chosen.map(({ starts }) => starts)).size).toBe(3);
  const seen = moving.map(({ id, providerId, starts }, index) => ({ appointmentId: id, providerId, starts, to: chosen[index]?.starts ?? '' }));
  expect(await reception.appointments.moveMany({ providerId: other.id, appointments: seen })).toEqual({ moved: 3, left: 0 });
  expect((await reception.appointments.attention({})).clashes).toEqual([]);
}, 60_000);
