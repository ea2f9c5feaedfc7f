import { useRef, type KeyboardEvent } from 'react';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { QueueRow } from './queue-row.tsx';
import classes from './queue-list.module.css';

interface Props {
  readonly entries: readonly QueueEntry[];
  readonly label: string;
  /** Shows the label above the rows. */
  readonly heading?: boolean;
  readonly onOpen: (entry: QueueEntry) => void;
  /** The row whose keys work, on screens that have some. */
  readonly selectedId?: string | undefined;
  readonly onSelect?: (entry: QueueEntry) => void;
}

/** Rows of today's list; the arrow keys go from one to the next, Enter opens the patient. */
export function QueueList({ entries, label, heading = false, onOpen, selectedId, onSelect }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
    event.preventDefault();
  };
  if (entries.length === 0) return null;
  return (
    <>
      {heading ? <h3 className={classes.heading}>{label}</h3> : null}
      <ul ref={list} className={classes.list} aria-label={label} onKeyDown={onKeyDown}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <QueueRow entry={entry} selected={entry.id === selectedId} onOpen={onOpen} {...(onSelect ? { onSelect } : {})} />
          </li>
        ))}
      </ul>
    </>
  );
}
