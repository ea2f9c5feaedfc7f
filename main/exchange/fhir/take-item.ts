import type { Problem } from '#domain/exchange/problem.ts';
import { derivedIdOf } from '../identity.ts';
import { settlePatient } from '../settle-patient.ts';
import type { ImportedValue, SinkTx } from '../sink.ts';
import { findEncounter, findPatient } from './find-target.ts';
import type { FoundPatient } from './find-target.ts';
import type { FhirImport, KnownEncounter } from './import-state.ts';
import type { PackedSet, PreparedObservation, PreparedReadings, PreparedResource } from './prepared.ts';
import { recordId } from './record-id.ts';

/** `waits`: it refers to something that has not been seen yet. */
type Outcome = 'taken' | { readonly waits: Problem } | { readonly refused: Problem };
type Observed = readonly [setId: string, patientId: string, encounterId: string | null, values: ReadonlyMap<string, ImportedValue>];
type Item<Kind extends PreparedResource['kind']> = Extract<PreparedResource, { kind: Kind }>;

const SOURCE = 'import:fhir';

/** Stores one resource, or says why not. Returns whether it waits for another. */
export function takeItem(tx: SinkTx, state: FhirImport, item: PreparedResource): Outcome {
  switch (item.kind) {
    case 'refused': return { refused: item.problem };
    case 'patient': return takePatient(tx, state, item);
    case 'encounter': return takeEncounter(tx, state, item);
    case 'observation': return takeObservation(tx, state, item, item.file);
    case 'allergy': return takeAllergy(tx, state, item);
  }
}

function takePatient(tx: SinkTx, state: FhirImport, { file, names, patient }: Item<'patient'>): Outcome {
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
  return 'taken';
}

function takeEncounter(tx: SinkTx, state: FhirImport, { file, names, encounter }: Item<'encounter'>): Outcome {
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
  const id = guess?.patientId === owner.id ? guess.id : recordId('Encounter', owner.id, encounter.key);
  tx.putEncounter(id, owner.id, { ...encounter.read, source: SOURCE }, (put) => { state.tally.put('Encounter', put); });
  const isClear = state.encounters.learn(file, names, { id, patientId: owner.id });
  if (guess) state.guesses.settle(file, guess.id, isClear && guess.id === id);
  return 'taken';
}

function takeObservation(tx: SinkTx, state: FhirImport, observation: PreparedObservation, file: number): Outcome {
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
  putObservation(tx, state, [setId, owner.id, found.encounter?.id ?? null, values]);
  return 'taken';
}

function putObservation(tx: SinkTx, { tally }: FhirImport, [setId, patientId, encounterId, values]: Observed): void {
  tx.putObservations(setId, patientId, encounterId, values, (put) => {
    tally.put('Observation', put);
    tally.put('Measurement', put, values.size);
  });
}

/** Stores observations as they were guessed; false, and nothing done, when the guess has not come true. */
export function takeReadings(tx: SinkTx, state: FhirImport, { file, patientId, encounterId, sets }: PreparedReadings): boolean {
  const isRight = state.guesses.holds(file, patientId) && (encounterId === null || state.guesses.holds(file, encounterId));
  if (isRight) for (const set of sets) putObservation(tx, state, [set[1], patientId, encounterId, valuesOf(set)]);
  return isRight;
}

function valuesOf([, , takenAt, ...values]: PackedSet): Map<string, ImportedValue> {
  return new Map(values.map(([id, code, loinc, value, text, unit]): [string, ImportedValue] => [id, { code, loinc, value, text, unit, takenAt, source: SOURCE }]));
}

/** Who it was measured on: its subject, or where it names none, the patient of its visit. */
function ownerOf(tx: SinkTx, state: FhirImport, file: number, { owner }: PreparedObservation, visit: KnownEncounter | undefined): FoundPatient {
  return visit && owner.target.kind === 'none' ? { kind: 'found', id: visit.patientId } : findPatient(tx, state, file, owner);
}

function takeAllergy(tx: SinkTx, state: FhirImport, { file, key, owner, allergy }: Item<'allergy'>): Outcome {
  const found = findPatient(tx, state, file, owner);
  if (found.kind === 'waits') return { waits: found.problem };
  if (found.kind === 'refused') return { refused: found.problem };
  state.tally.put('AllergyIntolerance', tx.putAllergy(recordId('AllergyIntolerance', found.id, key), found.id, allergy));
  return 'taken';
}
