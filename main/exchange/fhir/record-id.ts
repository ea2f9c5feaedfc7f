import type { ReadPatient } from '#domain/exchange/fhir/patient.ts';
import { derivedId, derivedIdOf, foldedName, ownOrDerivedId } from '../identity.ts';
import type { Placed } from './import-state.ts';
import { isUniversal } from './known-names.ts';

/** A local name (`Patient/1`) says nothing across sources, so who it is goes into the id as well. */
export function patientId(name: string | undefined, patient: ReadPatient): string {
  if (name === undefined) return derivedId('fhir', 'Patient', JSON.stringify(patient));
  if (isUniversal(name)) return ownOrDerivedId('Patient', name);
  return derivedId('fhir', 'Patient', name, foldedName(patient.name), patient.birthDate ?? '', patient.sex);
}

/**
 * The same record of the same source always gets the same id. A name that is only local counts within its patient;
 * a record without any name is told by its content.
 */
export function recordId(type: string, patientId: string, { names }: Placed, content: unknown): string {
  const name = names[0];
  if (name === undefined) return derivedIdOf(patientId, type, JSON.stringify(content));
  return isUniversal(name) ? ownOrDerivedId(type, name) : derivedIdOf(patientId, type, name);
}

