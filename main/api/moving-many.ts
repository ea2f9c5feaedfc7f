import type { Booked } from '#domain/calendar/booking.ts';
import { closingsIn, openingsIn, type Schedule } from '#domain/calendar/hours.ts';
import { OFFER_DAYS, planMoves, type DayAt, type PlannedMove } from '#domain/calendar/moving.ts';
import { isExpected } from '#domain/calendar/status.ts';
import { dateOfWall, minuteOfWall, startsText, type Wall } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { addDays } from '#domain/kit/calendar.ts';
import type { WriteDb } from '#db/door.ts';
import { findAppointments, scheduleOf } from '#db/queries/calendar.ts';
import { listProviders } from '#db/queries/providers.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import { writeMove } from './appointment-writes.ts';
import { openingAt, refusalViews, standingIn, startOf, wallOfCall } from './calendar-days.ts';

interface Line extends PlannedMove {
  readonly appointment: Appointment;
  readonly serviceId: string | null;
}

/** What would become of each, in order of time; whoever is not expected any more is left out. */
export function plannedMoves(call: Call, { providerId, appointmentIds, others }: {
  readonly providerId: string; readonly appointmentIds: readonly string[]; readonly others: readonly { readonly appointmentId: string; readonly starts: string }[];
}) {
  const db = call.read;
  const chosen = new Map(others.map(({ appointmentId, starts }) => [appointmentId, starts]));
  const lines = planOf(db, call.now, { providerId, chosen }, expectedAmong(db, appointmentIds));
  const refused = refusalViews(db, lines.map(({ refusals }) => refusals));
  return {
    lines: lines.map(({ appointment, wish, offers }, index) => (
      { appointment, starts: startsText(wish.start), roomId: wish.roomId, refusals: refused[index] ?? [], offers: offers.map(startsText) }
    )),
  };
}

/** An appointment as it stood before who wants it moved, and another time for it. */
export interface SeenAppointment { readonly appointmentId: string; readonly providerId: string; readonly starts: string; readonly to?: string | undefined }

/** Moves those that can go; one that stands elsewhere than was seen was moved by somebody else and is left alone. */
export function moveMany(tx: WriteDb, call: Call, { providerId, appointments }: { readonly providerId: string; readonly appointments: readonly SeenAppointment[] }): { moved: number; left: number } {
  const seen = new Map(appointments.map((each) => [each.appointmentId, each]));
  const still = expectedAmong(tx, [...seen.keys()]).filter(({ id, ...line }) => seen.get(id)?.starts === line.starts && seen.get(id)?.providerId === line.providerId);
  const chosen = new Map(appointments.flatMap(({ appointmentId, to }) => (to === undefined ? [] : [[appointmentId, to] as const])));
  const going = planOf(tx, call.now, { providerId, chosen }, still).filter(({ refusals }) => refusals.length === 0);
  for (const { appointment: { id }, wish, serviceId } of going) writeMove(tx, call, id, { wish, serviceId, overbookReason: null });
  return { moved: going.length, left: seen.size - going.length };
}

const expectedAmong = (db: ReadDb, ids: readonly string[]): Appointment[] => findAppointments(db, ids)
  .filter(({ status }) => isExpected(status))
  .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

/** By time; of those at one time the one booked first goes first. */
const orderOf = ({ starts, bookedAt, id }: Appointment): string => `${starts} ${bookedAt} ${id}`;

/** To whom, and the times that are not their own. */
interface Target { readonly providerId: string; readonly chosen: ReadonlyMap<string, string> }

function planOf(db: ReadDb, now: number, { providerId, chosen }: Target, lines: readonly Appointment[]): Line[] {
  const provider = listProviders(db).find(({ id }) => id === providerId);
  if (!provider) throw fail('NOT_FOUND', { what: 'provider' });
  const schedule = scheduleOf(db);
  const dayAt = daysOf(schedule, wallOfCall(db, now), provider.active);
  const wishes = lines.map(({ id, patientId, starts, minutes }) => {
    const other = chosen.get(id);
    const start = startOf(other ?? starts);
    const opening = openingAt(dayAt(start).openings, providerId, start);
    const before = other === undefined ? {} : { before: startOf(starts) };
    return { line: { id, patientId, providerId, start, minutes, ...before, roomId: opening?.roomId ?? provider.roomIds[0] ?? null }, serviceId: opening?.serviceId ?? null };
  });
  const known = new Map(lines.map((line, index) => [line.id, { appointment: line, serviceId: wishes[index]?.serviceId ?? null }]));
  return planMoves(wishes.map(({ line }) => line), bookedAround(db, [...lines.map(({ starts }) => starts), ...chosen.values()], schedule), dayAt).flatMap((planned) => {
    const line = known.get(planned.wish.id);
    return line ? [{ ...planned, ...line }] : [];
  });
}

/** Hours of a moment with those of the day before and after; several appointments of a day share one look. */
function daysOf(schedule: Schedule, now: Wall, active: boolean): DayAt {
  const known = new Map<number, ReturnType<DayAt>>();
  return (at) => {
    const midnight = at - minuteOfWall(at);
    const before = known.get(midnight);
    if (before) return before;
    const days = { from: addDays(dateOfWall(at), -1), until: addDays(dateOfWall(at), 2) };
    const day = { openings: openingsIn(schedule, days), closings: closingsIn(schedule, days), now, active };
    known.set(midnight, day);
    return day;
  };
}

/** Everybody who stands on the days in question, those beside them and those after them on which another time may be found. */
function bookedAround(db: ReadDb, starts: readonly string[], schedule: Schedule): Booked[] {
  const dates = [...new Set(starts.flatMap((each) => Array.from({ length: OFFER_DAYS + 3 }, (_, by) => addDays(each.slice(0, 10), by - 1))))];
  return dates.flatMap((date) => standingIn(db, { from: date, until: addDays(date, 1) }, openingsIn(schedule, { from: date, until: addDays(date, 2) })));
}
