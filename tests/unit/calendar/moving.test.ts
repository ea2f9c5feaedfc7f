import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalsOf, type Booked, type Refusal } from '#domain/calendar/booking.ts';
import { closingsIn, openingsIn, type Schedule, type Shift } from '#domain/calendar/hours.ts';
import { planMoves, type DayAt, type MoveWish } from '#domain/calendar/moving.ts';
import { wallAt } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';

const MONDAY = '2026-03-16';
const DAYS = { from: addDays(MONDAY, -1), until: addDays(MONDAY, 3) };
const at = (clock: string): number => wallAt(MONDAY, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
const shift = (part: Partial<Shift> = {}): Shift => ({
  id: 's', providerId: 'new', weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, validFrom: null, validUntil: null, roomId: 'r1', serviceId: null, slotMinutes: 30, capacity: 1, ...part,
});
const dayOf = (schedule: Schedule): DayAt => () => ({ openings: openingsIn(schedule, DAYS), closings: closingsIn(schedule, DAYS), now: at('07:00'), active: true });
const booked = (id: string, start: number, part: Partial<Booked> = {}): Booked => ({ id, providerId: 'old', roomId: 'r1', patientId: null, start, minutes: 30, overbooked: false, ...part });
const wishOf = ({ id, patientId, start, minutes }: Booked, roomId = 'r1'): MoveWish => ({ id, patientId, start, minutes, providerId: 'new', roomId });
const planned = (those: readonly Booked[], others: readonly Booked[], hours: Partial<Shift> = {}) =>
  planMoves(those.map((each) => wishOf(each)), [...those, ...others], dayOf({ shifts: [shift(hours)], exceptions: [] }))
    .map(({ wish, refusals }) => [wish.id, refusals.map(({ code, booked: there }) => [code, ...there].join(' ')).join()]);

// spec: APT-2, APT-4
describe('several appointments go to another doctor', () => {
  test('at their times where these are free; the others stay, each with its reason', () => {
    const those = [booked('a', at('09:00')), booked('b', at('09:30')), booked('c', at('12:00')), booked('d', at('10:00'), { patientId: 'p' })];
    const others = [booked('x', at('09:30'), { providerId: 'new' }), booked('y', at('10:15'), { providerId: 'third', roomId: 'r3', patientId: 'p' })];
    expect(planned(those, others)).toEqual([['a', ''], ['b', 'slot-taken x'], ['c', 'outside-hours'], ['d', 'patient-busy y']]);
  });

  test('who went before has the place', () => {
    const those = [booked('a', at('09:00'), { roomId: null }), booked('b', at('09:00'), { roomId: null, overbooked: true })];
    expect(planned(those, [])).toEqual([['a', ''], ['b', 'slot-taken a']]);
    expect(planned(those, [], { capacity: 2 })).toEqual([['a', ''], ['b', '']]);
  });

  test('those that go do not stand in each other\'s way with the room they leave; one that stays does', () => {
    const those = [booked('a', at('11:00'), { minutes: 60 }), booked('b', at('11:45'), { minutes: 30 })];
    // Until noon: b cannot, and keeps the room from a quarter to twelve.
    expect(planned(those, [])).toEqual([['a', 'room-taken b'], ['b', 'outside-hours,room-taken a']]);
    expect(planned(those, [], { endMinute: 780, capacity: 2 })).toEqual([['a', ''], ['b', '']]);
  });

  test('one kept away by another that cannot go after all goes itself', () => {
    // b would have a's place but for the room that c, who stays, keeps from half past nine.
    const those = [booked('b', at('09:00'), { roomId: 'r9', minutes: 40 }), booked('a', at('09:00'), { roomId: 'r9', minutes: 30 }), booked('c', at('09:30'), { patientId: 'p' })];
    const others = [booked('y', at('09:40'), { providerId: 'third', roomId: 'r3', patientId: 'p', minutes: 20 })];
    expect(planned(those, others)).toEqual([['b', 'slot-taken a,room-taken c'], ['a', ''], ['c', 'patient-busy y']]);
  });
});

const one = fc.record({
  minute: fc.integer({ min: 8 * 12, max: 13 * 12 }).map((five) => five * 5), minutes: fc.constantFrom(10, 20, 30, 45, 90),
  room: fc.constantFrom('r1', 'r2', 'r3', null), patient: fc.constantFrom(null, null, 'p1', 'p2', 'p3'), overbooked: fc.boolean(),
});
const made = (prefix: string, providers: readonly string[]) => fc.array(fc.tuple(one, fc.constantFrom(...providers)), { maxLength: 12 })
  .map((all) => all.map(([each, providerId], index): Booked => ({ id: `${prefix}${index}`, providerId, roomId: each.room, patientId: each.patient, start: wallAt(MONDAY, each.minute), minutes: each.minutes, overbooked: each.overbooked })));

test('whatever goes meets nobody there, whatever stays could not go, and nobody is lost, in any calendar', () => {
  fc.assert(fc.property(made('m', ['old', 'gone']), made('o', ['new', 'old', 'third']), fc.integer({ min: 1, max: 3 }), fc.constantFrom('r1', 'r2'), (those, others, capacity, room) => {
    const dayAt = dayOf({ shifts: [shift({ capacity, roomId: room }), shift({ id: 't', providerId: 'third', roomId: 'r3' })], exceptions: [] });
    const wishes = those.map((each) => wishOf(each, room));
    const plan = planMoves(wishes, [...others, ...those], dayAt);
    expect(plan.map(({ wish }) => wish)).toEqual(wishes);
    const going = new Set(plan.filter(({ refusals }) => refusals.length === 0).map(({ wish }) => wish.id));
    const after = [...others, ...those.filter(({ id }) => !going.has(id)), ...wishes.filter(({ id }) => going.has(id)).map((wish) => ({ ...wish, overbooked: false }))];
    const codes = (refusals: readonly Refusal[]) => refusals.map(({ code }) => code);
    for (const { wish, refusals } of plan) expect(codes(refusals)).toEqual(codes(refusalsOf({ ...wish, exceptId: wish.id }, { ...dayAt(wish.start), booked: after })));
  }), { numRuns: 500 });
});
