import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Problem } from '#renderer/api/problem.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './work.module.css';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  /** What the one box asks for. */
  readonly label: string;
  /** The button that does it. */
  readonly confirm: string;
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
  /** Stands above the box. */
  readonly children?: ReactNode;
}

/** A step that is written down with a few words: why, or who was told. */
export function ReasonDialog({ opened, title, label, confirm, problem, busy, onClose, onReason, children }: Props) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onReason(reason);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form onSubmit={submit} className={classes.ask}>
        {children}
        <TextInput {...(children === undefined ? { 'data-autofocus': true } : {})} label={label} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemNote problem={problem} />
        <Button type="submit" loading={busy} disabled={reason.trim() === ''}>{confirm}</Button>
      </form>
    </Dialog>
  );
}
