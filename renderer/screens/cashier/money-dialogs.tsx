import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, type Method } from '#domain/billing/bill.ts';
import { changeIn } from '#domain/billing/drawer.ts';
import type { Bill, BillingSettingsShape, PayerShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ChoiceList } from '#renderer/parts/choice-list.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import classes from './cashier.module.css';
import { MoneyBox } from './money-box.tsx';
import { MoneyProblem } from './money-problem.tsx';
import { useReceipt } from './use-receipt.ts';

const submitting = (run: () => void) => (event: FormEvent): void => {
  event.preventDefault();
  run();
};

interface PayProps { readonly bill: Bill; readonly patientId: string; readonly deposit: number; readonly settings: BillingSettingsShape; readonly onClose: () => void }

/** Any way of paying, all or part; says what is given back of what was handed over. */
export function PayDialog({ bill, patientId, deposit, settings, onClose }: PayProps) {
  const { t } = useTranslation();
  const money = useMoney(settings.currency);
  const [method, setMethod] = useState<Method>('cash');
  const most = (way: Method): number => (way === 'cash' ? bill.dueInCash : way === 'insurance' ? bill.sums.insurer - bill.sums.insured : way === 'deposit' ? Math.min(deposit, bill.sums.due) : bill.sums.due);
  const [amount, setAmount] = useState(money.type(most('cash')));
  const [tendered, setTendered] = useState('');
  const [reference, setReference] = useState('');
  const receipt = useReceipt();
  const paid = money.read(amount);
  const handed = method === 'cash' ? money.read(tendered) : undefined;
  // What was handed over is never left out because it could not be read.
  const unclear = method === 'cash' && tendered.trim() !== '' && handed === undefined;
  const choose = (way: Method): void => {
    setMethod(way);
    setAmount(money.type(most(way)));
  };
  const pay = useCommand(async () => {
    if (paid === undefined || unclear) return;
    const { payment } = await client.billing.pay({
      patientId, method, amount: paid, ...(handed === undefined ? {} : { tendered: handed }), ...(reference.trim() === '' ? {} : { reference }),
      ...(bill.status === 'draft' || bill.id === null ? {} : { invoiceId: bill.id }),
    });
    toast('done', t('billing.paid', { amount: money.show(payment.amount), number: payment.number }));
    onClose();
    await receipt(payment);
  });
  return (
    <Dialog opened onClose={onClose} title={t('billing.pay-other')}>
      <form className={classes.form} onSubmit={submitting(() => void pay.run())}>
        <NativeSelect label={t('billing.method')} value={method} onChange={(event) => choose(event.currentTarget.value as Method)} data={METHODS.map((way) => ({ value: way, label: t(`billing.methods.${way}`) }))} />
        <MoneyBox data-autofocus label={t('billing.amount')} value={amount} currency={settings.currency} needed onType={setAmount} />
        {method === 'cash' ? <MoneyBox label={t('billing.tendered')} value={tendered} currency={settings.currency} onType={setTendered} />
          : <TextInput label={t('billing.reference')} value={reference} maxLength={200} dir="auto" onChange={(event) => setReference(event.currentTarget.value)} />}
        {handed !== undefined && paid !== undefined && handed >= paid ? <Change amount={handed - paid} settings={settings} /> : null}
        <MoneyProblem problem={pay.problem} currency={settings.currency} onOpened={() => void pay.run()} />
        <Button type="submit" loading={pay.busy} disabled={paid === undefined || unclear} rightSection={<KeyHint keys="Enter" onAccent />}>{t('billing.take-payment')}</Button>
      </form>
    </Dialog>
  );
}

function Change({ amount, settings: { currency, denominations } }: { readonly amount: number; readonly settings: BillingSettingsShape }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const { pieces } = changeIn(amount, denominations);
  return (
    <div role="status">
      <p className={classes.big}>{t('billing.change')} <bdi dir="ltr">{money.show(amount)}</bdi></p>
      <p className={classes.note}><bdi dir="ltr">{pieces.map(([value, count]) => `${String(count)} × ${money.type(value)}`).join('   ')}</bdi></p>
    </div>
  );
}

interface OwnProps { readonly patientId: string; readonly currency: string; readonly onClose: () => void }

/** `10%` or an amount, and why. */
export function DiscountDialog({ patientId, currency, onClose }: OwnProps) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [off, setOff] = useState('');
  const [reason, setReason] = useState('');
  const percent = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*%$/.exec(off.trim())?.[1];
  const amount = money.read(off);
  const discount = useCommand(async () => {
    if (percent !== undefined) await client.billing.discount({ patientId, rate: Math.round(Number(percent.replace(',', '.')) * 100), reason });
    else if (amount !== undefined) await client.billing.discount({ patientId, amount, reason });
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t('billing.give-discount')}>
      <form className={classes.form} onSubmit={submitting(() => void discount.run())}>
        <TextInput data-autofocus label={t('billing.discount')} description={t('billing.discount-hint')} value={off} dir="ltr" maxLength={30} error={off.trim() !== '' && percent === undefined && amount === undefined ? t('errors.invalid.not-money') : undefined} onChange={(event) => setOff(event.currentTarget.value)} />
        <TextInput label={t('billing.reason')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemNote problem={discount.problem} />
        <Button type="submit" loading={discount.busy} disabled={percent === undefined && amount === undefined} rightSection={<KeyHint keys="Enter" onAccent />}>{t('billing.give-discount')}</Button>
      </form>
    </Dialog>
  );
}

export function PayerDialog({ patientId, payers, onClose }: { readonly patientId: string; readonly payers: readonly PayerShape[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const set = useCommand(async (payerId: string) => {
    await client.billing.setPayer({ patientId, payerId: payerId === '' ? null : payerId });
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t('billing.choose-payer')}>
      <ChoiceList choices={[{ value: '', label: t('billing.pays-alone') }, ...payers.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))]} onChoose={(payerId) => void set.run(payerId)} />
      <ProblemNote problem={set.problem} />
    </Dialog>
  );
}

const DEPOSIT_METHODS = ['cash', 'card', 'online'] as const;

export function DepositDialog({ patientId, currency, onClose }: OwnProps) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [amount, setAmount] = useState('');
  const [method, setMethod] = useState<Method>('cash');
  const receipt = useReceipt();
  const read = money.read(amount);
  const take = useCommand(async () => {
    if (read === undefined) return;
    const { payment } = await client.billing.deposit({ patientId, amount: read, method });
    onClose();
    await receipt(payment);
  });
  return (
    <Dialog opened onClose={onClose} title={t('billing.take-deposit')}>
      <form className={classes.form} onSubmit={submitting(() => void take.run())}>
        <MoneyBox data-autofocus label={t('billing.amount')} value={amount} currency={currency} onType={setAmount} />
        <NativeSelect label={t('billing.method')} value={method} onChange={(event) => setMethod(event.currentTarget.value as Method)} data={DEPOSIT_METHODS.map((way) => ({ value: way, label: t(`billing.methods.${way}`) }))} />
        <MoneyProblem problem={take.problem} currency={currency} onOpened={() => void take.run()} />
        <Button type="submit" loading={take.busy} disabled={read === undefined} rightSection={<KeyHint keys="Enter" onAccent />}>{t('billing.take-deposit')}</Button>
      </form>
    </Dialog>
  );
}

interface BackProps extends OwnProps { readonly title: string; readonly most: number; readonly isMoney: boolean; readonly fixed?: boolean; readonly onDone: (given: { amount: number; method: Method; reason: string }) => Promise<void> }

/** An amount and why; with `isMoney` also how it is given back; with `fixed` the amount is not to be chosen. */
export function BackDialog({ title, most, isMoney, fixed = false, currency, onClose, onDone }: Omit<BackProps, 'patientId'>) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [amount, setAmount] = useState(money.type(most));
  const [method, setMethod] = useState<Method>('cash');
  const [reason, setReason] = useState('');
  const read = money.read(amount);
  const give = useCommand(async () => {
    if (read === undefined) return;
    await onDone({ amount: read, method, reason });
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form className={classes.form} onSubmit={submitting(() => void give.run())}>
        {fixed ? <p className={classes.big}><bdi dir="ltr">{money.show(most)}</bdi></p> : <MoneyBox data-autofocus label={t('billing.amount')} value={amount} currency={currency} needed onType={setAmount} />}
        {isMoney ? <NativeSelect label={t('billing.method')} value={method} onChange={(event) => setMethod(event.currentTarget.value as Method)} data={DEPOSIT_METHODS.map((way) => ({ value: way, label: t(`billing.methods.${way}`) }))} /> : null}
        <TextInput {...(fixed ? { 'data-autofocus': true } : {})} label={t('billing.reason')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
        <MoneyProblem problem={give.problem} currency={currency} onOpened={() => void give.run()} />
        <Button type="submit" loading={give.busy} disabled={read === undefined || reason.trim() === ''} rightSection={<KeyHint keys="Enter" onAccent />}>{title}</Button>
      </form>
    </Dialog>
  );
}
