import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './cashier.module.css';

interface Props {
  readonly label: string;
  /** What the button says. */
  readonly verb: string;
  readonly onSubmit: (reference: string) => Promise<void>;
}

/** Something is written down under the words by which the bank or the insurer knows it. */
export function ReferenceForm({ label, verb, onSubmit }: Props) {
  const [reference, setReference] = useState('');
  const { run, busy, problem } = useCommand(() => onSubmit(reference));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reference.trim() !== '') void run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput data-autofocus label={label} value={reference} maxLength={200} dir="auto" onChange={(event) => setReference(event.currentTarget.value)} />
      <ProblemNote problem={problem} />
      <Button type="submit" loading={busy} disabled={reference.trim() === ''}>{verb}</Button>
    </form>
  );
}
