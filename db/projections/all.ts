import type { Projections } from '../door.ts';
import { projectIdentifier, projectPatient } from './patient-search.ts';

/** Every derived row, by the table it follows. */
export const projections: Projections = {
  patient: projectPatient,
  patient_identifier: projectIdentifier,
};
