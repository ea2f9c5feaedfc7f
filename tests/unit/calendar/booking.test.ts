import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clashesAmong, strandedAmong } from '#domain/calendar/attention.ts';
import { freeSlots, refusalsOf, type Booked, type Wish } from '#domain/calendar/booking.ts';
import { closingsIn, openingsIn, type Schedule, type ScheduleException, type Shift } from '#domain/calendar/hours.ts';
import { startsText, wallAt } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';

const MONDAY = '2026-03-16';
const DAYS = { from: addDays(MONDAY, -1), until: addDays(MONDAY, 3) };
const at = (clock: string, day = MONDAY): number => wallAt(day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
const shift = (part: Partial<Shift> = {}): Shift => ({
  id: 's', providerId: 'd1', weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, validFrom: null, validUntil: null, roomId: 'r1', serviceId: null,
  slotMinutes: 30, capacity: 1, ...part,
});
const booked = (id: string, start: number, part: Partial<Booked> = {}): Booked => ({ id, providerId: 'd1', roomId: 'r1', patientId: null, start, minutes: 30, overbooked: false, ...part });
const wish = (start: number, part: Partial<Wish> = {}): Wish => ({ providerId: 'd1', roomId: 'r1', patientId: null, start, minutes: 30, ...part });
const leave = (part: Partial<ScheduleException> = {}): ScheduleException => ({
  id: 'x', kind: 'leave', providerId: 'd1', fromOn: MONDAY, untilOn: MONDAY, startMinute: null, endMinute: null, yearly: false, note: 'Wedding', receiving: null, ...part,
});
const day = (schedule: Schedule, there: readonly Booked[] = [], now = at('07:00')) =>
  ({ openings: openingsIn(schedule, DAYS), closings: closingsIn(schedule, DAYS), booked: there, now, active: true });
const usual: Schedule = { shifts: [shift()], exceptions: [] };
const codes = (wanted: Wish, around: ReturnType<typeof day>): string[] => refusalsOf(wanted, around).map(({ code }) => code);

// spec: APT-2
describe('a wish is refused', () => {
  test('when somebody stands there, naming who and until when', () => {
    expect(refusalsOf(wish(at('09:45')), day(usual, [booked('a', at('09:30'))]))).toEqual([{ code: 'slot-taken', booked: ['a'], until: at('10:00'), note: null }]);
    expect(codes(wish(at('10:00')), day(usual, [booked('a', at('09:30'))]))).toEqual([]);
  });

  test('when more stand at some moment than the hours take, not when they follow each other', () => {
    const pair = { shifts: [shift({ capacity: 2 })], exceptions: [] };
    const there = [booked('a', at('09:00')), booked('b', at('09:30'))];
    expect(codes(wish(at('09:15'), { minutes: 30 }), day(pair, there))).toEqual([]);
    expect(codes(wish(at('09:15'), { minutes: 30 }), day(pair, [...there, booked('c', at('09:30'))]))).toEqual(['slot-taken']);
  });

  test('outside the hours, on leave, on a holiday, in the past, for somebody who left', () => {
    expect(codes(wish(at('12:00')), day(usual))).toEqual(['outside-hours']);
    expect(codes(wish(at('11:45')), day(usual))).toEqual(['outside-hours']);
    expect(refusalsOf(wish(at('09:00')), day({ ...usual, exceptions: [leave()] }))).toMatchObject([{ code: 'on-leave', until: at('00:00', addDays(MONDAY, 1)), note: 'Wedding' }]);
    expect(codes(wish(at('09:00')), day({ ...usual, exceptions: [leave({ kind: 'holiday', providerId: null })] }))).toEqual(['holiday']);
    expect(codes(wish(at('09:00')), day(usual, [], at('09:30')))).toEqual(['past']);
    expect(codes(wish(at('09:00')), day(usual, [], at('09:29')))).toEqual([]);
    expect(codes(wish(at('09:00')), { ...day(usual), active: false })).toEqual(['provider-away']);
  });

  test('when another doctor has the room or the patient is elsewhere; who is moved is not in their own way', () => {
    const two = { shifts: [shift(), shift({ id: 's2', providerId: 'd2' })], exceptions: [] };
    const other = booked('a', at('09:00'), { providerId: 'd2', patientId: 'p' });
    expect(codes(wish(at('09:15'), { patientId: 'p' }), day(two, [other]))).toEqual(['room-taken', 'patient-busy']);
    expect(codes(wish(at('09:15'), { patientId: 'p', exceptId: 'a' }), day(two, [other]))).toEqual([]);
  });

  test('hours in two pieces that touch are one', () => {
    const split = { shifts: [shift({ endMinute: 600 }), shift({ id: 's2', startMinute: 600 })], exceptions: [] };
    expect(codes(wish(at('09:45')), day(split))).toEqual([]);
  });
});

const schedules = fc.record({
  capacity: fc.integer({ min: 1, max: 3 }), start: fc.integer({ min: 0, max: 1439 }), length: fc.integer({ min: 30, max: 1440 }),
  slotMinutes: fc.constantFrom(5, 10, 20, 30, 45),
});
const steps = fc.array(fc.oneof(
  fc.record({ do: fc.constant('book' as const), provider: fc.constantFrom('d1', 'd2'), minute: fc.integer({ min: -200, max: 3200 }), minutes: fc.integer({ min: 5, max: 90 }), patient: fc.constantFrom(null, 'p1', 'p2'), room: fc.constantFrom('r1', 'r2') }),
  fc.record({ do: fc.constant('book-free' as const), pick: fc.nat(), patient: fc.constantFrom(null, 'p1', 'p2') }),
  fc.record({ do: fc.constant('book-beside' as const), pick: fc.nat(), offset: fc.integer({ min: -60, max: 60 }), minutes: fc.integer({ min: 5, max: 90 }), samePatient: fc.boolean(), otherProvider: fc.boolean() }),
  fc.record({ do: fc.constant('cancel' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('move' as const), pick: fc.nat(), minute: fc.integer({ min: 0, max: 2880 }) }),
  fc.record({ do: fc.constant('leave' as const), provider: fc.constantFrom('d1', 'd2'), start: fc.integer({ min: 0, max: 1439 }), length: fc.integer({ min: 1, max: 600 }) }),
), { maxLength: 40 });

type Step = (typeof steps) extends fc.Arbitrary<(infer S)[]> ? S : never;

/** The calendar of a clinic as the rules let it become. */
class Calendar {
  there: Booked[] = [];
  readonly #away: { provider: string; start: number; end: number }[] = [];
  #made = 0;
  #schedule: Schedule;

  constructor(hours: Partial<Shift>) {
    this.#schedule = { shifts: [shift(hours), shift({ ...hours, id: 's2', providerId: 'd2' }), shift({ ...hours, id: 's3', weekday: 2 })], exceptions: [] };
  }

  around(): ReturnType<typeof day> {
    return day(this.#schedule, this.there, at('00:00'));
  }

  take(step: Step): void {
    const one = 'pick' in step ? this.there[step.pick % Math.max(1, this.there.length)] : undefined;
    switch (step.do) {
      case 'book': return this.#book(wish(wallAt(MONDAY, step.minute), { providerId: step.provider, roomId: step.room, minutes: step.minutes, patientId: step.patient }));
      case 'book-free': return this.#bookFree(step.pick, step.patient);
      // Where somebody stands already the rules are tried hardest.
      case 'book-beside': return one && this.#bookBeside(one, step);
      case 'cancel': this.there = this.there.filter((each) => each !== one); return undefined;
      case 'move': return one && this.#move(one, wallAt(MONDAY, step.minute));
      case 'leave': return this.#leave(step);
    }
  }

  #book(wanted: Wish): void {
    if (refusalsOf(wanted, this.around()).length > 0) return;
    this.#made += 1;
    this.there = [...this.there, { ...wanted, id: `b${this.#made}`, overbooked: false }];
  }

  #bookFree(pick: number, patientId: string | null): void {
    const free = freeSlots(this.around());
    const slot = free[pick % Math.max(1, free.length)];
    if (!slot) return;
    // What is offered as free can be booked.
    const wanted = wish(slot.start, { providerId: slot.providerId, roomId: slot.roomId, minutes: slot.end - slot.start });
    expect(refusalsOf(wanted, this.around())).toEqual([]);
    this.#book({ ...wanted, patientId });
  }

  #bookBeside(one: Booked, { offset, minutes, samePatient, otherProvider }: Extract<Step, { do: 'book-beside' }>): void {
    const other = one.providerId === 'd1' ? { providerId: 'd2', roomId: 'r2' } : { providerId: 'd1', roomId: 'r1' };
    const { providerId, roomId } = otherProvider ? other : one;
    this.#book(wish(one.start + offset, { providerId, roomId, minutes, patientId: samePatient ? one.patientId : null }));
  }

  /** Those whose provider went away over them, by the leave alone. */
  stranded(): Set<string> {
    return new Set(this.there.filter((each) => this.#away.some(({ provider, start, end }) => provider === each.providerId && each.start < end && start < each.start + each.minutes)).map(({ id }) => id));
  }

  #move(one: Booked, start: number): void {
    // Nobody stands in their own way.
    if (!this.stranded().has(one.id)) expect(refusalsOf({ ...one, exceptId: one.id }, this.around())).toEqual([]);
    if (refusalsOf({ ...one, start, exceptId: one.id }, this.around()).length > 0) return;
    this.there = this.there.map((each) => (each === one ? { ...one, start } : each));
  }

  #leave({ provider, start, length }: Extract<Step, { do: 'leave' }>): void {
    const taken = leave({ id: `x${this.#schedule.exceptions.length}`, providerId: provider, startMinute: start, endMinute: start + length });
    this.#schedule = { ...this.#schedule, exceptions: [...this.#schedule.exceptions, taken] };
    this.#away.push({ provider, start: wallAt(MONDAY, start), end: wallAt(MONDAY, start + length) });
  }
}

const BOTH = new Set(['d1', 'd2']);
const meet = (a: Booked, b: Booked): boolean => a !== b && a.start < b.start + b.minutes && b.start < a.start + a.minutes;

test('slots never overlap, whatever the order of bookings, moves, cancellations and leave', () => {
  fc.assert(fc.property(schedules, steps, ({ capacity, start, length, slotMinutes }, taken) => {
    const calendar = new Calendar({ startMinute: start, endMinute: start + length, slotMinutes, capacity });
    for (const step of taken) calendar.take(step);
    const { there } = calendar;
    const stranded = calendar.stranded();
    for (const each of there) {
      const others = there.filter((other) => meet(each, other));
      expect(others.filter((other) => other.providerId === each.providerId && other.start <= each.start).length).toBeLessThan(capacity);
      expect(others.filter((other) => each.patientId !== null && other.patientId === each.patientId)).toEqual([]);
      expect(others.filter((other) => other.roomId === each.roomId && other.providerId !== each.providerId)).toEqual([]);
    }
    // Leave over bookings loses none of them: they are told, and only they.
    const { openings } = calendar.around();
    expect(new Set(strandedAmong(there, openings, BOTH))).toEqual(stranded);
    expect(clashesAmong(there.filter(({ id }) => !stranded.has(id)), openings)).toEqual([]);
  }), { numRuns: 200 });
});

describe('what two PCs did apart', () => {
  test('is told in groups until one is moved or both are kept', () => {
    const openings = openingsIn(usual, DAYS);
    const [a, b] = [booked('a', at('09:00')), booked('b', at('09:00'))];
    expect(clashesAmong([b, a], openings)).toEqual([{ providerId: 'd1', ids: ['a', 'b'] }]);
    expect(clashesAmong([a, { ...b, overbooked: true }], openings)).toEqual([]);
    expect(clashesAmong([a, { ...b, start: at('09:30') }], openings)).toEqual([]);
    expect(clashesAmong([a, b, booked('c', at('09:15'))], openings)).toEqual([{ providerId: 'd1', ids: ['a', 'b', 'c'] }]);
  });

  test('one room with two doctors, and one patient with both', () => {
    const openings = openingsIn({ shifts: [shift(), shift({ id: 's2', providerId: 'd2' })], exceptions: [] }, DAYS);
    expect(clashesAmong([booked('a', at('09:00'), { patientId: 'p' }), booked('b', at('09:15'), { providerId: 'd2', patientId: 'p' })], openings)).toEqual([{ providerId: 'd2', ids: ['a', 'b'] }]);
  });

  test('who left or is on leave leaves their appointments to be moved', () => {
    const openings = openingsIn({ ...usual, exceptions: [leave({ startMinute: 600, endMinute: 660 })] }, DAYS);
    const there = [booked('a', at('09:00')), booked('b', at('10:30')), booked('c', at('10:30'), { overbooked: true })];
    expect(strandedAmong(there, openings, new Set(['d1']))).toEqual(['b']);
    expect(strandedAmong(there, openings, new Set())).toEqual(['a', 'b', 'c']);
  });
});

test('free slots say how many may still come', () => {
  const pair = { shifts: [shift({ capacity: 2, endMinute: 600 })], exceptions: [] };
  expect(freeSlots(day(pair, [booked('a', at('09:00'))])).map(({ start, places }) => [startsText(start).slice(11), places])).toEqual([['09:00', 1], ['09:30', 2]]);
  expect(freeSlots(day(pair, [], at('09:01'))).map(({ start }) => startsText(start).slice(11))).toEqual(['09:30']);
});
