import type { Tally } from '../tally.ts';
import { KnownNames } from './known-names.ts';

export interface KnownEncounter {
  readonly id: string;
  readonly patientId: string;
}

/** What one import remembers between resources. */
export interface FhirImport {
  readonly tally: Tally;
  readonly patients: KnownNames<string>;
  readonly encounters: KnownNames<KnownEncounter>;
  /** Patients stored by this import: a clash with one of them is a duplicate within the files. */
  readonly ownPatients: Set<string>;
}

export const newFhirImport = (tally: Tally): FhirImport => ({
  tally, patients: new KnownNames((a, b) => a === b), encounters: new KnownNames((a, b) => a.id === b.id), ownPatients: new Set(),
});
