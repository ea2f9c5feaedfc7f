import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bill } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { BillTable, Sums } from './bill-table.tsx';
import classes from './cashier.module.css';
import { BackDialog } from './money-dialogs.tsx';
import { useReceipt } from './use-receipt.ts';

interface Props { readonly bills: readonly Bill[]; readonly patientId: string; readonly currency: string }

/** Bills that were closed, newest first, each with its payments and what can be done about it. */
export function EarlierBills({ bills, patientId, currency }: Props) {
  const { t } = useTranslation();
  if (bills.length === 0) return null;
  return (
    <section className={classes.earlier} aria-label={t('billing.earlier')}>
      <h3>{t('billing.earlier')}</h3>
      {bills.map((bill) => <Earlier key={bill.id} bill={bill} patientId={patientId} currency={currency} />)}
    </section>
  );
}

function Earlier({ bill, patientId, currency }: Omit<Props, 'bills'> & { readonly bill: Bill }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  return (
    <details className={classes.bill} open={bill.status === 'pending' || bill.sums.due < 0}>
      <summary>
        <span><bdi dir="ltr">{bill.number}</bdi> <span className={classes.dim}>{format.date(bill.day)}</span></span>
        <span><span className={bill.sums.due < 0 ? classes.danger : classes.dim}>{bill.sums.due < 0 ? t('billing.overpaid') : t(`billing.status.${bill.status}`)}</span> <bdi dir="ltr" className={classes.strong}>{money.show(bill.sums.total)}</bdi></span>
      </summary>
      <BillTable bill={bill} patientId={patientId} currency={currency} />
      <Sums bill={bill} currency={currency} />
      <Payments bill={bill} currency={currency} />
      <Ways bill={bill} patientId={patientId} currency={currency} />
    </details>
  );
}

function Payments({ bill: { payments }, currency }: { readonly bill: Bill; readonly currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  const receipt = useReceipt();
  return payments.map((payment) => (
    <div key={payment.id} className={classes.head}>
      <span className={classes.dim}>
        <bdi dir="ltr">{payment.number}</bdi> · {t(`billing.methods.${payment.method}`)} · {format.dateTime(payment.at, 0)}{payment.by === null ? null : <> · <bdi>{payment.by}</bdi></>}{payment.reason === null ? null : <> · <bdi>{payment.reason}</bdi></>}
      </span>
      <span className={classes.side}>
        <bdi dir="ltr">{money.show(payment.amount)}</bdi>
        <Button size="compact-sm" variant="subtle" onClick={() => void receipt(payment)}>{t('billing.receipt-of', { number: payment.number })}</Button>
      </span>
    </div>
  ));
}

interface WaysOpen { readonly refund: boolean; readonly keep: boolean; readonly credit: boolean; readonly cancel: boolean }

function waysOf({ status, sums: { due, paid, insured, total } }: Bill, can: ReturnType<typeof useCan>): WaysOpen {
  const mayRefund = can('billing.refund');
  return { refund: mayRefund && paid > 0, keep: can('billing.pay') && due < 0, credit: mayRefund && total > 0, cancel: mayRefund && status !== 'cancelled' && paid === 0 && insured === 0 };
}

/** What the cashier may do about a closed bill. */
function Ways({ bill, patientId, currency }: Omit<Props, 'bills'> & { readonly bill: Bill }) {
  const { t } = useTranslation();
  const can = useCan();
  const receipt = useReceipt();
  const [asking, setAsking] = useState<'refund' | 'credit' | 'cancel'>();
  const keep = useCommand(async () => { await client.billing.keepAsDeposit({ patientId, invoiceId: bill.id ?? '' }); });
  const close = (): void => setAsking(undefined);
  const invoiceId = bill.id ?? '';
  const { due, paid, total } = bill.sums;
  const ways = waysOf(bill, can);
  return (
    <div className={classes.tools}>
      {ways.refund ? <Button size="compact-md" variant="default" onClick={() => setAsking('refund')}>{t('billing.refund')}</Button> : null}
      {ways.keep ? <Button size="compact-md" variant="default" loading={keep.busy} onClick={() => void keep.run()}>{t('billing.keep-deposit')}</Button> : null}
      {ways.credit ? <Button size="compact-md" variant="default" onClick={() => setAsking('credit')}>{t('billing.credit')}</Button> : null}
      {ways.cancel ? <Button size="compact-md" variant="default" onClick={() => setAsking('cancel')}>{t('billing.cancel')}</Button> : null}
      <ProblemNote problem={keep.problem} />
      {asking === 'refund' ? (
        <BackDialog title={t('billing.refund')} most={due < 0 ? -due : paid} isMoney currency={currency} onClose={close} onDone={async (given) => {
          const { payment } = await client.billing.refund({ patientId, invoiceId, ...given });
          await receipt(payment);
        }} />
      ) : null}
      {asking === 'credit' ? <BackDialog title={t('billing.credit')} most={Math.max(0, due)} isMoney={false} currency={currency} onClose={close} onDone={async ({ amount, reason }) => { await client.billing.credit({ patientId, invoiceId, amount, reason }); }} /> : null}
      {asking === 'cancel' ? <BackDialog title={t('billing.cancel')} most={total} isMoney={false} currency={currency} onClose={close} onDone={async ({ reason }) => { await client.billing.cancel({ patientId, invoiceId, reason }); }} /> : null}
    </div>
  );
}
