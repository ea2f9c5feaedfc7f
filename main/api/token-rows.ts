import type { IssuedToken } from '#domain/contract/queue.ts';
import type { z } from 'zod';
import { yearsOld } from '#domain/patients/known-age.ts';
import { priorityOf, type PriorityClass } from '#domain/queue/order.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { daysLeftOut, formatToken, serviceDay, tokenLetters } from '#domain/queue/token.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { metaOf } from '#db/queries/clinic.ts';
import { countWaiting, lastServiceDay, type TokenRow } from '#db/queries/queue.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';

interface NewToken {
  readonly patientId: string;
  readonly serviceId: string;
  readonly priority?: PriorityClass | undefined;
  readonly bookedAt?: string | undefined;
  /** The room they are booked in; else that of the service. */
  readonly roomId?: string | undefined;
  /** What to keep of the clock that dates it. */
  readonly clock?: string | null;
}

/** Of a patient, what their place in the queue depends on. */
type Queued = Pick<SyncedRow<'patient'>, 'birth_date' | 'pregnant' | 'disabled' | 'archived'>;

/** The day whose queue is being worked. */
export function queueDay(db: Parameters<typeof lastServiceDay>[0], now: number): string {
  const { zone, queueDaySet } = clinicOf(db);
  return serviceDay(now, zone, lastServiceDay(db, daysLeftOut(queueDaySet)));
}

/** Gives a patient the next token of this PC for today. */
export function issueToken(tx: WriteDb, call: Pick<Call, 'now' | 'caller'>, wanted: NewToken): z.input<typeof IssuedToken> {
  const service = tx.row('service', wanted.serviceId);
  if (service?.active !== 1) throw fail('NOT_FOUND', { what: 'service' });
  const patient = tx.statement('SELECT birth_date, pregnant, disabled, archived FROM patient WHERE id = ?').get(wanted.patientId) as Queued | undefined;
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  if (patient.archived === 1) throw fail('CONFLICT', { reason: 'patient-archived' });
  const day = queueDay(tx, call.now);
  const letter = tokenLetters(metaOf(tx, 'desk_letter') ?? 'A', metaOf(tx, 'slot_suffix') ?? '');
  const at = new Date(call.now).toISOString();
  const clinic = clinicOf(tx);
  const ageYears = yearsOld(patient.birth_date, day);
  const row: TokenRow = {
    id: tx.newId(), label: formatToken(letter, tx.nextNumber(`token:${letter}:${day}`)), service_day: day, service_id: wanted.serviceId,
    patient_id: wanted.patientId, room_id: wanted.roomId ?? service.room_id, status: 'waiting',
    priority: wanted.priority ?? priorityOf({ ageYears, elderlyAge: clinic.elderlyAge, pregnant: patient.pregnant === 1, disabled: patient.disabled === 1 }),
    arrived_at: at, booked_at: wanted.bookedAt ?? null, called_at: null, started_at: null, ended_at: null, times_called: 0,
    vitals_at: null, held_reason: null, clock: wanted.clock ?? null,
  };
  const waitingAhead = countWaiting(tx, day, wanted.serviceId);
  tx.insert('token', row);
  return {
    id: row.id, label: row.label, serviceId: row.service_id, serviceName: service.name, patientId: row.patient_id, issuedAt: at, waitingAhead,
  };
}

/** What was answered when the token was issued. */
export function issuedToken(db: ReadDb, id: string, waitingAhead: number): IssuedToken {
  const row = db.statement(`SELECT t.id, t.label, t.service_id AS serviceId, s.name AS serviceName, t.patient_id AS patientId, t.arrived_at AS issuedAt
    FROM token t JOIN service s ON s.id = t.service_id WHERE t.id = ?`).get(id) as Omit<IssuedToken, 'waitingAhead'> | undefined;
  if (!row) throw fail('NOT_FOUND', { what: 'token' });
  return { ...row, waitingAhead };
}
