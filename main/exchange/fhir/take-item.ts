import type { Problem } from '#domain/exchange/problem.ts';
import type { RowTable } from '#domain/exchange/fhir/read-row.ts';
import { derivedIdOf } from '../identity.ts';
import { OWN_TABLES } from '../export/own-requests.ts';
import { settlePatient } from '../settle-patient.ts';
import type { ImportedValue, OwnTable, Put, PutRow, SinkTx } from '../sink.ts';
import { findEncounter, findPatient } from './find-target.ts';
import type { FoundPatient } from './find-target.ts';
import type { FhirImport, KnownEncounter } from './import-state.ts';
import type { OriginalsPack } from './originals-pack.ts';
import type { Guess, Kept, PackedSet, PreparedObservation, PreparedReadings, PreparedRecords, PreparedResource } from './prepared.ts';
import { keptId, keptRow } from './kept-row.ts';
import { recordId } from './record-id.ts';
import type { RecordKey } from './record-id.ts';

/** `waits`: it refers to something that has not been seen yet. */
type Outcome = 'taken' | { readonly waits: Problem } | { readonly refused: Problem };
type Observed = readonly [setId: string, patientId: string, encounterId: string | null, values: ReadonlyMap<string, ImportedValue>, kept: Kept];
type Item<Kind extends PreparedResource['kind']> = Extract<PreparedResource, { kind: Kind }>;

const SOURCE = 'import:fhir';

/**
 * Stores one resource, or says why not. Returns whether it waits for another.
 * @param last nothing more will be seen: what can do without the visit it names is stored without it
 */
export function takeItem(tx: SinkTx, state: FhirImport, item: PreparedResource, last: boolean): Outcome {
  switch (item.kind) {
    case 'refused': return { refused: item.problem };
    case 'patient': return takePatient(tx, state, item);
    case 'encounter': return takeEncounter(tx, state, item);
    case 'observation': return takeObservation(tx, state, item);
    case 'allergy': return takeAllergy(tx, state, item);
    case 'row': return takeRow(tx, state, item, last);
    case 'kept': return takeKept(tx, state, item);
    case 'shared': return takeShared(tx, state, item);
    case 'piece': return takePiece(tx, state, item);
  }
}

function takePatient(tx: SinkTx, state: FhirImport, { file, ordinal, names, patient, kept }: Item<'patient'>): Outcome {
  const refuse = (refused: Problem): Outcome => {
    state.patients.refuse(file, names);
    return { refused };
  };
  if ('problem' in patient) return refuse(patient.problem);
  const settled = settlePatient(tx, state.ownPatients, () => patient.id, patient.read);
  const isClear = settled.ok && state.patients.learn(file, names, settled.value.id);
  state.guesses.settle(file, patient.id, isClear && settled.value.id === patient.id);
  if (!settled.ok) return refuse(settled.error);
  state.tally.put('Patient', settled.value.put);
  state.onTaken?.(ordinal, { type: 'Patient', ...settled.value });
  // Somebody who was here under another name is told of elsewhere as well.
  if (settled.value.put === 'stored' || settled.value.id !== patient.id) tx.keep(settled.value.id, settled.value.id, kept, untold);
  return 'taken';
}

function takeEncounter(tx: SinkTx, state: FhirImport, { file, ordinal, names, encounter, kept }: Item<'encounter'>): Outcome {
  const refuse = (refused: Problem): Outcome => {
    state.encounters.refuse(file, names);
    return { refused };
  };
  if ('problem' in encounter) return refuse(encounter.problem);
  const { guess } = encounter;
  const owner = findPatient(tx, state, file, encounter.owner);
  if (owner.kind !== 'found' && guess) state.guesses.settle(file, guess.id, false);
  if (owner.kind === 'waits') return { waits: owner.problem };
  if (owner.kind === 'refused') return refuse(owner.problem);
  const id = idOf('Encounter', owner.id, encounter);
  tx.putEncounter(id, owner.id, { ...encounter.read, source: SOURCE }, (put) => {
    state.tally.put('Encounter', put);
    state.onTaken?.(ordinal, { type: 'Encounter', id, put });
    if (put === 'stored') tx.keep(owner.id, id, kept, untold);
  });
  const isClear = state.encounters.learn(file, names, { id, patientId: owner.id });
  if (guess) state.guesses.settle(file, guess.id, isClear && guess.id === id);
  return 'taken';
}

function takeObservation(tx: SinkTx, state: FhirImport, observation: Item<'observation'>): Outcome {
  const { file, ordinal } = observation;
  const found = findEncounter(tx, state, file, observation);
  if (found.kind === 'waits') return { waits: found.problem };
  if (found.kind === 'refused') return { refused: found.problem };
  const owner = ownerOf(tx, state, file, observation, found.encounter);
  if (owner.kind === 'waits') return { waits: owner.problem };
  if (owner.kind === 'refused') return { refused: owner.problem };
  const setId = recordId('Observation', owner.id, observation.key);
  const values = new Map(observation.values.map(({ part, own, value }): [string, ImportedValue] => (
    [part === '' ? setId : (own ?? derivedIdOf(setId, part)), value]
  )));
  putObservation(tx, state, [setId, owner.id, found.encounter?.id ?? null, values, observation.kept], ordinal);
  return 'taken';
}

function putObservation(tx: SinkTx, { tally, onTaken }: FhirImport, [setId, patientId, encounterId, values, kept]: Observed, ordinal: number): void {
  tx.putObservations(setId, patientId, encounterId, values, (put) => {
    tally.put('Observation', put);
    onTaken?.(ordinal, { type: 'Observation', id: setId, put });
    tally.put('Measurement', put, values.size);
    if (put === 'stored') tx.keep(patientId, setId, kept, untold);
  });
}

/** Stores observations as they were guessed; false, and nothing done, when the guess has not come true. */
export function takeReadings(tx: SinkTx, state: FhirImport, { file, patientId, encounterId, sets }: PreparedReadings, pack?: OriginalsPack): boolean {
  const isRight = state.guesses.holds(file, patientId) && (encounterId === null || state.guesses.holds(file, encounterId));
  for (const set of sets) {
    const kept: Kept = { type: 'Observation', name: set[3], json: set[4] };
    const original = pack ? pack.next(kept) : kept;
    if (isRight) putObservation(tx, state, [set[1], patientId, encounterId, valuesOf(set), original], set[0]);
  }
  return isRight;
}

function valuesOf([, , takenAt, , , ...values]: PackedSet): Map<string, ImportedValue> {
  return new Map(values.map(([id, code, loinc, value, text, unit]): [string, ImportedValue] => [id, { code, loinc, value, text, unit, takenAt, source: SOURCE }]));
}

/** Stores records as they were guessed; gives the ordinals of those whose guess has not come true. */
export function takeRecords(tx: SinkTx, state: FhirImport, { file, patientId, records }: PreparedRecords, pack?: OriginalsPack): readonly number[] {
  const isTheirs = state.guesses.holds(file, patientId);
  return records.flatMap((record) => {
    const [ordinal, id, type, name, json, encounterId = null, table, row] = record;
    const kept: Kept = { type, name, json };
    const of: Stored = { ordinal, id, patientId, kept: pack ? pack.next(kept) : kept };
    if (!isTheirs || (encounterId !== null && !state.guesses.holds(file, encounterId))) return [ordinal];
    if (table === undefined) putKept(tx, state, of);
    else putRow(tx, state, of, table, { ...row, id, patient_id: patientId, encounter_id: encounterId });
    return [];
  });
}

/** Who it was measured on: its subject, or where it names none, the patient of its visit. */
function ownerOf(tx: SinkTx, state: FhirImport, file: number, { owner }: PreparedObservation, visit: KnownEncounter | undefined): FoundPatient {
  return visit && owner.target.kind === 'none' ? { kind: 'found', id: visit.patientId } : findPatient(tx, state, file, owner);
}

function takeAllergy(tx: SinkTx, state: FhirImport, item: Item<'allergy'>): Outcome {
  const { file, ordinal, owner, allergy, kept } = item;
  const found = findPatient(tx, state, file, owner);
  if (found.kind === 'waits') return { waits: found.problem };
  if (found.kind === 'refused') return { refused: found.problem };
  const id = idOf('AllergyIntolerance', found.id, item);
  const put = tx.putAllergy(id, found.id, allergy);
  state.tally.put('AllergyIntolerance', put);
  state.onTaken?.(ordinal, { type: 'AllergyIntolerance', id, put });
  if (put === 'stored') tx.keep(found.id, id, kept, untold);
  return 'taken';
}

/** The id of a record of this patient: as it was worked out while reading, where that was for the same patient. */
const idOf = (type: string, patientId: string, { guess, key }: { readonly guess?: Guess; readonly key: RecordKey }): string => (
  guess?.patientId === patientId ? guess.id : recordId(type, patientId, key)
);

const untold = (): void => undefined;

function takeRow(tx: SinkTx, state: FhirImport, item: Item<'row'>, last: boolean): Outcome {
  const found = findPatient(tx, state, item.file, item.owner);
  if (found.kind === 'waits') return { waits: found.problem };
  if (found.kind === 'refused') return { refused: found.problem };
  const visit = findEncounter(tx, state, item.file, item);
  if (visit.kind === 'waits' && !last) return { waits: visit.problem };
  const encounter = visit.kind === 'found' && visit.encounter?.patientId === found.id ? visit.encounter.id : null;
  const { ordinal, table, kept } = item;
  const id = idOf(kept.type, found.id, item);
  putRow(tx, state, { ordinal, id, patientId: found.id, kept }, table, { ...item.row, id, patient_id: found.id, encounter_id: encounter });
  return 'taken';
}

/** A record of which it is known whose it is. */
interface Stored {
  readonly ordinal: number;
  readonly id: string;
  readonly patientId: string;
  readonly kept: Kept;
}

function putRow(tx: SinkTx, { tally, onTaken }: FhirImport, { ordinal, id, patientId, kept }: Stored, table: RowTable, row: object): void {
  const told = (put: Put): void => {
    tally.put(kept.type, put);
    onTaken?.(ordinal, { type: kept.type, id, put });
    if (put === 'stored') tx.keep(patientId, id, kept, untold);
  };
  if (table === 'document' && tx.isOwn('clinical_note', id)) told('unchanged');
  // The table's name and its row belong together, which the union cannot say.
  else tx.putRow(...([table, row, told] as unknown as PutRow));
}

const ownTablesOf = (type: string): readonly OwnTable[] => (Object.hasOwn(OWN_TABLES, type) ? OWN_TABLES[type as keyof typeof OWN_TABLES] : []);

function takeKept(tx: SinkTx, state: FhirImport, item: Item<'kept'>): Outcome {
  const { file, ordinal, owner, kept } = item;
  const found = findPatient(tx, state, file, owner);
  if (found.kind === 'waits') return { waits: found.problem };
  if (found.kind === 'refused') return { refused: found.problem };
  putKept(tx, state, { ordinal, id: idOf(kept.type, found.id, item), patientId: found.id, kept });
  return 'taken';
}

function putKept(tx: SinkTx, { tally, onTaken }: FhirImport, { ordinal, id, patientId, kept }: Stored): void {
  const told = (put: Put): void => {
    tally.keep(kept.type, put);
    onTaken?.(ordinal, { type: kept.type, id, put });
  };
  if (ownTablesOf(kept.type).some((table) => tx.isOwn(table, id))) told('unchanged');
  else tx.keep(patientId, id, kept, told);
}

function takeShared(tx: SinkTx, state: FhirImport, { id, ordinal, kept }: Item<'shared'>): Outcome {
  const told = (put: Put): void => {
    state.tally.keep(kept.type, put);
    state.onTaken?.(ordinal, { type: kept.type, id, put });
  };
  const own = kept.type === 'Practitioner' ? 'provider' : kept.type === 'Questionnaire' ? 'form_definition' : undefined;
  if (own !== undefined && tx.isOwn(own, id)) told('unchanged');
  else tx.putRow('kept_resource', keptRow(null, id, kept), told);
  return 'taken';
}

function takePiece(tx: SinkTx, state: FhirImport, { file, of, type, key, owner, position, content }: Item<'piece'>): Outcome {
  const found = findPatient(tx, state, file, owner);
  if (found.kind === 'waits') return { waits: found.problem };
  // What it is a part of says why.
  if (found.kind === 'refused') return 'taken';
  const id = recordId(type, found.id, key);
  const whole = of === 'document' ? id : keptId(id);
  tx.putRow('document_part', { id: derivedIdOf(whole, 'part', String(position)), document_id: whole, patient_id: found.id, position, content }, untold);
  return 'taken';
}
