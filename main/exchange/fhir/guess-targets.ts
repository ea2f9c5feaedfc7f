import { derivedIdOf } from '../identity.ts';
import type { KnownEncounter } from './import-state.ts';
import { KnownNames } from './known-names.ts';
import { isPlain } from './pieces.ts';
import type { Owner, PackedRow, PackedSet, SingleItem, PreparedObservation, PreparedReadings, PreparedRecords, PreparedResource, PreparedTarget } from './prepared.ts';
import { recordId } from './record-id.ts';

/** Resources and characters of originals one item may hold: what is taken at once must not be long. */
const MOST = 50;
const MOST_LENGTH = 100_000;

const NOBODY = '';

type Last = PreparedReadings | PreparedRecords | undefined;
type Unpacked = Extract<PreparedResource, { kind: 'row' | 'kept' }>;

/**
 * Works out while reading under which ids the patients and visits of a file will be stored if nothing speaks against
 * it, and so gives most of what it holds ready to be stored. Whoever stores them checks whether it came true.
 */
export class TargetGuesses {
  #file = -1;
  #patients = new KnownNames<string>((a, b) => a === b);
  #encounters = new KnownNames<KnownEncounter>((a, b) => a.id === b.id);
  #last: Last;
  /** Characters of originals in it. */
  #length = 0;

  /** The item as it is to be handed on: with what could be guessed. Undefined when it has joined the one before. */
  see(item: PreparedResource): SingleItem | undefined {
    if (item.file !== this.#file) this.#begin(item.file);
    const last = this.#last;
    this.#last = undefined;
    switch (item.kind) {
      case 'patient': return this.#patient(item);
      case 'encounter': return this.#encounter(item);
      case 'observation': return this.#observation(item, last);
      case 'row': case 'kept': return this.#record(item, last);
      case 'allergy': return this.#allergy(item);
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

  #observation(item: Extract<PreparedResource, { kind: 'observation' }>, last: Last): SingleItem | undefined {
    const found = this.#place(item);
    if (!found) return item;
    const { patientId, encounterId } = found;
    const set = packed(item, patientId);
    const joins = last?.kind === 'readings' && last.patientId === patientId && last.encounterId === encounterId && last.sets.length + set.length < MOST && this.#length + item.kept.json.length < MOST_LENGTH;
    const readings: PreparedReadings = joins ? last : { kind: 'readings', file: item.file, patientId, encounterId, sets: [] };
    readings.sets.push(set);
    this.#joined(readings, joins, item.kept.json.length);
    return joins ? undefined : readings;
  }

  #record(item: Unpacked, last: Last): SingleItem | undefined {
    const { file, ordinal, key, kept: { type, name, json } } = item;
    const patientId = this.#patientOf(item.owner);
    if (patientId === undefined) return item;
    const id = recordId(type, patientId, key);
    const row = this.#rowOf(item, patientId);
    // What came in pieces stays as it is, for they find their owner by themselves.
    if (!row || !isPlain(item.kept)) return { ...item, guess: { id, patientId } };
    const joins = last?.kind === 'records' && last.patientId === patientId && last.records.length < MOST && this.#length + json.length < MOST_LENGTH;
    const records: PreparedRecords = joins ? last : { kind: 'records', file, patientId, records: [] };
    records.records.push([ordinal, id, type, name, json, ...row]);
    this.#joined(records, joins, json.length);
    return joins ? undefined : records;
  }

  /** Nothing for what is only kept; undefined where it cannot be said which visit the row belongs to. */
  #rowOf(item: Unpacked, patientId: string): readonly [] | PackedRow | undefined {
    if (item.kind === 'kept') return [];
    if (item.table === 'document') return undefined;
    const visit = item.encounter.kind === 'none' ? { id: null, patientId } : this.#look(this.#encounters, item.encounter, 'Encounter');
    // The table's name and its row belong together, which the union cannot say.
    return visit?.patientId === patientId ? [visit.id, item.table, item.row] as unknown as PackedRow : undefined;
  }

  #joined(items: PreparedReadings | PreparedRecords, joins: boolean, length: number): void {
    this.#last = items;
    this.#length = (joins ? this.#length : 0) + length;
  }

  #allergy(item: Extract<PreparedResource, { kind: 'allergy' }>): SingleItem {
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
