import type { Booked } from '#domain/calendar/booking.ts';
import type { Receiving, Schedule, ScheduleException, Shift } from '#domain/calendar/hours.ts';
import { takesPlace, type AppointmentStatus } from '#domain/calendar/status.ts';
import { readStarts } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { findClinic } from './clinic.ts';
import { briefColumns, briefOf, notAway, type BriefRow } from './patients.ts';

/** The clinic's weekly hours, leave, holidays and extra hours. */
export const scheduleOf = (db: ReadDb): Schedule => db.kept('clinic', 'schedule', () => ({
  shifts: (db.statement('SELECT * FROM shift WHERE removed = 0 ORDER BY weekday, start_minute, rid').all() as SyncedRow<'shift'>[]).map(shiftOf),
  exceptions: (db.statement('SELECT * FROM schedule_exception WHERE removed = 0 ORDER BY from_on, rid').all() as SyncedRow<'schedule_exception'>[]).map(exceptionOf),
  zone: findClinic(db)?.zone,
}));

const shiftOf = (row: SyncedRow<'shift'>): Shift => ({
  id: row.id, providerId: row.provider_id, weekday: row.weekday, startMinute: row.start_minute, endMinute: row.end_minute, roomId: row.room_id,
  serviceId: row.service_id, slotMinutes: row.slot_minutes, capacity: row.capacity, validFrom: row.valid_from, validUntil: row.valid_until,
});

const exceptionOf = (row: SyncedRow<'schedule_exception'>): ScheduleException => ({
  id: row.id, kind: row.kind as ScheduleException['kind'], providerId: row.provider_id, fromOn: row.from_on, untilOn: row.until_on,
  startMinute: row.start_minute, endMinute: row.end_minute, yearly: row.yearly === 1, note: row.note, receiving: receivingOf(row),
});

const receivingOf = (row: SyncedRow<'schedule_exception'>): Receiving | null => (row.slot_minutes === null || row.capacity === null
  ? null : { roomId: row.room_id, serviceId: row.service_id, slotMinutes: row.slot_minutes, capacity: row.capacity });

/** Every column as the contract names it, so that a day's rows need no shaping. */
const lineSql = `SELECT a.id, a.patient_id AS patientId, coalesce(p.name, a.name) AS name, coalesce(a.phone, p.phone) AS phone, p.number AS patientNumber,
  a.provider_id AS providerId, a.room_id AS roomId, a.service_id AS serviceId, a.starts, a.minutes, a.status, a.status_at AS statusAt, a.reason, a.note,
  a.cancel_reason AS cancelReason, a.overbook_reason AS overbookReason, a.series_id AS seriesId, a.follow_up_id AS followUpId, a.token_id AS tokenId,
  t.label AS tokenLabel, a.booked_at AS bookedAt
  FROM appointment a LEFT JOIN patient p ON p.id = a.patient_id LEFT JOIN token t ON t.id = a.token_id`;

/** Appointments that start in these days, `until` not included, in order of time. */
export const appointmentsBetween = (db: ReadDb, from: string, until: string): Appointment[] =>
  db.statement(`${lineSql} WHERE a.starts >= ? AND a.starts < ? ORDER BY a.starts, a.rid`).all(from, until) as Appointment[];

/** Who takes a place in these days, `until` not included, in order of time. */
export function bookedBetween(db: ReadDb, from: string, until: string): Booked[] {
  const rows = db.statement(`SELECT id, provider_id, room_id, patient_id, starts, minutes, status, overbook_reason FROM appointment
    WHERE starts >= ? AND starts < ? ORDER BY starts, rid`).all(from, until) as BookedRow[];
  // Many begin at one time, so one reading of it serves them all.
  let [text, start]: [string, number | undefined] = ['', undefined];
  return rows.flatMap((row) => {
    if (row.starts !== text) [text, start] = [row.starts, readStarts(row.starts)];
    if (start === undefined || !takesPlace(row.status as AppointmentStatus)) return [];
    return [{ id: row.id, providerId: row.provider_id, roomId: row.room_id, patientId: row.patient_id, start, minutes: row.minutes, overbooked: row.overbook_reason !== null }];
  });
}

type BookedRow = Pick<SyncedRow<'appointment'>, 'id' | 'provider_id' | 'room_id' | 'patient_id' | 'starts' | 'minutes' | 'status' | 'overbook_reason'>;

/** Those of several that there are, in no order. */
export const findAppointments = (db: ReadDb, ids: readonly string[]): Appointment[] =>
  db.statement(`${lineSql} WHERE a.id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids)) as Appointment[];

export const findAppointment = (db: ReadDb, id: string): Appointment | undefined => db.statement(`${lineSql} WHERE a.id = ?`).get(id) as Appointment | undefined;

/** One patient's, the latest first. */
export const appointmentsOfPatient = (db: ReadDb, patientId: string): Appointment[] =>
  db.statement(`${lineSql} WHERE a.patient_id = ? ORDER BY a.starts DESC, a.rid LIMIT 200`).all(patientId) as Appointment[];

/** Those still expected from a day on, in order of time. */
export const expectedFrom = (db: ReadDb, from: string): Appointment[] =>
  db.statement(`${lineSql} WHERE a.status IN ('pending', 'confirmed') AND a.starts >= ? ORDER BY a.starts, a.rid`).all(from) as Appointment[];

/** Those expected in vain: between two moments, still neither come nor called missed. */
export const overdueBetween = (db: ReadDb, from: string, until: string): Appointment[] =>
  db.statement(`${lineSql} WHERE a.status IN ('pending', 'confirmed') AND a.starts >= ? AND a.starts < ? ORDER BY a.starts DESC, a.rid LIMIT 500`).all(from, until) as Appointment[];

/** Missed since a day by people who have none since, the latest first. */
export const missedSince = (db: ReadDb, from: string, until: string): Appointment[] =>
  db.statement(`${lineSql} WHERE a.starts >= ? AND a.starts < ? AND a.status = 'no-show' AND (a.patient_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM appointment b WHERE b.patient_id = a.patient_id AND b.starts > a.starts AND b.status NOT IN ('cancelled', 'no-show')))
    ORDER BY a.starts DESC, a.rid LIMIT 500`).all(from, until) as Appointment[];

/** When each of these names is booked for the last time since a day, be it under a record or without one. */
export const lastByName = (db: ReadDb, from: string, names: readonly string[]): Map<string, string> =>
  new Map((db.statement(`SELECT name, max(starts) AS starts FROM appointment WHERE starts >= ? AND status NOT IN ('cancelled', 'no-show')
    AND name IN (SELECT value FROM json_each(?)) GROUP BY name`).all(from, JSON.stringify(names)) as { name: string; starts: string }[]).map(({ name, starts }) => [name, starts]));

export const seriesFrom = (db: ReadDb, seriesId: string, starts: string): { id: string }[] =>
  db.statement("SELECT id FROM appointment WHERE series_id = ? AND starts >= ? AND status IN ('pending', 'confirmed') ORDER BY starts").all(seriesId, starts) as { id: string }[];

export const appointmentOfToken = (db: ReadDb, tokenId: string): SyncedRow<'appointment'> | undefined =>
  db.statement('SELECT * FROM appointment WHERE token_id = ? LIMIT 1').get(tokenId) as SyncedRow<'appointment'> | undefined;

/** Whether an appointment that is not cancelled was booked for a follow-up, but for one. */
export const isFollowedUp = (db: ReadDb, followUpId: string, exceptId: string): boolean =>
  db.statement("SELECT 1 FROM appointment WHERE follow_up_id = ? AND status <> 'cancelled' AND id <> ? LIMIT 1").get(followUpId, exceptId) !== undefined;

/** An appointment as the rules of booking see it; undefined when it takes no place. */
export function bookedOf(line: Appointment): Booked | undefined {
  const start = readStarts(line.starts);
  if (start === undefined || !takesPlace(line.status)) return undefined;
  return { id: line.id, providerId: line.providerId, roomId: line.roomId, patientId: line.patientId, start, minutes: line.minutes, overbooked: line.overbookReason !== null };
}

export interface FollowUpLine { readonly id: string; readonly patient: PatientBrief; readonly dueOn: string; readonly reason: string; readonly serviceId: string | null; readonly providerId: string | null }

/** Follow-ups that doctors asked for and nobody booked, due by a day, the most urgent first. */
export function followUpsWanted(db: ReadDb, until: string): FollowUpLine[] {
  const rows = db.statement(`SELECT ${briefColumns}, f.id AS follow_id, f.due_on, f.reason, f.service_id, f.provider_id FROM follow_up f JOIN patient p ON p.id = f.patient_id
    WHERE f.status = 'wanted' AND f.due_on <= ? AND ${notAway} AND p.deceased_at IS NULL ORDER BY f.due_on LIMIT 500`).all(until) as
    (BriefRow & { follow_id: string; due_on: string; reason: string; service_id: string | null; provider_id: string | null })[];
  return rows.map((row) => ({ id: row.follow_id, patient: briefOf(row), dueOn: row.due_on, reason: row.reason, serviceId: row.service_id, providerId: row.provider_id }));
}
