import { inZone } from '#domain/kit/time.ts';
import type { Result } from '#domain/kit/result.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { openEncounters, providerOf, tokenNow } from '#db/queries/encounters.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';
import { takeStep } from './queue-steps.ts';
import { queueDay } from './token-rows.ts';

type Encounter = SyncedRow<'encounter'>;

/** A visit nobody ended counts as left open after a day: what is written then belongs to a new one. */
const LEFT_OPEN_MS = 24 * 3600_000;

/** The clock of two PCs may differ by minutes. */
export const CLOCK_SLACK_MS = 5 * 60_000;

export const atOf = (call: Pick<Call, 'now'>): string => new Date(call.now).toISOString();
export const clinicDay = (db: ReadDb, now: number): string => inZone(now, clinicOf(db).zone).date;

/** The value of a rule, or INVALID for the field at fault. */
export function valid<T>(field: string, read: Result<T, { readonly code: string; readonly limit?: number; readonly field?: string }>): T {
  if (read.ok) return read.value;
  throw invalid(read.error.field ?? field, read.error.code, read.error.limit);
}

/** A patient into whose record may be written: NOT_FOUND, or CONFLICT `patient-archived`. */
export function writablePatient(tx: WriteDb, patientId: string): void {
  const patient = tx.row('patient', patientId);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  if (patient.archived === 1) throw fail('CONFLICT', { reason: 'patient-archived' });
}

/** The visit a patient is in now, whoever began it; those that were left open are others. */
export function currentVisit(db: ReadDb, patientId: string, now: number): { readonly current: Encounter | undefined; readonly others: readonly Encounter[] } {
  const open = openEncounters(db, patientId);
  const current = open.find(({ started_at }) => now - Date.parse(started_at) < LEFT_OPEN_MS);
  return { current, others: open.filter((each) => each !== current) };
}

/** The visit named, as long as it is the patient's: NOT_FOUND otherwise. */
export function visitOf(tx: WriteDb, patientId: string, encounterId: string): Encounter {
  const row = tx.row('encounter', encounterId);
  if (row?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'visit' });
  return row;
}

/** The visit to write into: the one named, which must be open; else the patient's open one; else a new one. Returns its id. */
export function visitToWrite(tx: WriteDb, call: Call, { patientId, encounterId }: { patientId: string; encounterId?: string | undefined }): string {
  writablePatient(tx, patientId);
  if (encounterId !== undefined) {
    if (visitOf(tx, patientId, encounterId).status !== 'in-progress') throw fail('CONFLICT', { reason: 'visit-ended' });
    return encounterId;
  }
  return currentVisit(tx, patientId, call.now).current?.id ?? beginVisit(tx, call, patientId);
}

/** The open visit for what belongs to a list as well; null where there is none and none is wanted. */
export function visitIfAny(tx: WriteDb, call: Call, { patientId, inVisit }: { patientId: string; inVisit: boolean }): string | null {
  if (inVisit) return visitToWrite(tx, call, { patientId });
  writablePatient(tx, patientId);
  return currentVisit(tx, patientId, call.now).current?.id ?? null;
}

/** Begins a visit by the token the patient was called by, if they were; the token is being served from then on. */
function beginVisit(tx: WriteDb, call: Call, patientId: string): string {
  const waits = tokenNow(tx, patientId, queueDay(tx, call.now));
  const token = waits && (waits.status === 'called' || waits.status === 'serving') ? waits : undefined;
  if (token?.status === 'called') takeStep(tx, call, token.id, 'start');
  const service = token && tx.row('service', token.service_id);
  const id = tx.newId();
  tx.insert('encounter', {
    id, patient_id: patientId, started_at: atOf(call), ended_at: null, status: 'in-progress', class_code: 'AMB', title: service?.name ?? '', reason: null,
    source: 'desk', removed: 0, token_id: token?.id ?? null, service_id: token?.service_id ?? null, room_id: token?.room_id ?? null,
    provider_id: call.caller.personId === null ? null : providerOf(tx, call.caller.personId), outcome: null, started_by: call.caller.personId, ended_by: null,
  });
  return id;
}

/** Ends the token of a visit, unless that happened already. */
export function endToken(tx: WriteDb, call: Call, { token_id }: Encounter): void {
  const token = token_id == null ? undefined : tx.row('token', token_id);
  if (token?.status === 'called' || token?.status === 'serving') takeStep(tx, call, token.id, 'finish');
}
