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
import { useMarkedRow } from '#renderer/parts/marked-row.ts';
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
  const data = live.data;
  return (
    <section className={classes.detail} aria-label={t('pharmacy.item')}>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {data ? (
        <>
          <h2 className={classes.title}><bdi>{itemName(data.line.item)}</bdi> <span className={classes.dim}><bdi>{words.quantity(data.line.onHand, data.line.item)}</bdi></span></h2>
          {data.line.level === 0 ? null : <p className={classes.note}>{t('pharmacy.reorder-words', { level: words.units(data.line.level, data.line.item), order: words.quantity(data.line.order, data.line.item) })}</p>}
          <Tables batches={data.batches} item={data.line.item} />
        </>
      ) : null}
      <div className={classes.actions}><ActionButton variant="default" size="compact-md" action={{ id: 'pharmacy.close-item', title: t('everywhere.close'), keys: 'Escape', run: onClose }} /></div>
    </section>
  );
}

/** A row of either table: the arrows go down the batches and on into the ledger. */
type Row = { readonly key: string; readonly batch: StockBatch; readonly movement?: undefined } | { readonly key: string; readonly batch?: undefined; readonly movement: StockMovement };

const NONE: readonly StockMovement[] = [];

function Tables({ batches, item }: { readonly batches: readonly StockBatch[]; readonly item: StockItem }) {
  const { t } = useTranslation();
  const can = useCan();
  const [moving, setMoving] = useState<StockBatch>();
  const [taking, setTaking] = useState<StockMovement>();
  const [limit, setLimit] = useState(50);
  const { data } = useLive(`stock.ledger:${item.id}:${limit}`, () => client.stock.ledger({ itemId: item.id, limit }), ['stock']);
  const movements = data?.movements ?? NONE;
  const rows: readonly Row[] = [...batches.map((batch) => ({ key: `${batch.batchId} ${batch.storeId}`, batch })), ...movements.map((movement) => ({ key: movement.id, movement }))];
  const list = useMarkedRow(rows, ({ key }) => key);
  const lookOf = (key: string) => { const row = rows.find((each) => each.key === key); return row ? list.lookOf(row) : {}; };
  // A key of the table that nothing is marked in is for its first row.
  const batch = list.marked?.batch ?? batches[0];
  const movement = list.marked?.movement ?? movements.find(isOpen);
  const label = useBatchLabel();
  useAction({ id: 'pharmacy.move', title: t('pharmacy.move'), keys: 'm', run: () => setMoving(batch), when: can('stock.move') && batch !== undefined });
  useAction({ id: 'pharmacy.label', title: t('pharmacy.label'), keys: 'l', run: () => { if (batch) label(batch.batchId); }, when: batch !== undefined });
  useAction({ id: 'pharmacy.take-back', title: t('pharmacy.take-back'), keys: 'z', run: () => setTaking(movement), when: can('stock.adjust') && movement !== undefined && isOpen(movement) });
  return (
    <>
      <Batches batches={batches} item={item} keyed={batch} lookOf={lookOf} onMove={setMoving} />
      <Ledger movements={movements} item={item} keyed={movement} lookOf={lookOf} onTakeBack={setTaking} />
      {data?.more === true && limit < 500 ? <div className={classes.actions}><ActionButton variant="default" size="compact-sm" action={{ id: 'pharmacy.older', title: t('pharmacy.older'), keys: 'o', run: () => setLimit(500) }} /></div> : null}
      {moving ? <BatchDialog batch={moving} item={item} onClose={() => setMoving(undefined)} /> : null}
      {taking ? <ReverseDialog movement={taking} onClose={() => setTaking(undefined)} /> : null}
    </>
  );
}

/** Can be taken back still. */
const isOpen = ({ reversed, reverses }: StockMovement): boolean => !reversed && !reverses;

interface BatchesProps { readonly batches: readonly StockBatch[]; readonly item: StockItem; readonly keyed: StockBatch | undefined; readonly lookOf: (key: string) => object; readonly onMove: (batch: StockBatch) => void }

function Batches({ batches, item, keyed, lookOf, onMove }: BatchesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const currency = useStock().stock?.settings.currency ?? 'USD';
  const mayMove = useCan()('stock.move');
  const label = useBatchLabel();
  return (
    <table className={classes.table} aria-label={t('pharmacy.batches')}>
      <thead><tr><th scope="col">{t('pharmacy.lot')}</th><th scope="col">{t('pharmacy.expiry')}</th><th scope="col">{t('pharmacy.store')}</th><th scope="col">{t('pharmacy.price')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.on-hand')}</th><th scope="col"><span className="db-hidden">{t('pharmacy.move')}</span></th></tr></thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={`${batch.batchId} ${batch.storeId}`} {...lookOf(`${batch.batchId} ${batch.storeId}`)}>
            <th scope="row"><bdi>{batch.lot ?? t('pharmacy.no-lot')}</bdi></th>
            <td className={batch.expired ? classes.bad : undefined}>{batch.expiresOn === null ? '–' : format.date(batch.expiresOn)}{batch.expired ? ` · ${t('pharmacy.expired')}` : ''}</td>
            <td><bdi>{words.storeName(batch.storeName)}</bdi></td>
            <td><bdi>{batch.cost === null ? '–' : t('pharmacy.price-for', { price: words.money(batch.cost, currency), quantity: words.units(batch.costUnits, item) })}</bdi></td>
            <td className={`${classes.num} ${batch.onHand < 0 ? classes.bad : ''}`}><bdi>{words.quantity(batch.onHand, item)}</bdi></td>
            <td className={classes.acts}>
              {mayMove ? <Button variant="subtle" size="compact-sm" rightSection={batch === keyed ? <KeyHint keys="m" /> : undefined} onClick={() => onMove(batch)}>{t('pharmacy.move')}<span className="db-hidden">{` ${batch.lot ?? ''}`}</span></Button> : null}
              <Button variant="subtle" size="compact-sm" rightSection={batch === keyed ? <KeyHint keys="l" /> : undefined} onClick={() => label(batch.batchId)}>{t('pharmacy.label')}<span className="db-hidden">{` ${batch.lot ?? ''}`}</span></Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface LedgerProps { readonly movements: readonly StockMovement[]; readonly item: StockItem; readonly keyed: StockMovement | undefined; readonly lookOf: (key: string) => object; readonly onTakeBack: (movement: StockMovement) => void }

function Ledger({ movements, item, keyed, lookOf, onTakeBack }: LedgerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useStockWords();
  const mayReverse = useCan()('stock.adjust');
  return (
    <table className={classes.table} aria-label={t('pharmacy.ledger')}>
      <thead><tr><th scope="col">{t('pharmacy.when')}</th><th scope="col">{t('pharmacy.what')}</th><th scope="col">{t('pharmacy.lot')}</th><th scope="col" className={classes.num}>{t('pharmacy.quantity')}</th><th scope="col"><span className="db-hidden">{t('pharmacy.take-back')}</span></th></tr></thead>
      <tbody>
        {movements.map((row) => (
          <tr key={row.id} data-off={row.reversed || undefined} {...lookOf(row.id)}>
            <td>{format.dateTime(row.at, now)}{row.by === null ? null : <span className={classes.dim}>{` ${row.by}`}</span>}</td>
            <td>{t(row.reverses ? 'pharmacy.reversal-of' : 'pharmacy.plain', { kind: t(`pharmacy.kind.${row.kind}`) })}{row.patient ? <> · <bdi>{row.patient.name}</bdi></> : null}{row.reason === null ? null : <span className={classes.dim}> <bdi>{row.reason === 'import-undone' ? t('pharmacy.import-undone') : row.reason}</bdi></span>}</td>
            <td><bdi>{row.lot ?? '–'}</bdi></td>
            <td className={classes.num}><bdi dir="ltr">{row.quantity > 0 ? `+${format.number(row.quantity)}` : format.number(row.quantity)}</bdi></td>
            <td>{mayReverse && isOpen(row) ? <Button variant="subtle" size="compact-sm" rightSection={row === keyed ? <KeyHint keys="z" /> : undefined} onClick={() => onTakeBack(row)}>{t('pharmacy.take-back')}<span className="db-hidden">{` ${t(`pharmacy.kind.${row.kind}`)} ${words.units(row.quantity, item)}`}</span></Button> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
