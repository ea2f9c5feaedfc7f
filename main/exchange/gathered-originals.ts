import type { WriteDb } from '#db/door.ts';
import { isBeside, keptIds, packEntries, packId, TOGETHER } from './fhir/packed-originals.ts';
import type { Entry } from './fhir/packed-originals.ts';
import { isPlain } from './fhir/pieces.ts';
import type { Kept } from './fhir/prepared.ts';
import type { PlainRow, Put } from './sink.ts';

/** Characters of what is packed together: few rows, and yet far less than one operation may hold. */
const MOST = 200_000;

interface OfPatient {
  /** Ids whose originals are here already. */
  readonly known: Set<string>;
  entries: Entry[];
  length: number;
}

/** Originals of one transaction, by patient: stored together they take a twentieth of their room, and a row where they would take hundreds. */
export class GatheredOriginals {
  readonly #tx: WriteDb;
  readonly #patients = new Map<string, OfPatient>();
  #ready: PlainRow<'kept_resource'>[] = [];

  constructor(tx: WriteDb) {
    this.#tx = tx;
  }

  /** Whether it is stored with others. */
  takes = (patientId: string, id: string, kept: Kept): boolean => isPlain(kept) && isBeside(patientId, id);

  add(patientId: string, id: string, { type, name, json: rest }: Kept): Put {
    const patient = this.#of(patientId);
    if (patient.known.has(id)) return 'unchanged';
    patient.known.add(id);
    patient.entries.push({ type, id, name, rest });
    patient.length += rest.length;
    if (patient.length >= MOST) this.#pack(patientId, patient);
    return 'stored';
  }

  /** The rows of what was gathered. Call it at the end of the transaction. */
  rows(): readonly PlainRow<'kept_resource'>[] {
    for (const [patientId, patient] of this.#patients) if (patient.entries.length > 0) this.#pack(patientId, patient);
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  #of(patientId: string): OfPatient {
    const known = this.#patients.get(patientId);
    if (known) return known;
    const made: OfPatient = { known: keptIds(this.#tx, patientId), entries: [], length: 0 };
    this.#patients.set(patientId, made);
    return made;
  }

  #pack(patientId: string, patient: OfPatient): void {
    const json = packEntries(patient.entries);
    this.#ready.push({ id: packId(patientId, json), patient_id: patientId, resource_type: TOGETHER, resource_id: '', json, name: null });
    [patient.entries, patient.length] = [[], 0];
  }
}
