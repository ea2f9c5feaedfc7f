import type { IdSet } from '../settle-patient.ts';
import type { Put } from '../sink.ts';
import type { Tally } from '../tally.ts';
import { TextSet } from './digest-table.ts';
import type { Names } from './known-names.ts';
import { NamesOfImport } from './names-of-import.ts';

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
  readonly patients: Names<string>;
  readonly encounters: Names<KnownEncounter>;
  readonly guesses: GuessesComeTrue;
  /** Patients stored by this import: a clash with one of them is a duplicate within the files. */
  readonly ownPatients: IdSet;
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
  tally, ...(onTaken && { onTaken }),
  patients: new NamesOfImport({ width: 1, idsOf: (id: string) => [id], recordOf: ([id = '']) => id }),
  encounters: new NamesOfImport({ width: 2, idsOf: ({ id, patientId }: KnownEncounter) => [id, patientId], recordOf: ([id = '', patientId = '']) => ({ id, patientId }) }),
  ownPatients: new TextSet(), guesses: new GuessesComeTrue(),
});
