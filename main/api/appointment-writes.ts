import { isFinal, refusalsOf, type Day, type RefusalCode, type Wish } from '#domain/calendar/booking.ts';
import { MOST_IN_SERIES, seriesDays, type Repeat } from '#domain/calendar/series.ts';
import { nextAppointmentStatus, type AppointmentStatus, type AppointmentStep } from '#domain/calendar/status.ts';
import { dateOfWall, minuteOfWall, startsText, wallAt } from '#domain/calendar/wall.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { seriesFrom } from '#db/queries/calendar.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { setStatus, type AppointmentRow } from './appointment-status.ts';
import { placeOf, wallOfCall } from './calendar-days.ts';
import { atOf, writablePatient } from './visits.ts';

export interface Place {
  readonly providerId: string;
  readonly starts: string;
  readonly minutes?: number | undefined;
  readonly roomId?: string | null | undefined;
}

export interface BookingWish extends Place {
  readonly patientId?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  readonly overbookReason?: string | undefined;
  readonly followUpId?: string | undefined;
  readonly repeat?: Repeat | undefined;
}

export const appointmentRow = (tx: WriteDb, id: string): AppointmentRow => {
  const row = tx.row('appointment', id);
  if (!row) throw fail('NOT_FOUND', { what: 'appointment' });
  return row;
};

/** Books one appointment, or as many of a series as can be. The first must be possible. */
export function bookAppointments(tx: WriteDb, call: Call, wish: BookingWish): { id: string; booked: number; leftOut: { starts: string; code: RefusalCode }[] } {
  const person = personOf(tx, wish);
  const now = wallOfCall(tx, call.now);
  const first = placeOf(tx, wish, now);
  const days = wish.repeat ? repeatDays(dateOfWall(first.wish.start), wish.repeat) : [dateOfWall(first.wish.start)];
  const seriesId = days.length > 1 ? tx.newId() : null;
  const leftOut: { starts: string; code: RefusalCode }[] = [];
  let id: string | undefined;
  days.forEach((day, index) => {
    const starts = startsText(wallAt(day, minuteOfWall(first.wish.start)));
    const place = index === 0 ? first : placeOf(tx, { ...wish, starts, minutes: first.wish.minutes }, now);
    const wanted: Wish = { ...place.wish, patientId: wish.patientId ?? null };
    // A reason to overbook was given for the place somebody looked at, not for each that follows.
    const refused = index === 0 ? undefined : refusalsOf(wanted, place.day)[0];
    if (refused) leftOut.push({ starts, code: refused.code });
    else {
      const made = tx.newId();
      id ??= made;
      tx.insert('appointment', {
        id: made, ...person, ...columnsOf(wanted), service_id: place.serviceId, status: 'pending', status_at: atOf(call), reason: text(wish.reason), note: text(wish.note),
        cancel_reason: null, overbook_reason: overbooking(call, wanted, place.day, wish.overbookReason), series_id: seriesId, follow_up_id: index === 0 ? wish.followUpId ?? null : null,
        token_id: null, booked_at: atOf(call), booked_by: call.caller.personId,
      });
    }
  });
  if (wish.followUpId !== undefined) bookFollowUp(tx, wish.followUpId, wish.patientId);
  return { id: id ?? '', booked: days.length - leftOut.length, leftOut };
}

function repeatDays(first: string, repeat: Repeat): string[] {
  if (repeat.count === null && repeat.until === null) throw invalid('repeat', 'empty', MOST_IN_SERIES);
  return seriesDays(first, repeat);
}

const text = (typed: string | undefined): string | null => (typed === undefined ? null : tidyText(typed));

const columnsOf = ({ providerId, roomId, start, minutes }: Omit<Wish, 'patientId'>) => ({ provider_id: providerId, room_id: roomId, starts: startsText(start), minutes });

function personOf(tx: WriteDb, { patientId, name, phone }: Pick<BookingWish, 'patientId' | 'name' | 'phone'>) {
  if (patientId !== undefined) {
    writablePatient(tx, patientId);
    return { patient_id: patientId, name: tx.row('patient', patientId)?.name ?? '', phone: text(phone) };
  }
  const typed = text(name);
  if (typed === null) throw invalid('name', 'empty');
  return { patient_id: null, name: typed, phone: text(phone) };
}

/** Null where nothing stands against it; the reason where something does and the caller may; a failure otherwise. */
function overbooking(call: Call, wish: Wish, day: Day, reason: string | undefined): string | null {
  const [refused] = refusalsOf(wish, day);
  if (!refused) return null;
  const why = text(reason);
  if (isFinal(refused.code) || why === null) throw invalid('starts', refused.code, ...(refused.until === null ? [] : [startsText(refused.until)]));
  if (!call.caller.permissions.has('appointments.overbook')) throw fail('NOT_ALLOWED', { permission: 'appointments.overbook' });
  return why;
}

function bookFollowUp(tx: WriteDb, followUpId: string, patientId: string | undefined): void {
  const row = tx.row('follow_up', followUpId);
  if (!row || row.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'follow-up' });
  if (row.status !== 'wanted') throw fail('CONFLICT', { reason: `follow-up-is-${row.status}` });
  tx.update('follow_up', followUpId, { status: 'booked' });
}

/** Takes one step with an appointment, if its status allows it; CONFLICT otherwise. */
export function stepAppointment(tx: WriteDb, call: Call, id: string, step: AppointmentStep, extra: Partial<AppointmentRow> = {}): void {
  const row = appointmentRow(tx, id);
  setStatus(tx, atOf(call), row, nextOf(row, step), extra);
}

function nextOf(row: AppointmentRow, step: AppointmentStep): AppointmentStatus {
  const next = nextAppointmentStatus(row.status as AppointmentStatus, step);
  if (!next.ok) throw fail('CONFLICT', { reason: `appointment-is-${row.status}` });
  return next.value;
}

/** Another time, provider or room. Kept the same where the wish says nothing of it. */
export function moveAppointment(tx: WriteDb, call: Call, id: string, { overbookReason, ...place }: Place & { readonly overbookReason?: string | undefined }): void {
  const row = appointmentRow(tx, id);
  nextOf(row, 'move');
  const { wish, day, serviceId } = placeOf(tx, { minutes: row.minutes, ...place }, wallOfCall(tx, call.now));
  const wanted: Wish = { ...wish, patientId: row.patient_id, exceptId: id };
  writeMove(tx, call, id, { wish: wanted, serviceId, overbookReason: overbooking(call, wanted, day, overbookReason) });
}

export interface AllowedMove {
  readonly wish: Omit<Wish, 'patientId'>;
  /** The queue of the hours there. */
  readonly serviceId: string | null;
  readonly overbookReason: string | null;
}

/** Writes a move that the rules allow. */
export function writeMove(tx: WriteDb, call: Call, id: string, { wish, serviceId, overbookReason }: AllowedMove): void {
  const row = appointmentRow(tx, id);
  nextOf(row, 'move');
  const sameProvider = wish.providerId === row.provider_id;
  tx.update('appointment', id, {
    ...columnsOf(wish), overbook_reason: overbookReason, service_id: sameProvider ? row.service_id : serviceId,
    // What the patient was told is still right where neither the time nor who sees them changes.
    ...(startsText(wish.start) === row.starts && sameProvider ? {} : { moved_at: atOf(call) }),
  });
}

/** Brings one back that was cancelled or missed: its place must be free still. */
export function reopenAppointment(tx: WriteDb, call: Call, id: string, reason: string | undefined): void {
  const row = appointmentRow(tx, id);
  const status = nextOf(row, 'reopen');
  const { wish, day } = placeOf(tx, { providerId: row.provider_id, starts: row.starts, minutes: row.minutes, roomId: row.room_id }, wallOfCall(tx, call.now));
  const overbooked = overbooking(call, { ...wish, patientId: row.patient_id, exceptId: id }, day, reason);
  setStatus(tx, atOf(call), row, status, { cancel_reason: null, overbook_reason: overbooked });
}

/** Cancels one of a series and all after it that are expected; returns how many. */
export function cancelSeries(tx: WriteDb, call: Call, id: string, reason: string): number {
  const row = appointmentRow(tx, id);
  if (row.series_id === null) throw fail('CONFLICT', { reason: 'no-series' });
  const those = seriesFrom(tx, row.series_id, row.starts);
  for (const each of those) stepAppointment(tx, call, each.id, 'cancel', { cancel_reason: reason });
  return those.length;
}

export interface PersonChange { readonly patientId?: string | undefined; readonly name?: string | undefined; readonly phone?: string | undefined; readonly reason?: string | undefined; readonly note?: string | undefined }

/** Who it is for and what is noted about it. */
export function changeAppointment(tx: WriteDb, id: string, change: PersonChange): void {
  const row = appointmentRow(tx, id);
  const person = change.patientId === undefined && change.name === undefined ? {} : personOf(tx, { ...change, phone: change.phone ?? row.phone ?? '' });
  tx.update('appointment', id, {
    ...person, ...(change.phone === undefined ? {} : { phone: text(change.phone) }), ...(change.reason === undefined ? {} : { reason: text(change.reason) }),
    ...(change.note === undefined ? {} : { note: text(change.note) }),
  });
}
