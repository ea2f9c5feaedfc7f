import { useEffect, useRef } from 'react';
import { useMarkedLine } from './marked-line.ts';

interface RowLook {
  readonly ref: (element: HTMLElement | null) => void;
  readonly 'data-chosen': true | undefined;
  readonly 'aria-current': true | undefined;
  readonly onPointerDown: () => void;
}

/** Marks one of a list's rows, as `useMarkedLine` does, and says how each row looks and comes into sight. */
export function useMarkedRow<T>(rows: readonly T[], keyOf: (row: T) => string) {
  const { at, key, mark } = useMarkedLine(rows.map(keyOf));
  const marked = rows[at];
  const shown = useRef<HTMLElement>(null);
  const before = useRef<string>(undefined);
  // Only what the mark moved to comes into sight: a list that has just come must not jump.
  useEffect(() => {
    if (before.current !== undefined && key !== undefined) shown.current?.scrollIntoView({ block: 'nearest' });
    before.current = key;
  }, [key]);
  const lookOf = (row: T): RowLook => {
    const isMarked = row === marked;
    return {
      ref: (element) => { if (isMarked && element) shown.current = element; },
      'data-chosen': isMarked || undefined, 'aria-current': isMarked || undefined,
      onPointerDown: () => mark(keyOf(row)),
    };
  };
  return { marked, lookOf };
}
