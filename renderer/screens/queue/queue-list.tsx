import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { useAction } from '#renderer/parts/actions.ts';
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
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const go = (by: number): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const focused = rows.findIndex((row) => row === document.activeElement);
    const at = focused < 0 ? entries.findIndex(({ id }) => id === selectedId) : focused;
    rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    go(step);
    event.preventDefault();
  };
  const there = entries.some(({ id }) => id === selectedId);
  useEffect(() => {
    if (there) list.current?.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest' });
  }, [selectedId, there]);
  // From anywhere on a screen whose keys are for the marked row.
  const usable = onSelect !== undefined && entries.length > 0;
  useAction({ id: 'row.next', title: t('everywhere.next-row'), keys: 'ArrowDown', run: () => go(1), when: usable, silent: true });
  useAction({ id: 'row.previous', title: t('everywhere.previous-row'), keys: 'ArrowUp', run: () => go(-1), when: usable, silent: true });
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
