import { readPatient } from '#domain/exchange/fhir/patient.ts';
import { readReference } from '#domain/exchange/fhir/reference.ts';
import type { Target } from '#domain/exchange/fhir/reference.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import type { Problem, ProblemReason } from '#domain/exchange/problem.ts';
import { ownOrDerivedId } from '../identity.ts';
import { settlePatient } from '../settle-patient.ts';
import type { SinkTx } from '../sink.ts';
import { isUniversal } from './known-names.ts';
import { patientId } from './record-id.ts';
import type { FhirImport, KnownEncounter, Placed } from './import-state.ts';

type Waits = { readonly kind: 'waits'; readonly problem: Problem };
type Refused = { readonly kind: 'refused'; readonly problem: Problem };
type Missed = Waits | Refused;
export type FoundPatient = { readonly kind: 'found'; readonly id: string } | Missed;
export type FoundEncounter = { readonly kind: 'found'; readonly encounter: KnownEncounter | undefined } | Missed;

const refused = (reason: ProblemReason, detail: string): Refused => ({ kind: 'refused', problem: { reason, detail } });
const waits = (reason: ProblemReason, detail: string): Waits => ({ kind: 'waits', problem: { reason, detail } });

/** The stored patient a resource belongs to, by the first of `fields` that is present. */
export function findPatient(tx: SinkTx, state: FhirImport, placed: Placed, fields: readonly string[]): FoundPatient {
  const field = fields.find((name) => placed.resource[name] !== undefined) ?? fields[0] ?? '';
  const target = readReference(placed.resource, field, placed.base);
  if (!target) return refused('patient-missing', field);
  switch (target.kind) {
    case 'unreadable': return refused('reference-unreadable', `${field}.reference`);
    case 'contained': return containedPatient(tx, state, target.resource, field);
    case 'identifier': {
      const holders = new Set(tx.patientsWith([target]).map((person) => person.id));
      const [id] = holders;
      if (holders.size > 1) return refused('patient-ambiguous', field);
      return id === undefined ? waits('patient-not-found', field) : { kind: 'found', id };
    }
    case 'named': return namedPatient(tx, state, placed.file, target, field);
  }
}

function namedPatient(tx: SinkTx, state: FhirImport, file: number, { type, names }: Extract<Target, { kind: 'named' }>, field: string): FoundPatient {
  if (type !== '' && type !== 'Patient') return refused('subject-not-a-patient', `${field}.reference`);
  const known = state.patients.look(file, names);
  switch (known.kind) {
    case 'found': return { kind: 'found', id: known.value };
    case 'ambiguous': return refused('patient-ambiguous', field);
    case 'refused': return refused('patient-refused', field);
    case 'unknown': {
      // Brought in by an earlier import, perhaps.
      const id = names.filter(isUniversal).map((name) => ownOrDerivedId('Patient', name)).find((one) => tx.hasPatient(one));
      return id === undefined ? waits('patient-not-found', field) : { kind: 'found', id };
    }
  }
}

/** A patient who travels inside another resource has no name of their own: told by identifiers, else by content. */
function containedPatient(tx: SinkTx, state: FhirImport, resource: JsonObject, field: string): FoundPatient {
  if (resource['resourceType'] !== 'Patient') return refused('subject-not-a-patient', field);
  const read = readPatient(resource, state.today);
  const settled = read.ok ? settlePatient(tx, state.ownPatients, () => patientId(undefined, read.value), read.value) : read;
  if (!settled.ok) return refused(settled.error.reason, `contained.${settled.error.detail}`);
  if (settled.value.put === 'stored') state.tally.put('Patient', 'stored');
  return { kind: 'found', id: settled.value.id };
}

/** The stored encounter an Observation belongs to; undefined when it names none. */
export function findEncounter(tx: SinkTx, state: FhirImport, placed: Placed): FoundEncounter {
  const target = readReference(placed.resource, 'encounter', placed.base);
  if (!target) return { kind: 'found', encounter: undefined };
  if (target.kind !== 'named' || (target.type !== '' && target.type !== 'Encounter')) return refused('reference-unreadable', 'encounter.reference');
  const known = state.encounters.look(placed.file, target.names);
  switch (known.kind) {
    case 'found': return { kind: 'found', encounter: known.value };
    case 'ambiguous': return refused('encounter-not-found', 'encounter');
    case 'refused': return refused('encounter-refused', 'encounter');
    case 'unknown': return storedEncounter(tx, target.names) ?? waits('encounter-not-found', 'encounter');
  }
}

function storedEncounter(tx: SinkTx, names: readonly string[]): FoundEncounter | undefined {
  for (const name of names.filter(isUniversal)) {
    const id = ownOrDerivedId('Encounter', name);
    const owner = tx.patientOfEncounter(id);
    if (owner !== undefined) return { kind: 'found', encounter: { id, patientId: owner } };
  }
  return undefined;
}
