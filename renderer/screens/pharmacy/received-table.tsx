import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockItem, StockMovement } from '#domain/contract/stock-shapes.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useMarkedRow } from '#renderer/parts/marked-row.ts';
import { useNow } from '#renderer/parts/now.ts';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './pharmacy.module.css';
import { ReverseDialog } from './reverse-dialog.tsx';
import { useBatchLabel } from './use-batch-label.ts';
import { itemName, useStockWords } from './use-stock.ts';

type Received = StockMovement & { readonly item: StockItem; readonly cost: number | null; readonly costUnits: number };

/** What came in lately; a slip is taken back on its line. */
export function ReceivedTable({ rows, currency }: { readonly rows: readonly Received[]; readonly currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useStockWords();
  const mayReverse = useCan()('stock.adjust');
  const [taking, setTaking] = useState<Received>();
  const label = useBatchLabel();
  const list = useMarkedRow(rows, ({ id }) => id);
  const { marked } = list;
  useAction({ id: 'pharmacy.take-back', title: t('pharmacy.take-back'), keys: 'z', run: () => { if (marked) setTaking(marked); }, when: mayReverse && marked?.reversed === false });
  useAction({ id: 'pharmacy.label', title: t('pharmacy.label'), keys: 'l', run: () => { if (marked) label(marked.batchId); }, when: marked !== undefined });
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('pharmacy.item')}</th><th scope="col" className={classes.num}>{t('pharmacy.quantity')}</th><th scope="col">{t('pharmacy.lot')}</th><th scope="col">{t('pharmacy.expiry')}</th>
            <th scope="col">{t('pharmacy.price')}</th><th scope="col">{t('pharmacy.when')}</th><th scope="col"><span className="db-hidden">{t('pharmacy.take-back')}</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-off={row.reversed || undefined} {...list.lookOf(row)}>
              <th scope="row"><button type="button" className={classes.rowButton} onClick={() => navigate('pharmacy', 'stock', row.item.id)}><bdi>{itemName(row.item)}</bdi></button></th>
              <td className={classes.num}><bdi>{words.quantity(row.quantity, row.item)}</bdi></td>
              <td><bdi>{row.lot ?? '–'}</bdi></td>
              <td>{row.expiresOn === null ? '–' : format.date(row.expiresOn)}</td>
              <td><bdi>{row.cost === null ? '–' : t('pharmacy.price-for', { price: words.money(row.cost, currency), quantity: words.units(row.costUnits, row.item) })}</bdi></td>
              <td>{format.dateTime(row.at, now)}{row.by === null ? '' : ` · ${row.by}`}</td>
              <td className={classes.acts}>
                <Button variant="subtle" size="compact-sm" rightSection={row === marked ? <KeyHint keys="l" /> : undefined} onClick={() => label(row.batchId)}>{t('pharmacy.label')}<span className="db-hidden">{` ${itemName(row.item)}`}</span></Button>
                {mayReverse && !row.reversed ? <Button variant="subtle" size="compact-sm" rightSection={row === marked ? <KeyHint keys="z" /> : undefined} onClick={() => setTaking(row)}>{t('pharmacy.take-back')}<span className="db-hidden">{` ${itemName(row.item)}`}</span></Button> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {taking ? <ReverseDialog movement={taking} onClose={() => setTaking(undefined)} /> : null}
    </>
  );
}
