import { withoutIdleRooms } from '#domain/calendar/attention.ts';
import type { Booked, Day, Refusal, Wish } from '#domain/calendar/booking.ts';
import { closingsIn, openingsIn, type Days, type Opening } from '#domain/calendar/hours.ts';
import { dateOfWall, readStarts, startsText, wallNow, type Wall } from '#domain/calendar/wall.ts';
import type { BookingRefusal } from '#domain/contract/calendar.ts';
import { addDays, daysBetween } from '#domain/kit/calendar.ts';
import { bookedBetween, findAppointments, scheduleOf } from '#db/queries/calendar.ts';
import { listProviders } from '#db/queries/providers.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';

/** What the clinic's clock shows. */
export const wallOfCall = (db: ReadDb, now: number): Wall => wallNow(now, clinicOf(db).zone);

/** A day and time as sent, or INVALID `starts`. */
export function startOf(starts: string): Wall {
  const wall = readStarts(starts);
  if (wall === undefined) throw invalid('starts', 'no-such-time');
  return wall;
}

/** Refuses spans that go backwards or are longer than anybody looks at. */
export function checkSpan({ from, to }: { readonly from: string; readonly to: string }, mostDays: number): { from: string; until: string } {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw invalid('to', 'before-start');
  if (days > mostDays) throw invalid('to', 'too-long', mostDays);
  return { from, until: addDays(to, 1) };
}

/** Everything about the days around a moment that a booking there must be held against; a night's hours are whole. */
export function dayAround(db: ReadDb, start: Wall, now: Wall): Omit<Day, 'active'> {
  const date = dateOfWall(start);
  const days = { from: addDays(date, -1), until: addDays(date, 2) };
  const schedule = scheduleOf(db);
  const openings = openingsIn(schedule, days);
  return { openings, closings: closingsIn(schedule, days), now, booked: standingIn(db, days, openings) };
}

/** Who takes a place in these days, and a room where somebody will be there for them. */
export const standingIn = (db: ReadDb, { from, until }: Days, openings: readonly Opening[]): Booked[] =>
  withoutIdleRooms(bookedBetween(db, from, until), openings, activeProviders(db));

/** Those who work here. */
export const activeProviders = (db: ReadDb): ReadonlySet<string> => new Set(listProviders(db).filter(({ active }) => active).map(({ id }) => id));

export const isActive = (db: ReadDb, providerId: string): boolean => listProviders(db).some(({ id, active }) => id === providerId && active);

/** The hours of a provider at a moment. */
export const openingAt = (openings: readonly Opening[], providerId: string, at: Wall): Opening | undefined =>
  openings.find((opening) => opening.providerId === providerId && opening.start <= at && opening.end > at);

const USUAL_MINUTES = 20;

interface Place { readonly providerId: string; readonly starts: string; readonly minutes?: number | undefined; readonly roomId?: string | null | undefined }

/** A place as wished for, with what the hours there say where it says nothing; and the days around it. */
export function placeOf(db: ReadDb, { providerId, starts, minutes, roomId }: Place, now: Wall): { wish: Omit<Wish, 'patientId'>; day: Day; serviceId: string | null } {
  const provider = listProviders(db).find(({ id }) => id === providerId);
  if (!provider) throw fail('NOT_FOUND', { what: 'provider' });
  const start = startOf(starts);
  const day = { ...dayAround(db, start, now), active: provider.active };
  const opening = openingAt(day.openings, providerId, start);
  return {
    day, serviceId: opening?.serviceId ?? null,
    wish: { providerId, start, minutes: minutes ?? opening?.slotMinutes ?? USUAL_MINUTES, roomId: roomId === undefined ? opening?.roomId ?? provider.roomIds[0] ?? null : roomId },
  };
}

/** The refusals of several wishes, each with the names of who stands there. */
export function refusalViews(db: ReadDb, wishes: readonly (readonly Refusal[])[]): BookingRefusal[][] {
  const names = new Map(listProviders(db).map(({ id, name }) => [id, name]));
  const ids = new Set(wishes.flatMap((refusals) => refusals.flatMap(({ booked }) => booked)));
  const lines = new Map((ids.size === 0 ? [] : findAppointments(db, [...ids])).map((line) => [line.id, line]));
  return wishes.map((refusals) => refusals.map(({ code, until, note, booked }) => ({
    code, note, until: until === null ? null : startsText(until),
    there: booked.flatMap((id) => {
      const line = lines.get(id);
      return line ? [{ id, name: line.name, starts: line.starts, minutes: line.minutes, providerName: names.get(line.providerId) ?? '' }] : [];
    }),
  })));
}
