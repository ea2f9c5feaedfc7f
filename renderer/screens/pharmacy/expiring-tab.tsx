import { Button } from '@mantine/core';
import { IconCalendarOff, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockBatch, StockItem } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useMarkedRow } from '#renderer/parts/marked-row.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { saveCsv } from './csv.ts';
import classes from './pharmacy.module.css';
import { useBatchLabel } from './use-batch-label.ts';
import { itemName, useStockWords } from './use-stock.ts';

type Row = StockBatch & { readonly item: StockItem; readonly waste: number };

/** What has expired and what soon will, and how much of it will not be used in time. */
export function ExpiringTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const mayMove = useCan()('stock.move');
  const live = useLive('stock.expiring', () => client.stock.expiring({}), ['stock', 'clinic']);
  const [chosen, setChosen] = useState<Row>();
  const rows: readonly Row[] = live.data?.batches ?? [];
  const list = useMarkedRow(rows, ({ batchId, storeId }) => `${batchId} ${storeId}`);
  const { marked } = list;
  const label = useBatchLabel();
  useAction({ id: 'pharmacy.move', title: t('pharmacy.move'), keys: 'm', run: () => setChosen(marked), when: mayMove && marked !== undefined });
  useAction({ id: 'pharmacy.label', title: t('pharmacy.label'), keys: 'l', run: () => { if (marked) label(marked.batchId); }, when: marked !== undefined });
  const save = (): void => saveCsv('expiring', ['item', 'lot', 'next-expiry', 'on-hand', 'waste'].map((column) => t(`pharmacy.column.${column}`)), rows.map((row) => [itemName(row.item), row.lot, row.expiresOn, row.onHand, row.waste]));
  return (
    <Card title={t('pharmacy.tab.expiring')} fill className={classes.whole} tools={<ActionButton variant="default" size="compact-md" action={{ id: 'pharmacy.csv', title: t('pharmacy.csv'), keys: 'Alt+C', run: save, when: rows.length > 0 }} icon={<IconDownload size={16} aria-hidden />} />}>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {live.data && rows.length === 0 ? <Empty icon={IconCalendarOff} title={t('pharmacy.nothing-expires')} hint={t('pharmacy.nothing-expires-hint')} /> : null}
      {rows.length === 0 ? null : (
        <table className={classes.table}>
          <thead><tr><th scope="col">{t('pharmacy.column.item')}</th><th scope="col">{t('pharmacy.lot')}</th><th scope="col">{t('pharmacy.expiry')}</th><th scope="col">{t('pharmacy.store')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.on-hand')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.waste')}</th><th scope="col"><span className="db-hidden">{t('pharmacy.move')}</span></th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.batchId} ${row.storeId}`} {...list.lookOf(row)}>
                <th scope="row"><bdi>{itemName(row.item)}</bdi></th><td><bdi>{row.lot ?? '–'}</bdi></td>
                <td className={row.expired ? classes.bad : undefined}>{format.date(row.expiresOn ?? '')}{row.expired ? ` · ${t('pharmacy.expired')}` : ''}</td>
                <td><bdi>{words.storeName(row.storeName)}</bdi></td><td className={classes.num}><bdi>{words.quantity(row.onHand, row.item)}</bdi></td>
                <td className={`${classes.num} ${row.waste > 0 ? classes.amber : ''}`}><bdi>{row.waste === 0 ? '–' : words.units(row.waste, row.item)}</bdi></td>
                <td className={classes.acts}>
                  {mayMove ? <Button variant="subtle" size="compact-sm" rightSection={row === marked ? <KeyHint keys="m" /> : undefined} onClick={() => setChosen(row)}>{t('pharmacy.move')}<span className="db-hidden">{` ${itemName(row.item)} ${row.lot ?? ''}`}</span></Button> : null}
                  <Button variant="subtle" size="compact-sm" rightSection={row === marked ? <KeyHint keys="l" /> : undefined} onClick={() => label(row.batchId)}>{t('pharmacy.label')}<span className="db-hidden">{` ${itemName(row.item)} ${row.lot ?? ''}`}</span></Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {chosen ? <BatchDialog batch={chosen} item={chosen.item} onClose={() => setChosen(undefined)} /> : null}
    </Card>
  );
}
