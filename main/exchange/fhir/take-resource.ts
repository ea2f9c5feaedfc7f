import { allergyState, readAllergy } from '#domain/exchange/fhir/allergy.ts';
import { readEncounter } from '#domain/exchange/fhir/encounter.ts';
import { textAt } from '#domain/exchange/fhir/json.ts';
import { isGrouping, observationKind, readObservation } from '#domain/exchange/fhir/observation.ts';
import { readPatient } from '#domain/exchange/fhir/patient.ts';
import { baseOf, nameOfFullUrl, readReference, resourceName } from '#domain/exchange/fhir/reference.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import { derivedId, isUuid } from '../identity.ts';
import { settlePatient } from '../settle-patient.ts';
import type { ImportedValue, Put, SinkTx } from '../sink.ts';
import type { FhirImport, Placed } from './import-state.ts';
import type { FhirItem } from './read-file.ts';
import { findEncounter, findPatient } from './find-target.ts';
import { patientId, recordId } from './record-id.ts';

/** `waits`: it refers to something that has not been seen yet. */
type Outcome = 'taken' | { readonly waits: Problem } | { readonly refused: Problem };

const SOURCE = 'import:fhir';

/** Stores one resource, or says why not. Returns whether it waits for another. */
export function takeItem(tx: SinkTx, state: FhirImport, item: Extract<FhirItem, { kind: 'resource' }>, file: number): Outcome {
  const placed = place(item, file);
  switch (item.resource['resourceType']) {
    case 'Patient': return takePatient(tx, state, placed);
    case 'Encounter': return takeEncounter(tx, state, placed);
    case 'Observation': return takeObservation(tx, state, placed);
    default: return takeAllergy(tx, state, placed);
  }
}

function place({ resource, fullUrl }: Extract<FhirItem, { kind: 'resource' }>, file: number): Placed {
  const id = textAt(resource, 'id', 128);
  const full = fullUrl === undefined ? undefined : nameOfFullUrl(fullUrl);
  const local = id === undefined ? undefined : resourceName(String(resource['resourceType']), id);
  const names = [full, local].filter((name) => name !== undefined);
  return { file, resource, names: [...new Set(names)], base: baseOf(fullUrl) };
}

function takePatient(tx: SinkTx, state: FhirImport, placed: Placed): Outcome {
  const read = readPatient(placed.resource, state.today);
  const settled = read.ok ? settlePatient(tx, state.ownPatients, () => patientId(placed.names[0], read.value), read.value) : read;
  if (!settled.ok) {
    state.patients.refuse(placed.file, placed.names);
    return { refused: settled.error };
  }
  state.patients.learn(placed.file, placed.names, settled.value.id);
  state.tally.put('Patient', settled.value.put);
  return 'taken';
}

function takeEncounter(tx: SinkTx, state: FhirImport, placed: Placed): Outcome {
  const read = readEncounter(placed.resource);
  const refuse = (because: Problem): Outcome => {
    state.encounters.refuse(placed.file, placed.names);
    return { refused: because };
  };
  if (!read.ok) return refuse(read.error);
  const owner = findPatient(tx, state, placed, ['subject', 'patient']);
  if (owner.kind === 'waits') return { waits: owner.problem };
  if (owner.kind === 'refused') return refuse(owner.problem);
  const id = recordId('Encounter', owner.id, placed, read.value);
  state.tally.put('Encounter', tx.putEncounter(id, owner.id, { ...read.value, source: SOURCE }));
  state.encounters.learn(placed.file, placed.names, { id, patientId: owner.id });
  return 'taken';
}

function takeObservation(tx: SinkTx, state: FhirImport, placed: Placed): Outcome {
  const kind = observationKind(placed.resource);
  if (kind !== 'vital-signs' || isGrouping(placed.resource)) {
    state.tally.skip(kind === 'vital-signs' ? 'Observation/panel' : `Observation/${kind}`);
    return 'taken';
  }
  const read = readObservation(placed.resource);
  if (!read.ok) return { refused: read.error };
  const encounter = findEncounter(tx, state, placed);
  if (encounter.kind === 'waits') return { waits: encounter.problem };
  if (encounter.kind === 'refused') return { refused: encounter.problem };
  const visit = encounter.encounter;
  const owner = visit && readReference(placed.resource, 'subject', placed.base) === undefined
    ? { kind: 'found' as const, id: visit.patientId } : findPatient(tx, state, placed, ['subject']);
  if (owner.kind === 'waits') return { waits: owner.problem };
  if (owner.kind === 'refused') return { refused: owner.problem };
  const setId = recordId('Observation', owner.id, placed, read.value);
  const values = new Map(read.value.values.map(({ part, partId, ...value }): [string, ImportedValue] => [
    part === '' ? setId : partId !== undefined && isUuid(partId) ? partId : derivedId(setId, part), { ...value, takenAt: read.value.takenAt, source: SOURCE },
  ]));
  const put: Put = tx.putObservations(setId, owner.id, visit?.id ?? null, values);
  state.tally.put('Observation', put);
  state.tally.put('Measurement', put, values.size);
  return 'taken';
}

function takeAllergy(tx: SinkTx, state: FhirImport, placed: Placed): Outcome {
  const standing = allergyState(placed.resource);
  if (standing !== 'active') {
    state.tally.skip(`AllergyIntolerance/${standing}`);
    return 'taken';
  }
  const read = readAllergy(placed.resource);
  if (!read.ok) return { refused: read.error };
  const owner = findPatient(tx, state, placed, ['patient', 'subject']);
  if (owner.kind === 'waits') return { waits: owner.problem };
  if (owner.kind === 'refused') return { refused: owner.problem };
  state.tally.put('AllergyIntolerance', tx.putAllergy(recordId('AllergyIntolerance', owner.id, placed, read.value), owner.id, read.value));
  return 'taken';
}
