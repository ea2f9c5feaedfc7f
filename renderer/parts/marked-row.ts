import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from './actions.ts';

interface RowLook {
  readonly ref: (element: HTMLElement | null) => void;
  readonly 'data-chosen': true | undefined;
  readonly 'aria-current': true | undefined;
  readonly onPointerDown: () => void;
}

/** The first row is marked until somebody moves; when the marked one goes, the one that comes into its place. */
interface Place { readonly key: string | undefined; readonly index: number }

/**
 * Arrow up and down go through the rows of a list, and what the list's keys do they do to the marked one. Of two lists on
 * a page the one that is shown later has the arrows.
 */
export function useMarkedRow<T>(rows: readonly T[], keyOf: (row: T) => string) {
  const { t } = useTranslation();
  const [place, setPlace] = useState<Place>({ key: undefined, index: 0 });
  const found = rows.findIndex((row) => keyOf(row) === place.key);
  const at = found < 0 ? Math.min(place.index, rows.length - 1) : found;
  const marked = rows[at];
  const shown = useRef<HTMLElement>(null);
  // Only what somebody moved to comes into sight: a list that is read must not jump when something arrives.
  useEffect(() => { if (place.key !== undefined) shown.current?.scrollIntoView({ block: 'nearest' }); }, [place]);
  const put = (index: number): void => {
    const row = rows[index];
    if (row !== undefined) setPlace({ key: keyOf(row), index });
  };
  useAction({ id: 'row.next', title: t('everywhere.next-row'), keys: 'ArrowDown', run: () => put(Math.min(rows.length - 1, at + 1)), when: rows.length > 1, silent: true });
  useAction({ id: 'row.previous', title: t('everywhere.previous-row'), keys: 'ArrowUp', run: () => put(Math.max(0, at - 1)), when: rows.length > 1, silent: true });
  const lookOf = (row: T): RowLook => {
    const isMarked = row === marked;
    return {
      ref: (element) => { if (isMarked && element) shown.current = element; },
      'data-chosen': isMarked || undefined, 'aria-current': isMarked || undefined,
      onPointerDown: () => put(rows.indexOf(row)),
    };
  };
  return { marked, lookOf };
}
