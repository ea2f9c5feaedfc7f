import { useState } from 'react';
import type { FilledForm } from '#domain/contract/forms-shapes.ts';
import type { TypedAnswers } from '#domain/forms/answers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useDraft } from '#renderer/session/draft.ts';

/** A form somebody is filling in: the version they began with, and what they typed so far. */
export interface Filling {
  readonly definitionId: string;
  /** The answers it corrects. */
  readonly replacesId: string | null;
  readonly typed: TypedAnswers;
}

export interface UseFilling {
  readonly filling: Filling | null;
  readonly restoredAt: string | null;
  readonly begin: (definitionId: string) => void;
  readonly correct: (filled: FilledForm) => void;
  readonly set: (filling: Filling) => void;
  readonly leave: () => void;
}

/** One form is filled in for a patient at a time, in the visit or beside it; what is typed is kept with the program while it is. */
export function useFilling(patientId: string): UseFilling {
  const [filling, set] = useState<Filling | null>(null);
  const { restoredAt, drop } = useDraft(`forms:${patientId}`, filling === null ? null : JSON.stringify(filling), (content) => set(JSON.parse(content) as Filling));
  return {
    filling, restoredAt, set,
    begin: (definitionId) => set({ definitionId, replacesId: null, typed: {} }),
    correct: ({ id, definitionId, typed }) => set({ definitionId, replacesId: id, typed }),
    leave: () => {
      drop();
      set(null);
    },
  };
}

/** The clinic's forms by their newest version. */
export const useForms = () => useLive('forms.list', () => client.forms.list({}), ['clinic']);
