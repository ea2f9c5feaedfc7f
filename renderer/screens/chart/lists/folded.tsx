import { useState, type ReactNode } from 'react';
import record from '#renderer/screens/record/record.module.css';
import classes from './lists.module.css';

interface Props<T> {
  readonly label: string;
  readonly lines: readonly T[];
  readonly line: (one: T) => ReactNode;
}

/** What is over: one line until it is opened, so that what is in use stands first. */
export function Folded<T>({ label, lines, line }: Props<T>) {
  const [open, setOpen] = useState(false);
  if (lines.length === 0) return null;
  return (
    <details className={classes.folded} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open ? <ul className={record.lines}>{lines.map(line)}</ul> : null}
    </details>
  );
}
