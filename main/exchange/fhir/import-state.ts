import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import type { Tally } from '../tally.ts';
import { KnownNames } from './known-names.ts';

export interface KnownEncounter {
  readonly id: string;
  readonly patientId: string;
}

/** What one import remembers between resources. */
export interface FhirImport {
  readonly tally: Tally;
  readonly today: string;
  readonly patients: KnownNames<string>;
  readonly encounters: KnownNames<KnownEncounter>;
  /** Patients stored by this import: a clash with one of them is a duplicate within the files. */
  readonly ownPatients: Set<string>;
}

export const newFhirImport = (tally: Tally, today: string): FhirImport => ({
  tally, today, patients: new KnownNames((a, b) => a === b), encounters: new KnownNames((a, b) => a.id === b.id), ownPatients: new Set(),
});

/** One resource with its place in the import. */
export interface Placed {
  readonly file: number;
  readonly resource: JsonObject;
  /** Names others may use for it; the first is the one its id derives from. */
  readonly names: readonly string[];
  /** Server part of its `fullUrl`. */
  readonly base: string | undefined;
}
