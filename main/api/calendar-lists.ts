import { clashesAmong, strandedAmong, withoutIdleRooms } from '#domain/calendar/attention.ts';
import { openingsIn } from '#domain/calendar/hours.ts';
import { calendarFile, type CalendarEvent } from '#domain/calendar/ics.ts';
import { usedTime } from '#domain/calendar/utilisation.ts';
import { dateOfWall, instantOfWall, readStarts, startsText, wallAt } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { addDays, compareDates } from '#domain/kit/calendar.ts';
import { appointmentsBetween, bookedOf, expectedFrom, findAppointment, followUpsWanted, lastByName, missedSince, overdueBetween, scheduleOf } from '#db/queries/calendar.ts';
import { listRooms } from '#db/queries/clinic.ts';
import { listProviders } from '#db/queries/providers.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { activeProviders, wallOfCall } from './calendar-days.ts';
import { clinicOf } from './clinic.ts';

/** Minutes after its time from which somebody who has not come is late. */
const LATE_MINUTES = 15;
/** Days for which missed appointments are asked after. */
const MISSED_DAYS = 60;
/** Days ahead for which wanted follow-ups are offered for booking. */
const FOLLOW_UP_DAYS = 42;

/** Everything of the calendar that waits for a hand. */
export function attentionOf(call: Call) {
  const db = call.read;
  const now = wallOfCall(db, call.now);
  const today = dateOfWall(now);
  const ahead = expectedFrom(db, today);
  const { clashes, stranded } = troubleAmong(db, ahead, today);
  return {
    now, clashes, stranded, overdue: overdueBetween(db, addDays(today, -MISSED_DAYS), startsText(now - LATE_MINUTES)),
    missed: missedIn(db, addDays(today, -MISSED_DAYS), startsText(now)), followUps: followUpsWanted(db, addDays(today, FOLLOW_UP_DAYS)),
  };
}

/** Who did not come and has none since; who has no record is known by name alone. */
function missedIn(db: ReadDb, from: string, until: string): Appointment[] {
  const missed = missedSince(db, from, until);
  const nameless = missed.filter(({ patientId }) => patientId === null).map(({ name }) => name);
  if (nameless.length === 0) return missed;
  const last = lastByName(db, from, nameless);
  return missed.filter(({ patientId, name, starts }) => patientId !== null || (last.get(name) ?? '') <= starts);
}

/** How many of those expected nobody will be there for. */
export const strandedCount = (db: ReadDb, today: string): number => troubleAmong(db, expectedFrom(db, today), today).stranded.length;

/** Looks at each day with the evening before it, whose hours may go on. */
function troubleAmong(db: ReadDb, ahead: readonly Appointment[], today: string): { clashes: { appointments: Appointment[] }[]; stranded: Appointment[] } {
  const schedule = scheduleOf(db);
  const active = activeProviders(db);
  const known = new Map(ahead.map((line) => [line.id, line]));
  const byDay = Map.groupBy(ahead.flatMap((line) => bookedOf(line) ?? []), ({ start }) => dateOfWall(start));
  // Who is here already takes a place as well.
  for (const line of appointmentsBetween(db, addDays(today, -1), addDays(today, 1))) {
    const booked = bookedOf(line);
    if (booked && !known.has(line.id) && line.status === 'arrived') {
      known.set(line.id, line);
      byDay.set(dateOfWall(booked.start), [...(byDay.get(dateOfWall(booked.start)) ?? []), booked]);
    }
  }
  const clashes = new Map<string, readonly string[]>();
  const stranded: Appointment[] = [];
  const lines = (ids: readonly string[]): Appointment[] => ids.flatMap((id) => known.get(id) ?? []);
  for (const day of [...byDay.keys()].sort(compareDates)) {
    const booked = byDay.get(day) ?? [];
    const openings = openingsIn(schedule, { from: addDays(day, -1), until: addDays(day, 2) });
    for (const { ids } of clashesAmong(withoutIdleRooms([...(byDay.get(addDays(day, -1)) ?? []), ...booked], openings, active), openings)) clashes.set(ids.join(' '), ids);
    stranded.push(...lines(strandedAmong(booked, openings, active)).filter(({ status }) => status !== 'arrived'));
  }
  return { clashes: [...clashes.values()].map((ids) => ({ appointments: lines(ids) })), stranded };
}

/** How open hours are used, by provider and by room. */
export function utilisationOf(db: ReadDb, { from, until }: { from: string; until: string }) {
  const openings = openingsIn(scheduleOf(db), { from, until });
  const lines = appointmentsBetween(db, from, until);
  const used = (keyOf: (of: { providerId: string; roomId: string | null }) => string | null, names: readonly { id: string; name: string }[]) => {
    const times = usedTime(openings, lines.map((line) => ({ key: keyOf(line), minutes: line.minutes, status: line.status })), keyOf);
    return names.flatMap(({ id, name }) => {
      const time = times.get(id);
      return time ? [{ id, name, ...time }] : [];
    });
  };
  return { providers: used(({ providerId }) => providerId, listProviders(db)), rooms: used(({ roomId }) => roomId, listRooms(db)) };
}

const STATUS = { pending: 'TENTATIVE', confirmed: 'CONFIRMED', arrived: 'CONFIRMED', completed: 'CONFIRMED', cancelled: 'CANCELLED', 'no-show': 'CANCELLED' } as const;

/** A file for other calendar programs: one appointment, or all of a provider's day but those cancelled. */
export function calendarFileOf(call: Call, { appointmentId, providerId, day }: { appointmentId?: string | undefined; providerId?: string | undefined; day?: string | undefined }) {
  const db = call.read;
  if (appointmentId !== undefined) {
    const line = findAppointment(db, appointmentId);
    if (!line) throw fail('NOT_FOUND', { what: 'appointment' });
    return { name: `${line.starts.slice(0, 10)}.ics`, content: calendarFile([eventOf(db, line)], call.now) };
  }
  if (providerId === undefined || day === undefined) throw invalid('appointmentId', 'empty');
  const lines = appointmentsBetween(db, day, addDays(day, 1)).filter((line) => line.providerId === providerId && line.status !== 'cancelled');
  return { name: `${day}.ics`, content: calendarFile(lines.map((line) => eventOf(db, line)), call.now) };
}

function eventOf(db: ReadDb, line: Appointment): CalendarEvent {
  const room = listRooms(db).find(({ id }) => id === line.roomId)?.name ?? null;
  const provider = listProviders(db).find(({ id }) => id === line.providerId)?.name ?? null;
  return {
    id: line.id, startMs: instantOfWall(readStarts(line.starts) ?? wallAt(line.starts.slice(0, 10), 0), clinicOf(db).zone), minutes: line.minutes, status: STATUS[line.status],
    summary: provider === null ? line.name : `${line.name} – ${provider}`, place: room, description: line.reason,
  };
}
