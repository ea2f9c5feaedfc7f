import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#renderer/api/problem.ts';
import { ChoiceList } from '#renderer/parts/choice-list.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './lab.module.css';

const REASONS = ['control', 'repeated', 'spoilt', 'trial'] as const;

interface Props {
  readonly opened: boolean;
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onDismiss: (reason: string) => void;
}

/** Asks why results are not wanted: a digit for the usual reasons, or a few words. */
export function DismissDialog({ opened, problem, busy, onClose, onDismiss }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onDismiss(reason);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('lab.dismiss-title')}>
      <ChoiceList choices={REASONS.map((key) => ({ value: key, label: t(`lab.dismiss-reasons.${key}`) }))} onChoose={(key) => onDismiss(t(`lab.dismiss-reasons.${key}`))} />
      <form onSubmit={submit} className={classes.ask}>
        <TextInput label={t('lab.other-reason')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
        <Button type="submit" loading={busy} disabled={reason.trim() === ''}>{t('lab.dismiss')}</Button>
      </form>
      <ProblemNote problem={problem} />
    </Dialog>
  );
}
