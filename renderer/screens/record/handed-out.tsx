import { useTranslation } from 'react-i18next';
import type { Dispensing } from '#domain/contract/stock-shapes.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useStockWords } from '../pharmacy/use-stock.ts';
import { useWhen } from './lines.tsx';
import classes from './record.module.css';

/** What the pharmacy handed out for a prescription and the patient kept, newest first. */
export function HandedOut({ dispensings }: { readonly dispensings: readonly Dispensing[] }) {
  const { t } = useTranslation();
  const words = useStockWords();
  const when = useWhen();
  return dispensings.map(({ id, itemName, net, unit, packs, at, by, substituted }) => {
    const about = { what: isolated(itemName), when: when(at, by) };
    return (
      <div key={id} className={classes.more}>
        {net > 0 ? t('record.handed-out', { ...about, quantity: words.quantity(net, { unit, packs }) }) : t('record.handed-back', about)}
        {substituted === null ? null : <> · <bdi>{substituted}</bdi></>}
      </div>
    );
  });
}
