import type { WriteDb } from '#db/door.ts';
import type { ImportedPatient } from '#domain/exchange/records.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { derivedIdOf } from './identity.ts';

/** Stands in `deceased_at` when the source says that somebody has died but not when. */
const DIED = 'unknown';

/** What the sink must be told to make rows. */
export interface RowMaker {
  /** A readable patient number for a new patient, counted in the same transaction. */
  readonly patientNumber: (tx: WriteDb) => string;
  /** ISO instant. */
  readonly at: () => string;
}

/**
 * Adds a patient with identifiers, contacts and allergies, and says how many rows they are. Parts of a patient have
 * ids derived from theirs.
 * @param at ISO instant
 */
export function insertPatient(tx: WriteDb, id: string, patient: ImportedPatient, number: string, at: string): number {
  tx.insert('patient', patientRow(id, patient, number, at));
  patient.identifiers.forEach(({ system, value }, i) => {
    tx.insert('patient_identifier', { id: derivedIdOf(id, 'identifier', String(i)), patient_id: id, system, value, removed: 0 });
  });
  patient.contacts.forEach(({ name, relation, phone }, i) => {
    tx.insert('patient_contact', { id: derivedIdOf(id, 'contact', String(i)), patient_id: id, name, relation, phone, removed: 0 });
  });
  patient.allergies.forEach(({ substance, reaction }, i) => {
    tx.insert('allergy', { id: derivedIdOf(id, 'allergy', String(i)), patient_id: id, substance, reaction, recorded_at: at, removed: 0 });
  });
  return 1 + patient.identifiers.length + patient.contacts.length + patient.allergies.length;
}

function patientRow(id: string, patient: ImportedPatient, number: string, at: string): SyncedRow<'patient'> {
  return {
    id, number, name: patient.name, sex: patient.sex, birth_date: patient.birthDate, birth_estimated: patient.birthEstimated ? 1 : 0,
    phone: patient.phone, email: patient.email, address: patient.address, district: patient.district, state: patient.state,
    language: patient.language, pronunciation: null, payer: patient.payer, policy_number: patient.policyNumber, notes: null,
    pregnant: 0, disabled: 0, archived: 0, archived_reason: null, registered_at: at,
    deceased_at: patient.deceased === undefined ? null : (patient.deceased.at ?? DIED),
  };
}
