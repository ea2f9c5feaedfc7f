import type { Problem, ProblemReason } from '#domain/exchange/problem.ts';
import { ownOrDerivedId } from '../identity.ts';
import { settlePatient } from '../settle-patient.ts';
import type { SinkTx } from '../sink.ts';
import type { FhirImport, KnownEncounter } from './import-state.ts';
import { isUniversal } from './known-names.ts';
import type { Owner, PreparedObservation, PreparedPatient, PreparedTarget } from './prepared.ts';
import { recordId, recordKey } from './record-id.ts';

type Waits = { readonly kind: 'waits'; readonly problem: Problem };
type Refused = { readonly kind: 'refused'; readonly problem: Problem };
type Missed = Waits | Refused;
export type FoundPatient = { readonly kind: 'found'; readonly id: string } | Missed;
export type FoundEncounter = { readonly kind: 'found'; readonly encounter: KnownEncounter | undefined } | Missed;
type Named = Extract<PreparedTarget, { kind: 'named' }>;

const refused = (reason: ProblemReason, detail: string): Refused => ({ kind: 'refused', problem: { reason, detail } });
const waits = (reason: ProblemReason, detail: string): Waits => ({ kind: 'waits', problem: { reason, detail } });

/** The stored patient a record belongs to. */
export function findPatient(tx: SinkTx, state: FhirImport, file: number, { field, target }: Owner): FoundPatient {
  switch (target.kind) {
    case 'none': return refused('patient-missing', field);
    case 'unreadable': return refused('reference-unreadable', `${field}.reference`);
    case 'contained': return containedPatient(tx, state, target.patient, field);
    case 'identifier': {
      const holders = new Set(tx.patientsWith([target]).map((person) => person.id));
      const [id] = holders;
      if (holders.size > 1) return refused('patient-ambiguous', field);
      return id === undefined ? waits('patient-not-found', field) : { kind: 'found', id };
    }
    case 'named': return namedPatient(tx, state, file, target, field);
  }
}

function namedPatient(tx: SinkTx, state: FhirImport, file: number, { type, names }: Named, field: string): FoundPatient {
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

function containedPatient(tx: SinkTx, state: FhirImport, patient: PreparedPatient | undefined, field: string): FoundPatient {
  if (!patient) return refused('subject-not-a-patient', field);
  if ('problem' in patient) return refused(patient.problem.reason, `contained.${patient.problem.detail}`);
  const settled = settlePatient(tx, state.ownPatients, () => patient.id, patient.read);
  if (!settled.ok) return refused(settled.error.reason, `contained.${settled.error.detail}`);
  if (settled.value.put === 'stored') state.tally.put('Patient', 'stored');
  return { kind: 'found', id: settled.value.id };
}

/** The stored encounter an Observation belongs to; undefined when it names none. */
export function findEncounter(tx: SinkTx, state: FhirImport, file: number, { encounter, owner }: Pick<PreparedObservation, 'encounter' | 'owner'>): FoundEncounter {
  if (encounter.kind === 'none') return { kind: 'found', encounter: undefined };
  if (encounter.kind !== 'named' || (encounter.type !== '' && encounter.type !== 'Encounter')) return refused('reference-unreadable', 'encounter.reference');
  const known = state.encounters.look(file, encounter.names);
  switch (known.kind) {
    case 'found': return { kind: 'found', encounter: known.value };
    case 'ambiguous': return refused('encounter-not-found', 'encounter');
    case 'refused': return refused('encounter-refused', 'encounter');
    case 'unknown': return storedEncounter(tx, state, file, encounter, owner) ?? waits('encounter-not-found', 'encounter');
  }
}

/** One that an earlier import brought in: its id follows from its name and the patient. */
function storedEncounter(tx: SinkTx, state: FhirImport, file: number, { names }: Named, owner: Owner): FoundEncounter | undefined {
  const patient = owner.target.kind === 'named' ? findPatient(tx, state, file, owner) : undefined;
  for (const name of names.filter(isUniversal)) {
    const key = recordKey(name, undefined);
    if (patient?.kind !== 'found' && !('own' in key)) continue;
    const id = recordId('Encounter', patient?.kind === 'found' ? patient.id : '', key);
    const patientId = tx.patientOfEncounter(id);
    if (patientId !== undefined) return { kind: 'found', encounter: { id, patientId } };
  }
  return undefined;
}
