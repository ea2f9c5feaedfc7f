import { Button } from '@mantine/core';
import { useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bill, BillingSettingsShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { BillTable, Sums } from './bill-table.tsx';
import classes from './cashier.module.css';
import { BackDialog, PayDialog } from './money-dialogs.tsx';
import { useBillPaper, useCreditNotePaper, useReceipt } from './use-receipt.ts';

interface Props { readonly bills: readonly Bill[]; readonly patientId: string; readonly deposit: number; readonly settings: BillingSettingsShape }

/** The one that needs somebody: too much or too little was paid. */
const firstShown = (bills: readonly Bill[]): string | null | undefined => (bills.find(({ sums }) => sums.due < 0) ?? bills.find(({ sums }) => sums.insured > sums.insurer) ?? bills.find(({ status }) => status === 'pending'))?.id;

/** Bills that were closed, newest first. One stands open, with its payments and what can be done about it, each by a key. */
export function EarlierBills(props: Props) {
  const { bills } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>();
  const shown = chosen === undefined ? firstShown(bills) : chosen;
  const next = (): void => setChosen(bills[(bills.findIndex(({ id }) => id === shown) + 1) % bills.length]?.id);
  useAction({ id: 'cashier.next-bill', title: t('billing.next-bill'), keys: 'v', run: next, when: bills.length > 0 });
  if (bills.length === 0) return null;
  return (
    <section className={classes.earlier} aria-label={t('billing.earlier')}>
      <h3>{t('billing.earlier')} <KeyHint keys="v" /></h3>
      {bills.map((bill) => <Earlier key={bill.id} {...props} bill={bill} isShown={bill.id === shown} onToggle={() => setChosen(bill.id === shown ? null : bill.id)} />)}
    </section>
  );
}

type OfBill = Omit<Props, 'bills'> & { readonly bill: Bill };

function Earlier({ isShown, onToggle, ...props }: OfBill & { readonly isShown: boolean; readonly onToggle: () => void }) {
  const { bill, patientId, settings: { currency } } = props;
  const format = useFormat();
  const money = useMoney(currency);
  const toggle = (event: MouseEvent): void => {
    event.preventDefault();
    onToggle();
  };
  return (
    <details className={classes.bill} open={isShown}>
      <summary onClick={toggle}>
        <span><bdi dir="ltr">{bill.number}</bdi> <span className={classes.dim}>{format.date(bill.day)}</span></span>
        <span><BillState bill={bill} /> <bdi dir="ltr" className={classes.strong}>{money.show(bill.sums.total)}</bdi></span>
      </summary>
      {isShown ? (
        <>
          <BillTable bill={bill} patientId={patientId} currency={currency} />
          <Sums bill={bill} currency={currency} />
          <Payments bill={bill} currency={currency} />
          <Notes bill={bill} patientId={patientId} />
          <Ways {...props} />
        </>
      ) : null}
    </details>
  );
}

/** Who paid too much, else how far the bill is. */
function BillState({ bill: { sums, payer, status } }: { readonly bill: Bill }) {
  const { t } = useTranslation();
  if (sums.due < 0) return <span className={classes.danger}>{t('billing.overpaid')}</span>;
  if (sums.insured > sums.insurer) return <span className={classes.danger}>{t('billing.owed-to', { name: payer?.name ?? t('billing.insurer') })}</span>;
  return <span className={classes.dim}>{t(`billing.status.${status}`)}</span>;
}

function Payments({ bill: { payments }, currency }: { readonly bill: Bill; readonly currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  const receipt = useReceipt();
  return payments.map((payment) => (
    <div key={payment.id} className={classes.head}>
      <span className={classes.dim}>
        <bdi dir="ltr">{payment.number}</bdi> · {payment.kind === 'insurer-refund' || payment.kind === 'set-off' || payment.kind === 'insurer-return' ? t(`billing.paid-kind.${payment.kind}`) : t(`billing.methods.${payment.method}`)} · {format.dateTime(payment.at, 0)}{payment.by === null ? null : <> · <bdi>{payment.by}</bdi></>}{payment.reason === null ? null : <> · <bdi>{payment.reason}</bdi></>}
      </span>
      <span className={classes.side}>
        <bdi dir="ltr">{money.show(payment.amount)}</bdi>
        <Button size="compact-sm" variant="subtle" onClick={() => void receipt(payment)}>{t('billing.receipt-of', { number: payment.number })}</Button>
      </span>
    </div>
  ));
}

/** Credit notes, to be printed once more. */
function Notes({ bill: { id, cuts }, patientId }: { readonly bill: Bill; readonly patientId: string }) {
  const { t } = useTranslation();
  const paper = useCreditNotePaper();
  return cuts.flatMap(({ kind, number }) => (kind !== 'credit' || number === null ? [] : [
    <div key={number} className={classes.head}>
      <span className={classes.dim}>{t('billing.cut.credit')} · <bdi dir="ltr">{number}</bdi></span>
      <Button size="compact-sm" variant="subtle" onClick={() => void paper({ patientId, invoiceId: id ?? '', number })}>{t('billing.receipt-of', { number })}</Button>
    </div>,
  ]));
}

type Way = 'pay' | 'refund' | 'keep' | 'credit' | 'cancel' | 'print';

const KEYS: Readonly<Record<Way, string>> = { pay: 't', refund: 'r', keep: 'k', credit: 'c', cancel: 'x', print: 'i' };

function waysOf({ status, sums: { due, paid, insured, total } }: Bill, can: ReturnType<typeof useCan>): Way[] {
  const mayRefund = can('billing.refund');
  const open: Readonly<Record<Way, boolean>> = {
    pay: can('billing.pay') && status === 'pending', refund: mayRefund && paid > 0, keep: can('billing.pay') && due < 0, credit: mayRefund && total > 0,
    cancel: mayRefund && status !== 'cancelled' && paid === 0 && insured === 0, print: true,
  };
  return (Object.keys(open) as Way[]).filter((way) => open[way]);
}

/** What the cashier may do about a closed bill. */
function Ways({ bill, patientId, deposit, settings }: OfBill) {
  const { t } = useTranslation();
  const can = useCan();
  const [receipt, paper, notePaper] = [useReceipt(), useBillPaper(), useCreditNotePaper()];
  const [asking, setAsking] = useState<Way>();
  const invoiceId = bill.id ?? '';
  const keep = useCommand(async () => { await client.billing.keepAsDeposit({ patientId, invoiceId }); });
  const close = (): void => setAsking(undefined);
  const { due, paid, total } = bill.sums;
  const { currency } = settings;
  const words: Readonly<Record<Way, string>> = {
    pay: t('billing.pay-this'), refund: t('billing.refund'), keep: t('billing.keep-deposit'), credit: t('billing.credit'), cancel: t('billing.cancel'), print: t('billing.print-bill'),
  };
  const run = (way: Way): void => {
    if (way === 'keep') void keep.run();
    else if (way === 'print') void paper({ patientId, invoiceId });
    else setAsking(way);
  };
  return (
    <div className={classes.tools}>
      {waysOf(bill, can).map((way) => <ActionButton key={way} size="compact-md" variant="default" action={{ id: `cashier.bill.${way}`, title: words[way], keys: KEYS[way], run: () => run(way) }} />)}
      <ProblemNote problem={keep.problem} />
      {asking === 'pay' ? <PayDialog bill={bill} patientId={patientId} deposit={deposit} settings={settings} onClose={close} /> : null}
      {asking === 'refund' ? (
        <BackDialog title={words.refund} most={due < 0 ? -due : paid} isMoney currency={currency} onClose={close} onDone={async (given) => {
          const { payment } = await client.billing.refund({ patientId, invoiceId, ...given });
          await receipt(payment);
        }} />
      ) : null}
      {asking === 'credit' ? (
        <BackDialog title={words.credit} most={Math.max(0, due)} isMoney={false} currency={currency} onClose={close} onDone={async ({ amount, reason }) => {
          const { account } = await client.billing.credit({ patientId, invoiceId, amount, reason });
          const number = account.bills.find(({ id }) => id === invoiceId)?.cuts.findLast((cut) => cut.kind === 'credit')?.number;
          if (number != null) await notePaper({ patientId, invoiceId, number });
        }} />
      ) : null}
      {asking === 'cancel' ? <BackDialog title={words.cancel} most={total} isMoney={false} fixed currency={currency} onClose={close} onDone={async ({ reason }) => { await client.billing.cancel({ patientId, invoiceId, reason }); }} /> : null}
    </div>
  );
}
