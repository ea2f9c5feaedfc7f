import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockAttention, StockBatch, StockItem, StockMovement } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useMarkedRow } from '#renderer/parts/marked-row.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { BatchDialog } from './batch-dialog.tsx';
import classes from './pharmacy.module.css';
import { ReverseDialog } from './reverse-dialog.tsx';
import { itemName, useStockWords } from './use-stock.ts';

/** What two PCs did that does not fit together, each with its ways out: count, or take back. */
export function AttentionTab() {
  const { t } = useTranslation();
  const live = useLive('stock.attention', () => client.stock.attention({}), ['stock']);
  const [counting, setCounting] = useState<{ readonly batch: StockBatch; readonly item: StockItem }>();
  const [taking, setTaking] = useState<Pick<StockMovement, 'id' | 'kind'>>();
  const cases = live.data?.cases ?? [];
  const mayAdjust = useCan()('stock.adjust');
  const list = useMarkedRow(cases, keyOf);
  const { marked } = list;
  const countable = marked && 'batch' in marked ? { batch: marked.batch, item: marked.item } : undefined;
  useAction({ id: 'attention.count', title: t('pharmacy.count'), keys: 'c', run: () => setCounting(countable), when: mayAdjust && countable !== undefined });
  useAction({ id: 'attention.ledger', title: t('pharmacy.open-ledger'), keys: 'o', run: () => { if (marked) navigate('pharmacy', 'stock', marked.item.id); }, when: marked !== undefined });
  return (
    <Card title={t('pharmacy.tab.attention')} fill className={classes.whole}>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {live.data && cases.length === 0 ? <Empty icon={IconChecks} title={t('pharmacy.all-fits')} hint={t('pharmacy.all-fits-hint')} /> : null}
      <ul className={classes.cases}>
        {cases.map((each) => <li key={keyOf(each)} className={classes.case} {...list.lookOf(each)}><Case one={each} first={each === marked} onCount={setCounting} onTakeBack={setTaking} /></li>)}
      </ul>
      {counting ? <BatchDialog batch={counting.batch} item={counting.item} onClose={() => setCounting(undefined)} /> : null}
      {taking ? <ReverseDialog movement={taking} onClose={() => setTaking(undefined)} /> : null}
    </Card>
  );
}

const keyOf = (one: StockAttention): string => ['batch' in one ? `${one.batch.batchId} ${one.batch.storeId}` : one.dispensings[0]?.id ?? '', one.kind].join(' ');

interface CaseProps {
  readonly one: StockAttention;
  /** The one the keys are for. */
  readonly first: boolean;
  readonly onCount: (what: { readonly batch: StockBatch; readonly item: StockItem }) => void;
  readonly onTakeBack: (movement: Pick<StockMovement, 'id' | 'kind'>) => void;
}

function Case({ one, first, onCount, onTakeBack }: CaseProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useStockWords();
  const mayAdjust = useCan()('stock.adjust');
  const count = 'batch' in one && mayAdjust ? <Button variant="default" size="compact-md" rightSection={first ? <KeyHint keys="c" /> : undefined} onClick={() => onCount({ batch: one.batch, item: one.item })}>{t('pharmacy.count')}<span className="db-hidden">{` ${itemName(one.item)}`}</span></Button> : null;
  return (
    <>
      <strong><bdi>{itemName(one.item)}</bdi> – {t(`pharmacy.case.${one.kind}`)}</strong>
      {one.kind === 'below-zero' ? (
        <>
          <span>{t('pharmacy.below-zero-words', { quantity: words.units(one.batch.onHand, one.item), lot: one.batch.lot ?? t('pharmacy.no-lot') })}</span>
          <ul className={classes.list}>
            {one.last.map((row) => (
              <li key={row.id}>
                {format.dateTime(row.at, now)} · {t(row.reverses ? 'pharmacy.reversal-of' : 'pharmacy.plain', { kind: t(`pharmacy.kind.${row.kind}`) })} · <bdi dir="ltr">{format.number(row.quantity)}</bdi>{row.patient ? <> · <bdi>{row.patient.name}</bdi></> : null}{row.by === null ? '' : ` · ${row.by}`}
                {mayAdjust && !row.reversed && !row.reverses && row.quantity < 0 ? <Button variant="subtle" size="compact-sm" onClick={() => onTakeBack(row)}>{t('pharmacy.take-back')}</Button> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {one.kind === 'dispensed-twice' ? (
        <>
          <span><bdi>{one.patient.name}</bdi> · <bdi dir="ltr">{one.patient.number}</bdi> · <bdi>{one.drug}</bdi></span>
          <ul className={classes.list}>{one.dispensings.map((row) => <li key={row.id}>{format.dateTime(row.at, now)} · {words.units(row.net, one.item)}{row.by === null ? '' : ` · ${row.by}`}</li>)}</ul>
        </>
      ) : null}
      {one.kind === 'count-overlap' ? <span>{t('pharmacy.overlap-words', { count: one.late, lot: one.batch.lot ?? t('pharmacy.no-lot') })}</span> : null}
      <div className={classes.actions}>{count}<Button variant="subtle" size="compact-md" rightSection={first ? <KeyHint keys="o" /> : undefined} onClick={() => navigate('pharmacy', 'stock', one.item.id)}>{t('pharmacy.open-ledger')}<span className="db-hidden">{` ${itemName(one.item)}`}</span></Button></div>
    </>
  );
}
