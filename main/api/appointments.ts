import { freeSlots, refusalsOf } from '#domain/calendar/booking.ts';
import { openingsIn } from '#domain/calendar/hours.ts';
import { dateOfWall, instantOfWall, startsText, wallAt } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { appointmentsBetween, appointmentsOfPatient, findAppointment, scheduleOf } from '#db/queries/calendar.ts';
import type { ReadDb } from '#db/read.ts';
import { keptClock } from '../clock/kept-clock.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { appointmentRow, bookAppointments, cancelSeries, changeAppointment, moveAppointment, reopenAppointment, stepAppointment } from './appointment-writes.ts';
import { checkSpan, isActive, placeOf, refusalViews, standingIn, startOf, wallOfCall } from './calendar-days.ts';
import { attentionOf, calendarFileOf, utilisationOf } from './calendar-lists.ts';
import { checkIn } from './check-in.ts';
import { clinicOf } from './clinic.ts';
import { moveMany, plannedMoves } from './moving-many.ts';

const VIEW_DAYS = 42;
const REPORT_DAYS = 92;
const MOST_FREE = 200;

/** Appointments: booking, moving, what becomes of them. */
export function appointmentHandlers(desk: DeskParts): Handlers<Contract['appointments']> {
  return {
    list: (call, { from: wanted, to, providerId, roomId, status }) => {
      const from = wanted ?? dateOfWall(wallOfCall(call.read, call.now));
      const days = checkSpan({ from, to: to ?? from }, VIEW_DAYS);
      const lines = appointmentsBetween(call.read, days.from, days.until).filter((line) =>
        (providerId === undefined || line.providerId === providerId) && (roomId === undefined || line.roomId === roomId) && (status === undefined || line.status === status));
      return { zone: clinicOf(call.read).zone, appointments: lines };
    },
    get: (call, { appointmentId }) => {
      const line = lineOf(call.read, appointmentId);
      return { ...line, startsAt: new Date(instantOfWall(startOf(line.starts), clinicOf(call.read).zone)).toISOString() };
    },
    ofPatient: (call, { patientId }) => ofPatient(call, patientId),
    free: (call, input) => ({ slots: freeIn(call, input) }),
    check: (call, { patientId, exceptId, ...place }) => {
      const { wish, day } = placeOf(call.read, place, wallOfCall(call.read, call.now));
      const [refusals = []] = refusalViews(call.read, [refusalsOf({ ...wish, patientId: patientId ?? null, exceptId }, day)]);
      return { refusals };
    },
    book: (call, { commandId: _, ...wish }) => call.write((tx) => {
      const { id, booked, leftOut } = bookAppointments(tx, call, wish);
      return { appointment: lineOf(tx, id), booked, leftOut };
    }),
    ...changes,
    checkIn: (call, { commandId: _, ...input }) => call.write((tx) => {
      const token = checkIn(tx, call, { ...input, clock: keptClock(desk) });
      return { token, appointment: lineOf(tx, input.appointmentId) };
    }),
    attention: (call) => attentionOf(call),
    utilisation: (call, span) => utilisationOf(call.read, checkSpan(span, REPORT_DAYS)),
    calendarFile: (call, input) => calendarFileOf(call, input),
  };
}

type Changes = Pick<Handlers<Contract['appointments']>, 'move' | 'planMoves' | 'moveMany' | 'update' | 'confirm' | 'cancel' | 'cancelSeries' | 'miss' | 'reopen' | 'keep' | 'dropFollowUp'>;

const changes: Changes = {
  move: (call, { appointmentId, commandId: _, ...place }) => changing(call, appointmentId, (tx) => { moveAppointment(tx, call, appointmentId, place); }),
  planMoves: (call, input) => plannedMoves(call, input),
  moveMany: (call, input) => call.write((tx) => moveMany(tx, call, input)),
  update: (call, { appointmentId, commandId: _, ...change }) => changing(call, appointmentId, (tx) => { changeAppointment(tx, appointmentId, change); }),
  confirm: (call, { appointmentId }) => changing(call, appointmentId, (tx) => { stepAppointment(tx, call, appointmentId, 'confirm'); }),
  cancel: (call, { appointmentId, reason }) => changing(call, appointmentId, (tx) => { stepAppointment(tx, call, appointmentId, 'cancel', { cancel_reason: told(reason) }); }),
  cancelSeries: (call, { appointmentId, reason }) => call.write((tx) => ({ cancelled: cancelSeries(tx, call, appointmentId, told(reason)) })),
  miss: (call, { appointmentId }) => changing(call, appointmentId, (tx) => {
    if (startOf(appointmentRow(tx, appointmentId).starts) > wallOfCall(tx, call.now)) throw fail('CONFLICT', { reason: 'not-yet' });
    stepAppointment(tx, call, appointmentId, 'miss');
  }),
  reopen: (call, { appointmentId, overbookReason }) => changing(call, appointmentId, (tx) => { reopenAppointment(tx, call, appointmentId, overbookReason); }),
  keep: (call, { appointmentId, reason }) => changing(call, appointmentId, (tx) => {
    appointmentRow(tx, appointmentId);
    tx.update('appointment', appointmentId, { overbook_reason: told(reason) });
  }),
  dropFollowUp: (call, { followUpId }) => call.write((tx) => {
    const row = tx.row('follow_up', followUpId);
    if (!row) throw fail('NOT_FOUND', { what: 'follow-up' });
    if (row.status !== 'wanted') throw fail('CONFLICT', { reason: `follow-up-is-${row.status}` });
    tx.update('follow_up', followUpId, { status: 'cancelled' });
    return done;
  }),
};

const changing = (call: Call, id: string, work: (tx: WriteDb) => void): Appointment => call.write((tx) => {
  work(tx);
  return lineOf(tx, id);
});

/** A reason as typed, which must say something. */
function told(reason: string): string {
  const text = tidyText(reason);
  if (text === null) throw invalid('reason', 'empty');
  return text;
}

function lineOf(db: ReadDb, id: string): Appointment {
  const line = findAppointment(db, id);
  if (!line) throw fail('NOT_FOUND', { what: 'appointment' });
  return line;
}

function ofPatient(call: Call, patientId: string) {
  const today = dateOfWall(wallOfCall(call.read, call.now));
  const all = appointmentsOfPatient(call.read, patientId);
  const ahead = all.filter(({ starts }) => starts >= today).reverse();
  return { today, appointments: [...ahead, ...all.filter(({ starts }) => starts < today)] };
}

function freeIn(call: Call, { providerId, serviceId, from: first, to }: { from?: string | undefined; to?: string | undefined; providerId?: string | undefined; serviceId?: string | undefined }) {
  const begin = first ?? dateOfWall(wallOfCall(call.read, call.now));
  const { from, until } = checkSpan({ from: begin, to: to ?? addDays(begin, 6) }, VIEW_DAYS);
  // Hours over midnight are looked at whole, and those of the last day end there.
  const around = { from: addDays(from, -1), until: addDays(until, 1) };
  const openings = openingsIn(scheduleOf(call.read), around).filter((opening) => isActive(call.read, opening.providerId));
  const booked = standingIn(call.read, around, openings);
  const [start, end] = [wallAt(from, 0), wallAt(until, 0)];
  return freeSlots({ openings, booked, now: wallOfCall(call.read, call.now) })
    .filter((slot) => slot.start >= start && slot.start < end && (providerId === undefined || slot.providerId === providerId) && (serviceId === undefined || slot.serviceId === serviceId))
    .sort((a, b) => a.start - b.start).slice(0, MOST_FREE)
    .map((slot) => ({ providerId: slot.providerId, roomId: slot.roomId, starts: startsText(slot.start), minutes: slot.end - slot.start, places: slot.places }));
}
