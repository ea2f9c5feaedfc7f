import { nextAppointmentStatus, type AppointmentStatus } from '#domain/calendar/status.ts';
import { dateOfWall, instantOfWall } from '#domain/calendar/wall.ts';
import type { PriorityClass } from '#domain/queue/order.ts';
import type { WriteDb } from '#db/door.ts';
import { appointmentOfToken } from '#db/queries/calendar.ts';
import { listServices } from '#db/queries/clinic.ts';
import { countWaiting, openTokenOf } from '#db/queries/queue.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import { setStatus, type AppointmentRow } from './appointment-status.ts';
import { appointmentRow } from './appointment-writes.ts';
import { startOf, wallOfCall } from './calendar-days.ts';
import { clinicOf } from './clinic.ts';
import { issueToken, queueDay } from './token-rows.ts';
import { atOf } from './visits.ts';

interface Arrival {
  readonly appointmentId: string;
  readonly patientId?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly priority?: PriorityClass | undefined;
  readonly clock: string | null;
}

/** Hours of a night belong to the evening they began on. */
const SAME_DAY_MINUTES = 12 * 60;

/** Gives somebody who was booked and has come a token in the queue they were booked for. */
export function checkIn(tx: WriteDb, call: Call, { appointmentId, patientId: named, serviceId, priority, clock }: Arrival) {
  const row = appointmentRow(tx, appointmentId);
  const next = nextAppointmentStatus(row.status as AppointmentStatus, 'arrive');
  if (!next.ok) throw fail('CONFLICT', { reason: `appointment-is-${row.status}` });
  const [start, now] = [startOf(row.starts), wallOfCall(tx, call.now)];
  if (dateOfWall(start) !== dateOfWall(now) && Math.abs(start - now) > SAME_DAY_MINUTES) throw fail('CONFLICT', { reason: 'not-today' });
  const patientId = named ?? row.patient_id;
  if (patientId === null) throw fail('CONFLICT', { reason: 'not-registered' });
  const bookedAt = new Date(instantOfWall(start, clinicOf(tx).zone)).toISOString();
  const token = walkedIn(tx, call, patientId, bookedAt)
    ?? issueToken(tx, call, { patientId, serviceId: serviceId ?? serviceOf(tx, row), priority, clock, roomId: row.room_id ?? undefined, bookedAt });
  setStatus(tx, atOf(call), row, next.value, { token_id: token.id, patient_id: patientId });
  return token;
}

/** Who took a token before anybody saw that they are booked keeps it; it is for the booked time from now on. */
function walkedIn(tx: WriteDb, call: Call, patientId: string, bookedAt: string) {
  const token = openTokenOf(tx, patientId, queueDay(tx, call.now));
  const service = token && tx.row('service', token.service_id);
  if (!token || !service || appointmentOfToken(tx, token.id)) return undefined;
  tx.update('token', token.id, { booked_at: bookedAt });
  return {
    id: token.id, label: token.label, serviceId: service.id, serviceName: service.name, patientId, issuedAt: token.arrived_at,
    waitingAhead: Math.max(0, countWaiting(tx, token.service_day, service.id) - (token.status === 'waiting' ? 1 : 0)),
  };
}

/** The queue of an appointment: that of the hours it was booked in, of its room, or the clinic's first. */
function serviceOf(tx: WriteDb, row: AppointmentRow): string {
  const active = listServices(tx).filter((service) => service.active);
  const service = active.find(({ id }) => id === row.service_id) ?? active.find(({ roomId }) => roomId !== null && roomId === row.room_id) ?? active[0];
  if (!service) throw fail('NOT_FOUND', { what: 'service' });
  return service.id;
}
