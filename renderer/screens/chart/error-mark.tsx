import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './measure.module.css';

const REASONS = ['wrong-patient', 'typing-slip', 'bad-measurement'] as const;

/** Asks why, then marks the value; it stays in the record, struck through. */
export function ErrorMark({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const mark = useCommand(async (why: string) => {
    for (const observationId of ids) await client.vitals.markInError({ observationId, reason: why });
    onDone();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') void mark.run(reason);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  return (
    <form onSubmit={submit} onKeyDown={onKey} className={classes.mark}>
      <TextInput
        label={t('chart.error-reason')} value={reason} maxLength={400} autoFocus dir="auto" onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.reasons}>
        {REASONS.map((key) => (
          <Button key={key} variant="default" size="compact-sm" onClick={() => void mark.run(t(`chart.error-reasons.${key}`))}>{t(`chart.error-reasons.${key}`)}</Button>
        ))}
      </div>
      <ProblemNote problem={mark.problem} />
      <div className={classes.reasons}>
        <Button type="submit" color="red" loading={mark.busy} disabled={reason.trim() === ''}>{t('chart.mark-error')}</Button>
        <Button variant="subtle" onClick={onDone}>{t('chart.leave-it')}</Button>
      </div>
    </form>
  );
}
