import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { useMarkedLine } from '#renderer/parts/marked-line.ts';

/** Goes through a list by arrow keys; Enter opens the line. Returns its place, −1 in an empty list. */
export function useChosenLine(ids: readonly string[], open: (id: string) => void): number {
  const { t } = useTranslation();
  const { at, key } = useMarkedLine(ids);
  useAction({ id: 'mothers.open', title: t('mothers.open-chart'), keys: 'Enter', run: () => { if (key !== undefined) open(key); }, when: key !== undefined });
  return at;
}
