import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockBatch, StockItem } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import classes from './pharmacy.module.css';
import { itemName, useStock, useStockWords } from './use-stock.ts';

const ACTS = ['adjust', 'dispose', 'supplier-return', 'transfer'] as const;
type Act = (typeof ACTS)[number];

interface Props {
  readonly batch: Pick<StockBatch, 'batchId' | 'storeId' | 'lot' | 'onHand'>;
  readonly item: StockItem;
  readonly onClose: () => void;
}

/** What is done to a batch: counted, thrown away, sent back, carried to another store. */
export function BatchDialog({ batch, item, onClose }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const { open } = useStock();
  const words = useStockWords();
  const others = open.filter(({ id }) => id !== batch.storeId);
  const acts = ACTS.filter((act) => (act === 'adjust' ? can('stock.adjust') : act !== 'transfer' || others.length > 0));
  const [act, setAct] = useState<Act>(acts[0] ?? 'dispose');
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [toStoreId, setTo] = useState(others[0]?.id ?? '');
  const place = { itemId: item.id, batchId: batch.batchId, storeId: batch.storeId };
  const run = useCommand(async () => {
    if (act === 'adjust') await client.stock.adjust({ ...place, counted: quantity, reason });
    else if (act === 'dispose') await client.stock.dispose({ ...place, quantity, reason });
    else if (act === 'supplier-return') await client.stock.sendBack({ ...place, quantity, reason });
    else await client.stock.transfer({ ...place, toStoreId, quantity, ...(reason.trim() === '' ? {} : { reason }) });
    onClose();
  });
  const errorOf = (field: string): string | undefined => {
    const issue = issueOf(run.problem, field);
    return issue && issueText(issue, t);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run.run();
  };
  const isShown = ['quantity', 'counted', 'reason', 'toStoreId'].some((field) => issueOf(run.problem, field));
  return (
    <Dialog opened onClose={onClose} title={t('pharmacy.move-title', { item: itemName(item), lot: batch.lot ?? t('pharmacy.no-lot') })}>
      <form onSubmit={submit} noValidate className={classes.ask}>
        <p className={classes.note}>{t('pharmacy.there', { quantity: words.quantity(batch.onHand, item) })}</p>
        <NativeSelect data-autofocus label={t('pharmacy.what')} value={act} onChange={(event) => setAct(event.currentTarget.value as Act)} data={acts.map((each) => ({ value: each, label: t(`pharmacy.act.${each}`) }))} />
        {act === 'transfer' ? <NativeSelect label={t('pharmacy.to-store')} value={toStoreId} error={errorOf('toStoreId')} onChange={(event) => setTo(event.currentTarget.value)} data={others.map(({ id, name }) => ({ value: id, label: words.storeName(name) }))} /> : null}
        <TextInput label={t(act === 'adjust' ? 'pharmacy.counted' : 'pharmacy.quantity')} value={quantity} maxLength={60} autoComplete="off" error={errorOf('quantity') ?? errorOf('counted')} onChange={(event) => setQuantity(event.currentTarget.value)} />
        <TextInput label={t(act === 'transfer' ? 'pharmacy.reason-if-any' : 'pharmacy.reason')} value={reason} maxLength={400} dir="auto" error={errorOf('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemNote problem={isShown ? undefined : run.problem} />
        <Button type="submit" loading={run.busy}>{t(`pharmacy.act.${act}`)}</Button>
      </form>
    </Dialog>
  );
}
