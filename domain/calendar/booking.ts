import type { Closing, Opening, Slot } from './hours.ts';
import { slotsOf } from './hours.ts';
import type { Wall } from './wall.ts';

/** An appointment that takes its place: neither cancelled nor missed. */
export interface Booked {
  readonly id: string;
  readonly providerId: string;
  readonly roomId: string | null;
  readonly patientId: string | null;
  readonly start: Wall;
  readonly minutes: number;
  /** Somebody who may do so said why it stands beside others. */
  readonly overbooked: boolean;
}

export type Wish = Pick<Booked, 'providerId' | 'roomId' | 'patientId' | 'start' | 'minutes'> & {
  /** The appointment that is moved, which does not stand in its own way. */
  readonly exceptId?: string | undefined;
};

export const refusalCodes = ['past', 'provider-away', 'clock-change', 'on-leave', 'holiday', 'outside-hours', 'slot-taken', 'room-taken', 'patient-busy'] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Why a wish cannot be: what stands there, or how long it is closed. */
export interface Refusal {
  readonly code: RefusalCode;
  /** Those who stand there. */
  readonly booked: readonly string[];
  /** When what stands in the way ends; null where nothing is known of that. */
  readonly until: Wall | null;
  readonly note: string | null;
}

export interface Day {
  readonly openings: readonly Opening[];
  readonly closings: readonly Closing[];
  readonly booked: readonly Booked[];
  readonly now: Wall;
  /** Whether the provider works here at all. */
  readonly active: boolean;
}

/** No reason and no permission helps against these. */
export const isFinal = (code: RefusalCode): boolean => code === 'past' || code === 'provider-away' || code === 'clock-change';

/** Everything that stands against a wish, the gravest first; none when it may be booked. */
export function refusalsOf(wish: Wish, day: Day): Refusal[] {
  const plain = (code: RefusalCode): Refusal => ({ code, booked: [], until: null, note: null });
  if (wish.start + wish.minutes <= day.now) return [plain('past')];
  if (!day.active) return [plain('provider-away')];
  const others = day.booked.filter((each) => each.id !== wish.exceptId && meets(each, wish));
  return [...hoursAgainst(wish, day), ...placeAgainst(wish, day, others), ...roomAgainst(wish, others), ...patientAgainst(wish, others)];
}

const meets = (a: { start: Wall; minutes: number }, b: { start: Wall; minutes: number }): boolean => a.start < b.start + b.minutes && b.start < a.start + a.minutes;

function hoursAgainst(wish: Wish, { openings, closings }: Day): Refusal[] {
  const end = wish.start + wish.minutes;
  if (isCovered(wish, openings)) return [];
  const closed = closings.find((closing) => (closing.providerId === null || closing.providerId === wish.providerId) && closing.start < end && closing.end > wish.start);
  if (closed) return [{ code: closed.kind === 'leave' ? 'on-leave' : closed.kind, booked: [], until: closed.end, note: closed.note }];
  return [{ code: 'outside-hours', booked: [], until: null, note: null }];
}

/** Whether somebody's hours cover all of an appointment, be it in several pieces. */
export function isCovered({ providerId, start, minutes }: Pick<Booked, 'providerId' | 'start' | 'minutes'>, openings: readonly Opening[]): boolean {
  let reached = start;
  for (const opening of openings.filter((each) => each.providerId === providerId).sort((a, b) => a.start - b.start)) {
    if (opening.start <= reached && opening.end > reached) reached = opening.end;
  }
  return reached >= start + minutes;
}

/** How many a provider's hours take at a moment; one where there are none, for who is seen all the same. */
export const capacityAt = (providerId: string, at: Wall, openings: readonly Opening[]): number =>
  Math.max(1, ...openings.filter((each) => each.providerId === providerId && each.start <= at && each.end > at).map(({ capacity }) => capacity));

function placeAgainst(wish: Wish, { openings }: Day, others: readonly Booked[]): Refusal[] {
  const theirs = others.filter(({ providerId }) => providerId === wish.providerId);
  // Occupation only grows where an appointment begins, so these are the moments to look at.
  const moments = [wish.start, ...theirs.map(({ start }) => start).filter((start) => start > wish.start)];
  for (const at of moments) {
    const there = theirs.filter((each) => each.start <= at && each.start + each.minutes > at);
    if (there.length >= capacityAt(wish.providerId, at, openings)) return [taken('slot-taken', there)];
  }
  return [];
}

function roomAgainst(wish: Wish, others: readonly Booked[]): Refusal[] {
  // One provider's people share a room with each other; two providers do not.
  const there = others.filter(({ roomId, providerId }) => wish.roomId !== null && roomId === wish.roomId && providerId !== wish.providerId);
  return there.length === 0 ? [] : [taken('room-taken', there)];
}

function patientAgainst(wish: Wish, others: readonly Booked[]): Refusal[] {
  const there = others.filter(({ patientId }) => wish.patientId !== null && patientId === wish.patientId);
  return there.length === 0 ? [] : [taken('patient-busy', there)];
}

const taken = (code: RefusalCode, there: readonly Booked[]): Refusal =>
  ({ code, booked: there.map(({ id }) => id), until: Math.min(...there.map(({ start, minutes }) => start + minutes)), note: null });

export interface FreeSlot extends Slot {
  /** How many may still be booked. */
  readonly places: number;
}

/** Slots that have a place left and have not begun, earliest first. */
export function freeSlots({ openings, booked, now }: Pick<Day, 'openings' | 'booked' | 'now'>): FreeSlot[] {
  return openings.flatMap(slotsOf).flatMap((slot) => {
    const minutes = slot.end - slot.start;
    const others = booked.filter((each) => meets(each, { start: slot.start, minutes }));
    const taken = peak(others.filter(({ providerId }) => providerId === slot.providerId));
    const roomBusy = others.some(({ roomId, providerId }) => slot.roomId !== null && roomId === slot.roomId && providerId !== slot.providerId);
    return slot.start >= now && taken < slot.capacity && !roomBusy ? [{ ...slot, places: slot.capacity - taken }] : [];
  });
}

/** The most that stand at one time. */
const peak = (booked: readonly Booked[]): number =>
  Math.max(0, ...booked.map(({ start: at }) => booked.filter((each) => each.start <= at && each.start + each.minutes > at).length));
