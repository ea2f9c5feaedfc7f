import type { ReadPatient } from '#domain/exchange/fhir/patient.ts';
import { derivedId, derivedIdOf, foldedName, isOrderedUuid, ownOrDerivedId } from '../identity.ts';
import { isUniversal } from './known-names.ts';

/** A local name (`Patient/1`) says nothing across sources, so who it is goes into the id as well. */
export function patientId(name: string | undefined, patient: ReadPatient): string {
  if (name === undefined) return derivedId('fhir', 'Patient', JSON.stringify(patient));
  if (isUniversal(name)) return ownOrDerivedId('Patient', name);
  return derivedId('fhir', 'Patient', name, foldedName(patient.name), patient.birthDate ?? '', patient.sex);
}

/** What the id of a patient's record comes from: itself where it is one of this program's making, else a text. */
export type RecordKey = { readonly own: string } | { readonly from: string };

/** The source's name for a record; one without any name is told by its content. */
export const recordKey = (name: string | undefined, content: unknown): RecordKey => (
  name === undefined ? { from: JSON.stringify(content) } : isOrderedUuid(name) ? { own: name } : { from: name }
);

/**
 * The same record of the same source always gets the same id: what was exported keeps its own, all others get one
 * that counts within the patient and lies beside the patient's other records.
 */
export const recordId = (type: string, patientId: string, key: RecordKey): string => ('own' in key ? key.own : derivedIdOf(patientId, type, key.from));
