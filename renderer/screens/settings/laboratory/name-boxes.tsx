import { Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';

interface Named { readonly code: string; readonly name: string; readonly active: boolean }

interface Props {
  readonly draft: Named;
  readonly set: (change: Partial<Named>) => void;
  /** What was wrong when it was sent. */
  readonly problem: Problem | undefined;
  /** Boxes that show what is wrong with them themselves. */
  readonly fields: readonly string[];
  /** A code is given once; what is known keeps it. */
  readonly isNew: boolean;
  readonly children: ReactNode;
}

/** What tests and groups of tests have alike: name, code and whether they are in use; between them what is their own. */
export function NameBoxes({ draft, set, problem, fields, isNew, children }: Props) {
  const { t } = useTranslation();
  const errorOf = useFieldError(problem);
  return (
    <>
      <ProblemNote problem={elsewhere(problem, fields)} />
      <TextInput label={t('laboratory.settings.name')} value={draft.name} maxLength={200} dir="auto" error={errorOf('names')} onChange={(event) => set({ name: event.currentTarget.value })} />
      {isNew ? <TextInput label={t('laboratory.settings.code')} description={t('laboratory.settings.code-about')} value={draft.code} maxLength={60} error={errorOf('code')} onChange={(event) => set({ code: event.currentTarget.value.toLowerCase() })} /> : null}
      {children}
      <Switch label={t('laboratory.settings.in-use')} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
    </>
  );
}
