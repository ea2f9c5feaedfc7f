import type { BulkProjections, Projections } from '../door.ts';
import { identifiersArrived, patientsArrived, projectIdentifier, projectPatient } from './patient-search.ts';

/** Every derived row, by the table it follows. */
export const projections: Projections = {
  patient: projectPatient,
  patient_identifier: projectIdentifier,
};

/** The same for rows that come many at a time. */
export const bulkProjections: BulkProjections = {
  patient: patientsArrived,
  patient_identifier: identifiersArrived,
};
