import { useState } from 'react';
import type { Patient } from '#domain/contract/patients.ts';
import type { DateOrder } from '#domain/patients/age.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useDraft } from '#renderer/session/draft.ts';
import { changedFields, draftOf, rebase, valuesOf, type Field, type PatientValues } from '../form-values.ts';

/** What is kept of a form that was not saved: what was typed, and the record it was typed onto. */
interface KeptForm { readonly values: PatientValues; readonly base: PatientValues; readonly version: string }

interface State extends KeptForm {
  /** Somebody else changed the record: what came from there, and where both sides differ. */
  readonly meanwhile: { readonly taken: readonly Field[]; readonly clashes: readonly Field[] } | undefined;
}

export interface PatientForm {
  readonly values: PatientValues;
  /** The record as stored, as the form knows it. */
  readonly base: PatientValues;
  readonly changed: boolean;
  readonly meanwhile: State['meanwhile'];
  /** When that was typed which came back after the program ended; null when nothing did. */
  readonly restoredAt: string | null;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly set: <F extends Field>(field: F, value: PatientValues[F]) => void;
  readonly takeStored: (field: Field) => void;
  readonly forget: () => void;
  readonly save: () => Promise<'saved' | 'meanwhile' | undefined>;
}

/** The form's state over a stored patient; what was typed before a crash comes back by itself. */
export function usePatientForm(patient: Patient, order: DateOrder): PatientForm {
  const [state, setState] = useState<State>(() => fresh(patient, order));
  const { values, base, version, meanwhile } = state;
  const changed = changedFields(base, values).length > 0;
  const draft = useDraft(
    `patient:${patient.id}`, changed ? JSON.stringify({ values, base, version } satisfies KeptForm) : null,
    (content) => setState(restored(content, patient, order)),
  );
  const command = useCommand(async (): Promise<'saved' | 'meanwhile'> => {
    try {
      const change = draftOf(base, values);
      if (Object.keys(change).length > 0) await client.patients.update({ patientId: patient.id, version, ...change });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== 'CONFLICT' || problem.reason !== 'changed-meanwhile') throw error;
      const stored = await client.patients.get({ patientId: patient.id });
      setState((now) => onto(now, stored, order));
      return 'meanwhile';
    }
    draft.drop();
    return 'saved';
  });
  return {
    values, base, changed, meanwhile, restoredAt: draft.restoredAt, busy: command.busy, problem: command.problem, save: command.run,
    set: (field, value) => setState((now) => ({ ...now, values: { ...now.values, [field]: value } })),
    takeStored: (field) => setState((now) => ({
      ...now, values: { ...now.values, [field]: now.base[field] },
      meanwhile: now.meanwhile && { ...now.meanwhile, clashes: now.meanwhile.clashes.filter((other) => other !== field) },
    })),
    forget: () => {
      draft.drop();
      setState({ values: base, base, version, meanwhile: undefined });
    },
  };
}

function fresh(patient: Patient, order: DateOrder): State {
  const stored = valuesOf(patient, order);
  return { values: stored, base: stored, version: patient.version, meanwhile: undefined };
}

function restored(content: string, patient: Patient, order: DateOrder): State {
  const kept = JSON.parse(content) as KeptForm;
  const before: State = { ...kept, meanwhile: undefined };
  return kept.version === patient.version ? before : onto(before, patient, order);
}

function onto(state: State, stored: Patient, order: DateOrder): State {
  const base = valuesOf(stored, order);
  const { values, taken, clashes } = rebase(state.base, state.values, base);
  return { values, base, version: stored.version, meanwhile: { taken, clashes } };
}
