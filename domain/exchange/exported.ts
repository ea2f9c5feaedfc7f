import type { ImportedAllergy, ImportedEncounter, ImportedObservation, ImportedPatient } from './records.ts';

/** One patient with everything an export writes. Keys are the store's ids. */
export interface ExportedPatient {
  readonly number: string;
  /** Without allergies: those are in `allergies`, with their ids. */
  readonly patient: ImportedPatient;
  readonly allergies: readonly ImportedAllergy[];
  readonly encounters: readonly ImportedEncounter[];
  readonly observations: readonly ImportedObservation[];
}
