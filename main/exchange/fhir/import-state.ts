import type { Put } from '../sink.ts';
import type { Tally } from '../tally.ts';
import { KnownNames } from './known-names.ts';

export interface KnownEncounter {
  readonly id: string;
  readonly patientId: string;
}

/** Which of the ids that the reader of a file has guessed are what its patients and visits came to be stored under. */
export class GuessesComeTrue {
  #file = -1;
  #ids = new Map<string, boolean>();

  /** @param isTrue whether a record was stored under this id, and nothing else goes by its names */
  settle(file: number, id: string, isTrue: boolean): void {
    if (file !== this.#file) [this.#file, this.#ids] = [file, new Map()];
    this.#ids.set(id, isTrue);
  }

  holds(file: number, id: string): boolean {
    return file === this.#file && this.#ids.get(id) === true;
  }
}

/** What one import remembers between resources. */
export interface FhirImport {
  readonly tally: Tally;
  readonly patients: KnownNames<string>;
  readonly encounters: KnownNames<KnownEncounter>;
  readonly guesses: GuessesComeTrue;
  /** Patients stored by this import: a clash with one of them is a duplicate within the files. */
  readonly ownPatients: Set<string>;
  /** Called, before the transaction ends, with what each resource is known under here, for who wants to know of each. */
  readonly onTaken?: (ordinal: number, taken: Taken) => void;
}

/** A resource that is here now. */
export interface Taken {
  /** FHIR resource type. */
  readonly type: string;
  readonly id: string;
  readonly put: Put;
}

export const newFhirImport = (tally: Tally, onTaken?: FhirImport['onTaken']): FhirImport => ({
  tally, ...(onTaken && { onTaken }), patients: new KnownNames((a, b) => a === b), encounters: new KnownNames((a, b) => a.id === b.id), ownPatients: new Set(), guesses: new GuessesComeTrue(),
});
