import { IconArrowBackUp, IconCash, IconClockDollar, IconCreditCard, IconDiscount2, IconPigMoney, IconShieldHalf } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Account } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useMoney, type BillingSetup } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import { AddLine } from './add-line.tsx';
import { BillTable, Sums } from './bill-table.tsx';
import classes from './cashier.module.css';
import { EarlierBills } from './earlier-bills.tsx';
import { MoneyProblem } from './money-problem.tsx';
import { BackDialog, DepositDialog, DiscountDialog, PayDialog, PayerDialog } from './money-dialogs.tsx';
import { useBillPaper, useReceipt } from './use-receipt.ts';

type AccountShape = z.infer<typeof Account>;
type Asking = 'pay' | 'discount' | 'payer' | 'deposit' | 'return-deposit' | undefined;

/** All of one patient's money: the open bill in front, what was before below it. */
export function AccountPane({ patientId, setup }: { readonly patientId: string; readonly setup: BillingSetup }) {
  const live = useLive(`billing.account:${patientId}`, () => client.billing.account({ patientId }), ['billing', 'clinic', 'queue', 'lab', 'record']);
  if (!live.data) return <section className={classes.pane}>{live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}</section>;
  return <Pane account={live.data} setup={setup} />;
}

function Pane({ account, setup }: { readonly account: AccountShape; readonly setup: BillingSetup }) {
  const { t } = useTranslation();
  const money = useMoney(setup.settings.currency);
  const { patient, open, bills, balance, deposit } = account;
  return (
    <section className={classes.pane} aria-label={t('billing.bill-of', { name: patient.name })}>
      <header className={classes.head}>
        <h2><Name>{patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{patient.number}</bdi></span></h2>
        <span className={classes.side}>
          {balance === 0 ? null : <span className={classes.dim}>{t('billing.balance')} <bdi dir="ltr" className={classes.strong}>{money.show(balance)}</bdi></span>}
          {deposit === 0 ? null : <span className={classes.dim}>{t('billing.deposit')} <bdi dir="ltr" className={classes.strong}>{money.show(deposit)}</bdi></span>}
        </span>
      </header>
      <AddLine account={account} setup={setup} />
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('billing.bills')}>
        {open ? <><BillTable bill={open} patientId={patient.id} currency={setup.settings.currency} /><Sums bill={open} currency={setup.settings.currency} /></> : <p className={classes.note}>{t('billing.nothing-open')}</p>}
        <LeftOutList account={account} />
        <EarlierBills bills={bills} patientId={patient.id} deposit={deposit} settings={setup.settings} />
      </div>
      <PayActions account={account} setup={setup} />
    </section>
  );
}

function LeftOutList({ account: { leftOut, patient } }: { readonly account: AccountShape }) {
  const { t } = useTranslation();
  const back = useCommand(async (sourceId: string, itemKey: string) => { await client.billing.chargeAfterAll({ patientId: patient.id, sourceId, itemKey }); });
  if (leftOut.length === 0) return null;
  return (
    <section className={classes.earlier} aria-label={t('billing.left-out')}>
      <h3>{t('billing.left-out')}</h3>
      {leftOut.map(({ sourceId, itemKey, title, reason }) => (
        <div key={`${sourceId} ${itemKey}`} className={classes.head}>
          <span className={classes.dim}><bdi>{title}</bdi>{reason === null ? null : <> · <bdi>{reason}</bdi></>}</span>
          <button type="button" className={classes.row} onClick={() => void back.run(sourceId, itemKey)}>{t('billing.charge-after-all', { title })}</button>
        </div>
      ))}
      <ProblemNote problem={back.problem} />
    </section>
  );
}

/** The bill that the keys pay: the open one, else the oldest that is not settled. */
const payable = ({ open, bills }: AccountShape) => (open && open.lines.length > 0 ? open : bills.findLast(({ status }) => status === 'pending'));

function PayActions({ account, setup }: { readonly account: AccountShape; readonly setup: BillingSetup }) {
  const { t } = useTranslation();
  const can = useCan();
  const money = useMoney(setup.settings.currency);
  const [asking, setAsking] = useState<Asking>();
  const receipt = useReceipt();
  const bill = payable(account);
  const patientId = account.patient.id;
  const pay = useCommand(async () => {
    if (!bill) return;
    const { payment } = await client.billing.pay({ patientId, method: 'cash', due: bill.sums.due, ...(bill.status === 'draft' || bill.id === null ? {} : { invoiceId: bill.id }) });
    toast('done', t('billing.paid', { amount: money.show(payment.amount), number: payment.number }));
    await receipt(payment);
  });
  const close = (): void => setAsking(undefined);
  return (
    <>
      <MoneyProblem problem={pay.problem} currency={setup.settings.currency} onOpened={() => void pay.run()} />
      <div className={classes.actions}>
        {can('billing.pay') ? <ActionButton action={{ id: 'cashier.pay', title: t('billing.pay-all', { amount: money.show(bill?.dueInCash ?? 0) }), keys: 'p', run: () => void pay.run(), when: bill !== undefined && bill.dueInCash > 0 }} busy={pay.busy} icon={<IconCash size={18} aria-hidden />} /> : null}
        {can('billing.pay') ? <ActionButton variant="default" action={{ id: 'cashier.pay-other', title: t('billing.pay-other'), keys: 'o', run: () => setAsking('pay'), when: bill !== undefined && bill.sums.due > 0 }} icon={<IconCreditCard size={18} aria-hidden />} /> : null}
        {bill?.status === 'draft' ? <OpenBillActions patientId={patientId} hasPayers={setup.payers.length > 0} onAsk={setAsking} /> : null}
        {can('billing.pay') ? <ActionButton variant="default" action={{ id: 'cashier.deposit', title: t('billing.take-deposit'), keys: 'e', run: () => setAsking('deposit') }} icon={<IconPigMoney size={18} aria-hidden />} /> : null}
        {can('billing.refund') && account.deposit > 0 ? <ActionButton variant="default" action={{ id: 'cashier.return-deposit', title: t('billing.return-deposit'), keys: 'g', run: () => setAsking('return-deposit') }} icon={<IconArrowBackUp size={18} aria-hidden />} /> : null}
      </div>
      <Asked asking={asking} bill={bill} account={account} setup={setup} onClose={close} />
    </>
  );
}

interface AskedProps { readonly asking: Asking; readonly bill: ReturnType<typeof payable>; readonly account: AccountShape; readonly setup: BillingSetup; readonly onClose: () => void }

/** The dialog that was asked for. */
function Asked({ asking, bill, account, setup, onClose: close }: AskedProps) {
  const { t } = useTranslation();
  const receipt = useReceipt();
  const patientId = account.patient.id;
  return (
    <>
      {bill && asking === 'pay' ? <PayDialog bill={bill} patientId={patientId} deposit={account.deposit} settings={setup.settings} onClose={close} /> : null}
      {asking === 'discount' ? <DiscountDialog patientId={patientId} currency={setup.settings.currency} onClose={close} /> : null}
      {asking === 'payer' ? <PayerDialog patientId={patientId} payers={setup.payers} onClose={close} /> : null}
      {asking === 'return-deposit' ? (
        <BackDialog title={t('billing.return-deposit')} most={account.deposit} isMoney currency={setup.settings.currency} onClose={close} onDone={async (given) => {
          const { payment } = await client.billing.returnDeposit({ patientId, ...given });
          await receipt(payment);
        }} />
      ) : null}
      {asking === 'deposit' ? <DepositDialog patientId={patientId} currency={setup.settings.currency} onClose={close} /> : null}
    </>
  );
}

/** What changes the open bill before it is paid, or closes it to be paid later. */
function OpenBillActions({ patientId, hasPayers, onAsk }: { readonly patientId: string; readonly hasPayers: boolean; readonly onAsk: (what: Asking) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const paper = useBillPaper();
  const later = useCommand(async () => {
    const { bill } = await client.billing.generate({ patientId });
    if (bill.id !== null) await paper({ patientId, invoiceId: bill.id });
  });
  return (
    <>
      {can('billing.discount') ? <ActionButton variant="default" action={{ id: 'cashier.discount', title: t('billing.give-discount'), keys: 'd', run: () => onAsk('discount') }} icon={<IconDiscount2 size={18} aria-hidden />} /> : null}
      {can('billing.charge') && hasPayers ? <ActionButton variant="default" action={{ id: 'cashier.payer', title: t('billing.choose-payer'), keys: 'y', run: () => onAsk('payer') }} icon={<IconShieldHalf size={18} aria-hidden />} /> : null}
      {can('billing.charge') ? <ActionButton variant="default" action={{ id: 'cashier.later', title: t('billing.pay-later'), keys: 'b', run: () => void later.run() }} busy={later.busy} icon={<IconClockDollar size={18} aria-hidden />} /> : null}
      <ProblemNote problem={later.problem} />
    </>
  );
}
