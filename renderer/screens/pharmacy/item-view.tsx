import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockBatch, StockItem, StockMovement } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { BatchDialog } from './batch-dialog.tsx';
import classes from './pharmacy.module.css';
import { ReverseDialog } from './reverse-dialog.tsx';
import { useBatchLabel } from './use-batch-label.ts';
import { itemName, useStock, useStockWords } from './use-stock.ts';

/** An item's batches, and everything that ever moved of it. */
export function ItemView({ itemId, onClose }: { readonly itemId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useStockWords();
  const live = useLive(`stock.item:${itemId}`, () => client.stock.item({ itemId }), ['stock']);
  const [chosen, setChosen] = useState<StockBatch>();
  const data = live.data;
  return (
    <section className={classes.detail} aria-label={t('pharmacy.item')}>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {data ? (
        <>
          <h2 className={classes.title}><bdi>{itemName(data.line.item)}</bdi> <span className={classes.dim}><bdi>{words.quantity(data.line.onHand, data.line.item)}</bdi></span></h2>
          {data.line.level === 0 ? null : <p className={classes.note}>{t('pharmacy.reorder-words', { level: words.units(data.line.level, data.line.item), order: words.quantity(data.line.order, data.line.item) })}</p>}
          <Batches batches={data.batches} item={data.line.item} onChoose={setChosen} />
          <Ledger item={data.line.item} />
          {chosen ? <BatchDialog batch={chosen} item={data.line.item} onClose={() => setChosen(undefined)} /> : null}
        </>
      ) : null}
      <div className={classes.actions}><ActionButton variant="default" size="compact-md" action={{ id: 'pharmacy.close-item', title: t('everywhere.close'), keys: 'Escape', run: onClose }} /></div>
    </section>
  );
}

function Batches({ batches, item, onChoose }: { readonly batches: readonly StockBatch[]; readonly item: StockItem; readonly onChoose: (batch: StockBatch) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const currency = useStock().stock?.settings.currency ?? 'USD';
  const mayMove = useCan()('stock.move');
  const label = useBatchLabel();
  const [first] = batches;
  useAction({ id: 'pharmacy.move', title: t('pharmacy.move'), keys: 'm', run: () => { if (first) onChoose(first); }, when: mayMove && first !== undefined });
  useAction({ id: 'pharmacy.label', title: t('pharmacy.label'), keys: 'l', run: () => { if (first) label(first.batchId); }, when: first !== undefined });
  return (
    <table className={classes.table} aria-label={t('pharmacy.batches')}>
      <thead><tr><th scope="col">{t('pharmacy.lot')}</th><th scope="col">{t('pharmacy.expiry')}</th><th scope="col">{t('pharmacy.store')}</th><th scope="col">{t('pharmacy.price')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.on-hand')}</th><th scope="col"><span className="db-hidden">{t('pharmacy.move')}</span></th></tr></thead>
      <tbody>
        {batches.map((batch, index) => (
          <tr key={`${batch.batchId} ${batch.storeId}`}>
            <th scope="row"><bdi>{batch.lot ?? t('pharmacy.no-lot')}</bdi></th>
            <td className={batch.expired ? classes.bad : undefined}>{batch.expiresOn === null ? '–' : format.date(batch.expiresOn)}{batch.expired ? ` · ${t('pharmacy.expired')}` : ''}</td>
            <td><bdi>{words.storeName(batch.storeName)}</bdi></td>
            <td><bdi>{batch.cost === null ? '–' : t('pharmacy.price-for', { price: words.money(batch.cost, currency), quantity: words.units(batch.costUnits, item) })}</bdi></td>
            <td className={`${classes.num} ${batch.onHand < 0 ? classes.bad : ''}`}><bdi>{words.quantity(batch.onHand, item)}</bdi></td>
            <td>
              {mayMove ? <Button variant="subtle" size="compact-sm" rightSection={index === 0 ? <KeyHint keys="m" /> : undefined} onClick={() => onChoose(batch)}>{t('pharmacy.move')}<span className="db-hidden">{` ${batch.lot ?? ''}`}</span></Button> : null}
              <Button variant="subtle" size="compact-sm" rightSection={index === 0 ? <KeyHint keys="l" /> : undefined} onClick={() => label(batch.batchId)}>{t('pharmacy.label')}<span className="db-hidden">{` ${batch.lot ?? ''}`}</span></Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ledger({ item }: { readonly item: StockItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useStockWords();
  const mayReverse = useCan()('stock.adjust');
  const [limit, setLimit] = useState(50);
  const [taking, setTaking] = useState<StockMovement>();
  const { data } = useLive(`stock.ledger:${item.id}:${limit}`, () => client.stock.ledger({ itemId: item.id, limit }), ['stock']);
  const last = data?.movements.find(({ reversed, reverses }) => !reversed && !reverses);
  const mayOlder = data?.more === true && limit < 500;
  useAction({ id: 'pharmacy.take-back', title: t('pharmacy.take-back'), keys: 'z', run: () => { if (last) setTaking(last); }, when: mayReverse && last !== undefined });
  return (
    <>
      <table className={classes.table} aria-label={t('pharmacy.ledger')}>
        <thead><tr><th scope="col">{t('pharmacy.when')}</th><th scope="col">{t('pharmacy.what')}</th><th scope="col">{t('pharmacy.lot')}</th><th scope="col" className={classes.num}>{t('pharmacy.quantity')}</th><th scope="col"><span className="db-hidden">{t('pharmacy.take-back')}</span></th></tr></thead>
        <tbody>
          {data?.movements.map((row) => (
            <tr key={row.id} data-off={row.reversed || undefined}>
              <td>{format.dateTime(row.at, now)}{row.by === null ? null : <span className={classes.dim}>{` ${row.by}`}</span>}</td>
              <td>{t(row.reverses ? 'pharmacy.reversal-of' : 'pharmacy.plain', { kind: t(`pharmacy.kind.${row.kind}`) })}{row.patient ? <> · <bdi>{row.patient.name}</bdi></> : null}{row.reason === null ? null : <span className={classes.dim}> <bdi>{row.reason === 'import-undone' ? t('pharmacy.import-undone') : row.reason}</bdi></span>}</td>
              <td><bdi>{row.lot ?? '–'}</bdi></td>
              <td className={classes.num}><bdi dir="ltr">{row.quantity > 0 ? `+${format.number(row.quantity)}` : format.number(row.quantity)}</bdi></td>
              <td>{mayReverse && !row.reversed && !row.reverses ? <Button variant="subtle" size="compact-sm" rightSection={row === last ? <KeyHint keys="z" /> : undefined} onClick={() => setTaking(row)}>{t('pharmacy.take-back')}<span className="db-hidden">{` ${t(`pharmacy.kind.${row.kind}`)} ${words.units(row.quantity, item)}`}</span></Button> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayOlder ? <div className={classes.actions}><ActionButton variant="default" size="compact-sm" action={{ id: 'pharmacy.older', title: t('pharmacy.older'), keys: 'o', run: () => setLimit(500) }} /></div> : null}
      {taking ? <ReverseDialog movement={taking} onClose={() => setTaking(undefined)} /> : null}
    </>
  );
}
