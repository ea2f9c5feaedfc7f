import { capacityAt, isCovered, type Booked } from './booking.ts';
import type { Opening } from './hours.ts';

/** Appointments that stand where fewer may: two PCs booked without knowing of each other, or the hours became less. */
export interface ClashOfBookings {
  readonly providerId: string;
  readonly ids: readonly string[];
}

/**
 * Groups of appointments that are more than a provider's hours take, in order of time; those kept as overbooking are not
 * counted. Rooms and people in two places at once count as well.
 */
export function clashesAmong(booked: readonly Booked[], openings: readonly Opening[]): ClashOfBookings[] {
  const plain = booked.filter(({ overbooked }) => !overbooked).sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  const found = new Map<string, ClashOfBookings>();
  let standing: Booked[] = [];
  for (const each of plain) {
    standing = [...standing.filter((other) => other.start + other.minutes > each.start), each];
    for (const there of crowdsOf(each, standing, openings)) {
      const ids = there.map(({ id }) => id);
      found.set(ids.join(' '), { providerId: each.providerId, ids });
    }
  }
  return withoutParts([...found.values()]);
}

function crowdsOf(each: Booked, standing: readonly Booked[], openings: readonly Opening[]): Booked[][] {
  const theirs = standing.filter(({ providerId }) => providerId === each.providerId);
  const room = standing.filter((other) => other === each || (each.roomId !== null && other.roomId === each.roomId && other.providerId !== each.providerId));
  const patient = standing.filter((other) => other === each || (each.patientId !== null && other.patientId === each.patientId));
  return [
    ...(theirs.length > capacityAt(each.providerId, each.start, openings) ? [theirs] : []),
    ...(room.length > 1 ? [room] : []), ...(patient.length > 1 ? [patient] : []),
  ];
}

/** A pair that is part of a larger group is told once. */
const withoutParts = (clashes: readonly ClashOfBookings[]): ClashOfBookings[] =>
  clashes.filter((one) => !clashes.some((other) => other.ids.length > one.ids.length && one.ids.every((id) => other.ids.includes(id))));

/** Appointments for which nobody will be there: their provider left, is on leave, or no longer receives at that time. */
export const strandedAmong = (booked: readonly Booked[], openings: readonly Opening[], active: ReadonlySet<string>): string[] =>
  booked.filter((each) => !active.has(each.providerId) || (!each.overbooked && !isCovered(each, openings))).map(({ id }) => id);

/** Everybody as they stand, but that a room is free at a time for which nobody will be there. */
export function withoutIdleRooms(booked: readonly Booked[], openings: readonly Opening[], active: ReadonlySet<string>): Booked[] {
  const stranded = new Set(strandedAmong(booked.filter(({ roomId }) => roomId !== null), openings, active));
  return booked.map((each) => (stranded.has(each.id) ? { ...each, roomId: null } : each));
}
