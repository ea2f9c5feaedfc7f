import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalsOf, decimalText, MOST_MONEY, readMoney } from '#domain/kit/money.ts';
import type { BillingSettingsShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { Group } from '../parts/page.tsx';
import page from '../parts/page.module.css';
import { readTaxLine, taxLine } from './tax-lines.ts';

/** The clinic's money: currency, smallest coin, what lies in a drawer, taxes, and from when on things are charged by themselves. */
export function MoneyForm({ settings }: { readonly settings: BillingSettingsShape }) {
  const { t } = useTranslation();
  const included = t('prices.included');
  const before = decimalsOf(settings.currency);
  const [currency, setCurrency] = useState(settings.currency);
  const [step, setStep] = useState(decimalText(settings.cashStep, before));
  const [pieces, setPieces] = useState(settings.denominations.map((value) => decimalText(value, before)).join(' '));
  const [taxes, setTaxes] = useState(settings.taxes.map((tax) => taxLine(tax, included)).join('\n'));
  const [from, setFrom] = useState(settings.chargeFrom ?? '');
  const decimals = decimalsOf(currency.trim().toUpperCase());
  const amountOf = (text: string): number => {
    const read = readMoney(text, decimals, MOST_MONEY);
    return read.ok ? read.value : 0;
  };
  const lines = taxes.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map((line) => readTaxLine(line, included));
  const save = useCommand(async () => {
    await client.billing.saveSettings({
      currency, cashStep: amountOf(step), denominations: pieces.split(/\s+/).filter((text) => text !== '').map(amountOf), taxes: read.filter((tax) => tax !== undefined), chargeFrom: from === '' ? null : from,
    });
    toast('done', t('prices.saved'));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  return (
    <form onSubmit={submit}>
      <Group title={t('prices.money')}>
        <TextInput label={t('prices.currency')} value={currency} maxLength={3} dir="ltr" onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())} />
        <TextInput label={t('prices.smallest')} description={t('prices.smallest-hint')} value={step} dir="ltr" onChange={(event) => setStep(event.currentTarget.value)} />
        <Textarea label={t('prices.denominations')} description={t('prices.denominations-hint')} value={pieces} dir="ltr" autosize minRows={1} maxRows={4} onChange={(event) => setPieces(event.currentTarget.value)} />
        <DateBox label={t('prices.charge-from')} description={t('prices.charge-from-hint')} value={from} onChange={setFrom} />
        <Textarea label={t('prices.taxes')} description={t('prices.taxes-hint')} value={taxes} rows={2} dir="auto" error={read.includes(undefined) ? t('prices.tax-unreadable') : undefined} onChange={(event) => setTaxes(event.currentTarget.value)} />
        <div className={page.last}>
          <ProblemNote problem={save.problem} />
          <Button type="submit" loading={save.busy} disabled={read.includes(undefined)}>{t('prices.save-money')}</Button>
        </div>
      </Group>
    </form>
  );
}
