import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';

/** Goes through a list by arrow keys; Enter opens the line. Returns its place, −1 in an empty list. */
export function useChosenLine(ids: readonly string[], open: (id: string) => void): number {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, ids.length - 1);
  const step = (by: number) => () => setAt(Math.max(0, Math.min(ids.length - 1, chosen + by)));
  useAction({ id: 'mothers.next', title: t('mothers.next-line'), keys: 'ArrowDown', run: step(1), when: ids.length > 1 });
  useAction({ id: 'mothers.previous', title: t('mothers.previous-line'), keys: 'ArrowUp', run: step(-1), when: ids.length > 1 });
  useAction({ id: 'mothers.open', title: t('mothers.open-chart'), keys: 'Enter', run: () => { const id = ids[chosen]; if (id !== undefined) open(id); }, when: ids.length > 0 });
  return chosen;
}
