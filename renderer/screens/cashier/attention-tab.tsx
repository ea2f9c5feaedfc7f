import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsurerOwed, Unpaid } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useMarkedRow } from '#renderer/parts/marked-row.ts';
import { Name } from '#renderer/parts/name.tsx';
import { navigate } from '#renderer/router.ts';
import { useMoney } from '#renderer/session/billing.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './cashier.module.css';
import { InsurerBackDialog } from './insurer-back-dialog.tsx';

type Row = Unpaid | InsurerOwed;

const isInsurers = (row: Row): row is InsurerOwed => 'payerId' in row;
const keyOf = (row: Row): string => `${isInsurers(row) ? 'insurer' : 'patient'} ${row.invoiceId}`;

/** Bills on which too much was paid: by the patient, where it is given back or kept; by the insurer, with which it is settled. */
export function AttentionTab({ currency }: { readonly currency: string }) {
  const { t } = useTranslation();
  const data = useLive('billing.attention', () => client.billing.attention({}), ['billing']).data;
  const [asking, setAsking] = useState<InsurerOwed>();
  const { overpaid, toInsurers } = data ?? { overpaid: [], toInsurers: [] };
  const rows: readonly Row[] = [...overpaid, ...toInsurers];
  const list = useMarkedRow(rows, keyOf);
  const open = (row: Row): void => {
    if (isInsurers(row)) setAsking(row);
    else navigate('cashier', 'till', row.patient.id);
  };
  useAction({ id: 'attention.open', title: t('billing.open-marked'), keys: 'Enter', run: () => { if (list.marked) open(list.marked); }, when: list.marked !== undefined });
  const listOf = (title: string, some: readonly Row[]) => (some.length === 0 ? null : (
    <section className={classes.earlier} aria-label={title}>
      <h3>{title}</h3>
      <ul className={classes.list}>
        {some.map((row) => <li key={row.invoiceId} {...list.lookOf(row)}><AttentionRow row={row} currency={currency} onOpen={() => open(row)} /></li>)}
      </ul>
    </section>
  ));
  return (
    <Card title={t('billing.tab.attention')} fill tools={rows.length === 0 ? undefined : <KeyHint keys="Enter" />}>
      <p className={classes.note}>{t('billing.attention-about')}</p>
      {data && rows.length === 0 ? <Empty icon={IconCheck} title={t('billing.none-attention')} hint={t('billing.none-attention-hint')} /> : null}
      {listOf(t('billing.overpaid-by-patients'), overpaid)}
      {listOf(t('billing.to-insurers'), toInsurers)}
      {asking ? <InsurerBackDialog bill={asking} currency={currency} onClose={() => setAsking(undefined)} /> : null}
    </Card>
  );
}

function AttentionRow({ row, currency, onOpen }: { readonly row: Row; readonly currency: string; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  const words = isInsurers(row) ? t('billing.owed-to', { name: row.payer ?? t('billing.insurer') }) : t('billing.overpaid');
  return (
    <button type="button" className={classes.row} onClick={onOpen}>
      <span><Name>{row.patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{row.number}</bdi> · {format.date(row.day)}</span></span>
      <span className={classes.danger}>{words} <bdi dir="ltr">{money.show(Math.abs(row.due))}</bdi></span>
    </button>
  );
}
