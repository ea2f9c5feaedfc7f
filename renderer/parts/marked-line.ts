import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { focusOf, useAction } from './actions.ts';

export interface MarkedLine {
  /** Its place, −1 in an empty list. */
  readonly at: number;
  readonly key: string | undefined;
  readonly mark: (key: string) => void;
  /** For the element around the lines: the arrows also go on from a button in one of them. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * The line that the keys of a list are for, moved by the arrows: the first at the beginning. The mark stays with its line when others
 * come and go before it, and falls on the one that comes into its place. Of two lists on a page the one that is shown later has the arrows.
 */
export function useMarkedLine(keys: readonly string[]): MarkedLine {
  const { t } = useTranslation();
  const [last, setLast] = useState<{ readonly key: string | undefined; readonly at: number }>({ key: undefined, at: 0 });
  const kept = last.key === undefined ? -1 : keys.indexOf(last.key);
  const at = kept < 0 ? Math.min(last.at, keys.length - 1) : kept;
  const key = keys[at];
  if (key !== undefined && (key !== last.key || at !== last.at)) setLast({ key, at });
  const step = (by: number): void => {
    const to = Math.max(0, Math.min(keys.length - 1, at + by));
    setLast({ key: keys[to], at: to });
  };
  useAction({ id: 'row.next', title: t('everywhere.next-row'), keys: 'ArrowDown', run: () => step(1), when: keys.length > 1, silent: true });
  useAction({ id: 'row.previous', title: t('everywhere.previous-row'), keys: 'ArrowUp', run: () => step(-1), when: keys.length > 1, silent: true });
  return {
    at, key, mark: (line) => setLast({ key: line, at: Math.max(0, keys.indexOf(line)) }),
    onKeyDown: (event) => {
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (by === 0 || focusOf(event.target) !== 'control' || !(event.target instanceof HTMLElement)) return;
      event.preventDefault();
      // What Enter and the other keys mean is the marked line's from now on, not the button's.
      event.target.blur();
      step(by);
    },
  };
}
