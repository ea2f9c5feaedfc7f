import { mayUse, usualDefaults, type Consent, type ConsentDefaults, type ConsentPurpose } from '#domain/patients/consent.ts';
import type { ReadDb } from '../read.ts';
import { clinicChoice } from './clinic-choices.ts';

/** An answer as stored, with the name of who wrote it down. */
export interface StoredConsent extends Consent {
  readonly person: string | null;
  readonly givenBy: string | null;
  readonly method: string;
  readonly note: string | null;
}

/** Every answer of a patient, newest first. */
export function consentsOf(db: ReadDb, patientId: string): StoredConsent[] {
  return db.statement(`SELECT c.id, c.purpose, c.decision, c.at, w.name AS person, c.given_by AS givenBy, c.method, c.note
    FROM consent c LEFT JOIN person w ON w.id = c.person_id WHERE c.patient_id = ? ORDER BY c.at DESC, c.id DESC`).all(patientId) as StoredConsent[];
}

/** What counts where a patient has not been asked. */
export const consentDefaults = (db: ReadDb): ConsentDefaults => ({ ...usualDefaults, ...(clinicChoice(db, 'consent-defaults') as Partial<ConsentDefaults> | undefined) });

/** Whether what is known of this patient may be used for this. */
export function mayUsePatient(db: ReadDb, patientId: string, purpose: ConsentPurpose): boolean {
  const consents = db.statement('SELECT id, purpose, decision, at FROM consent WHERE patient_id = ? AND purpose = ?').all(patientId, purpose) as Consent[];
  return mayUse(consents, purpose, consentDefaults(db));
}

/** How many patients in use are left out of what is done for this purpose. */
export function countLeftOut(db: ReadDb, purpose: ConsentPurpose): number {
  const inUse = (db.statement('SELECT count(*) AS n FROM patient WHERE archived = 0').get() as { n: number }).n;
  const asked = db.statement('SELECT DISTINCT c.patient_id AS id FROM consent c JOIN patient p ON p.id = c.patient_id WHERE c.purpose = ? AND p.archived = 0')
    .all(purpose) as { id: string }[];
  const refused = asked.filter(({ id }) => !mayUsePatient(db, id, purpose)).length;
  return consentDefaults(db)[purpose] ? refused : inUse - (asked.length - refused);
}
