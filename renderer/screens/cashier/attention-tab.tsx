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
import { InsurerReturnDialog } from './insurer-return-dialog.tsx';

/** A bill on which a patient paid too much, an insurer paid too much, or an insurer was given back too much. */
type Row = { readonly of: 'patient'; readonly bill: Unpaid } | { readonly of: 'to-insurer' | 'from-insurer'; readonly bill: InsurerOwed };

const keyOf = ({ of, bill }: Row): string => `${of} ${bill.invoiceId}`;

/** Bills on which too much was paid: by the patient, where it is given back or kept; by an insurer or back to it, with which it is settled. */
export function AttentionTab({ currency }: { readonly currency: string }) {
  const { t } = useTranslation();
  const data = useLive('billing.attention', () => client.billing.attention({}), ['billing']).data;
  const [asking, setAsking] = useState<Row>();
  const { overpaid, toInsurers, fromInsurers } = data ?? { overpaid: [], toInsurers: [], fromInsurers: [] };
  const byPatients = overpaid.map((bill): Row => ({ of: 'patient', bill }));
  const paidByInsurers = toInsurers.map((bill): Row => ({ of: 'to-insurer', bill }));
  const givenToInsurers = fromInsurers.map((bill): Row => ({ of: 'from-insurer', bill }));
  const rows = [...byPatients, ...paidByInsurers, ...givenToInsurers];
  const list = useMarkedRow(rows, keyOf);
  const open = (row: Row): void => {
    if (row.of === 'patient') navigate('cashier', 'till', row.bill.patient.id);
    else setAsking(row);
  };
  useAction({ id: 'attention.open', title: t('billing.open-marked'), keys: 'Enter', run: () => { if (list.marked) open(list.marked); }, when: list.marked !== undefined });
  const listOf = (title: string, some: readonly Row[]) => (some.length === 0 ? null : (
    <section className={classes.earlier} aria-label={title}>
      <h3>{title}</h3>
      <ul className={classes.list}>
        {some.map((row) => <li key={keyOf(row)} {...list.lookOf(row)}><AttentionRow row={row} currency={currency} onOpen={() => open(row)} /></li>)}
      </ul>
    </section>
  ));
  return (
    <Card title={t('billing.tab.attention')} fill tools={rows.length === 0 ? undefined : <KeyHint keys="Enter" />}>
      <p className={classes.note}>{t('billing.attention-about')}</p>
      {data && rows.length === 0 ? <Empty icon={IconCheck} title={t('billing.none-attention')} hint={t('billing.none-attention-hint')} /> : null}
      {listOf(t('billing.overpaid-by-patients'), byPatients)}
      {listOf(t('billing.to-insurers'), paidByInsurers)}
      {listOf(t('billing.from-insurers'), givenToInsurers)}
      {asking?.of === 'to-insurer' ? <InsurerBackDialog bill={asking.bill} currency={currency} onClose={() => setAsking(undefined)} /> : null}
      {asking?.of === 'from-insurer' ? <InsurerReturnDialog bill={asking.bill} currency={currency} onClose={() => setAsking(undefined)} /> : null}
    </Card>
  );
}

function AttentionRow({ row, currency, onOpen }: { readonly row: Row; readonly currency: string; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  const { bill } = row;
  const words = row.of === 'patient' ? t('billing.overpaid') : t(row.of === 'to-insurer' ? 'billing.owed-to' : 'billing.has-too-much', { name: row.bill.payer ?? t('billing.insurer') });
  return (
    <button type="button" className={classes.row} onClick={onOpen}>
      <span><Name>{bill.patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{bill.number}</bdi> · {format.date(bill.day)}</span></span>
      <span className={classes.danger}>{words} <bdi dir="ltr">{money.show(Math.abs(bill.due))}</bdi></span>
    </button>
  );
}
