import type { Problem } from '#domain/exchange/problem.ts';
import { derivedIdOf } from '../identity.ts';
import { settlePatient } from '../settle-patient.ts';
import type { ImportedValue, SinkTx } from '../sink.ts';
import { findEncounter, findPatient } from './find-target.ts';
import type { FoundPatient } from './find-target.ts';
import type { FhirImport, KnownEncounter } from './import-state.ts';
import type { PreparedItem, PreparedObservation } from './prepared.ts';
import { recordId } from './record-id.ts';

/** `waits`: it refers to something that has not been seen yet. */
type Outcome = 'taken' | { readonly waits: Problem } | { readonly refused: Problem };
type Item<Kind extends PreparedItem['kind']> = Extract<PreparedItem, { kind: Kind }>;

const SOURCE = 'import:fhir';

/** Stores one resource, or says why not. Returns whether it waits for another. */
export function takeItem(tx: SinkTx, state: FhirImport, item: PreparedItem): Outcome {
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
  if (!settled.ok) return refuse(settled.error);
  state.patients.learn(file, names, settled.value.id);
  state.tally.put('Patient', settled.value.put);
  return 'taken';
}

function takeEncounter(tx: SinkTx, state: FhirImport, { file, names, encounter }: Item<'encounter'>): Outcome {
  const refuse = (refused: Problem): Outcome => {
    state.encounters.refuse(file, names);
    return { refused };
  };
  if ('problem' in encounter) return refuse(encounter.problem);
  const owner = findPatient(tx, state, file, encounter.owner);
  if (owner.kind === 'waits') return { waits: owner.problem };
  if (owner.kind === 'refused') return refuse(owner.problem);
  const id = recordId('Encounter', owner.id, encounter.key);
  tx.putEncounter(id, owner.id, { ...encounter.read, source: SOURCE }, (put) => { state.tally.put('Encounter', put); });
  state.encounters.learn(file, names, { id, patientId: owner.id });
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
  tx.putObservations(setId, owner.id, found.encounter?.id ?? null, values, (put) => {
    state.tally.put('Observation', put);
    state.tally.put('Measurement', put, values.size);
  });
  return 'taken';
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
