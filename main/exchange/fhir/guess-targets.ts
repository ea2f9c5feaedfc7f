import { derivedIdOf } from '../identity.ts';
import type { KnownEncounter } from './import-state.ts';
import { KnownNames } from './known-names.ts';
import type { Owner, PackedSet, SingleItem, PreparedObservation, PreparedReadings, PreparedResource, PreparedTarget } from './prepared.ts';
import { recordId } from './record-id.ts';

/** Values one item may hold: what is taken at once must not be long. */
const MOST = 50;

const NOBODY = '';

/**
 * Works out while reading under which ids the patients and visits of a file will be stored if nothing speaks against
 * it, and so gives most of its observations ready to be stored. Whoever stores them checks whether it came true.
 */
export class TargetGuesses {
  #file = -1;
  #patients = new KnownNames<string>((a, b) => a === b);
  #encounters = new KnownNames<KnownEncounter>((a, b) => a.id === b.id);
  #last: PreparedReadings | undefined;

  /** The item as it is to be handed on: with what could be guessed. Undefined when it has joined the one before. */
  see(item: PreparedResource): SingleItem | undefined {
    if (item.file !== this.#file) this.#begin(item.file);
    const last = this.#last;
    this.#last = undefined;
    switch (item.kind) {
      case 'patient': return this.#patient(item);
      case 'encounter': return this.#encounter(item);
      case 'observation': return this.#observation(item, last);
      case 'row': case 'kept': case 'allergy': return this.#other(item);
      default: return item;
    }
  }

  /** What comes next is handed on apart from what came before. */
  cut(): void {
    this.#last = undefined;
  }

  /** What references within a file mean says nothing about the next. */
  #begin(file: number): void {
    this.#file = file;
    this.#patients = new KnownNames((a, b) => a === b);
    this.#encounters = new KnownNames((a, b) => a.id === b.id);
    this.#last = undefined;
  }

  #patient(item: Extract<PreparedResource, { kind: 'patient' }>): SingleItem {
    const { file, names, patient } = item;
    if ('problem' in patient) this.#patients.refuse(file, names);
    else this.#patients.learn(file, names, patient.id);
    return item;
  }

  #encounter(item: Extract<PreparedResource, { kind: 'encounter' }>): SingleItem {
    const { file, names, encounter } = item;
    if ('problem' in encounter) {
      this.#encounters.refuse(file, names);
      return item;
    }
    const patientId = this.#patientOf(encounter.owner);
    const guess: KnownEncounter = patientId === undefined ? { id: NOBODY, patientId: NOBODY } : { id: recordId('Encounter', patientId, encounter.key), patientId };
    this.#encounters.learn(file, names, guess);
    return guess.id === NOBODY ? item : { ...item, encounter: { ...encounter, guess } };
  }

  #observation(item: Extract<PreparedResource, { kind: 'observation' }>, last: PreparedReadings | undefined): SingleItem | undefined {
    const found = this.#place(item);
    if (!found) return item;
    const { patientId, encounterId } = found;
    const set = packed(item, patientId);
    const joins = last?.patientId === patientId && last.encounterId === encounterId && last.sets.length + set.length < MOST;
    this.#last = joins ? last : { kind: 'readings', file: item.file, patientId, encounterId, sets: [] };
    this.#last.sets.push(set);
    return joins ? undefined : this.#last;
  }

  #other<T extends Extract<PreparedResource, { kind: 'row' | 'kept' | 'allergy' }>>(item: T): T {
    const patientId = this.#patientOf(item.owner);
    return patientId === undefined ? item : { ...item, guess: { id: recordId(item.kept.type, patientId, item.key), patientId } };
  }

  #place({ encounter, owner }: PreparedObservation): { patientId: string; encounterId: string | null } | undefined {
    if (encounter.kind === 'none') {
      const patientId = this.#patientOf(owner);
      return patientId === undefined ? undefined : { patientId, encounterId: null };
    }
    const visit = this.#look(this.#encounters, encounter, 'Encounter');
    if (!visit || visit.id === NOBODY) return undefined;
    const patientId = owner.target.kind === 'none' ? visit.patientId : this.#patientOf(owner);
    return patientId === undefined ? undefined : { patientId, encounterId: visit.id };
  }

  #patientOf = ({ target }: Owner): string | undefined => this.#look(this.#patients, target, 'Patient');

  #look<T>(known: KnownNames<T>, target: PreparedTarget, type: string): T | undefined {
    if (target.kind !== 'named' || (target.type !== '' && target.type !== type)) return undefined;
    const looked = known.look(this.#file, target.names);
    return looked.kind === 'found' ? looked.value : undefined;
  }
}

function packed({ ordinal, key, values, kept }: PreparedObservation & { readonly ordinal: number }, patientId: string): PackedSet {
  const setId = recordId('Observation', patientId, key);
  const [first] = values;
  return [ordinal, setId, first?.value.takenAt ?? '', kept.name, kept.json, ...values.map(({ part, own, value: { code, loinc, value, text, unit } }) => (
    [part === '' ? setId : (own ?? derivedIdOf(setId, part)), code, loinc, value, text, unit] as const
  ))];
}
