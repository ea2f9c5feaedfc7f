import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { countedCash } from '#domain/billing/drawer.ts';
import type { BillingSettingsShape, DrawerShape } from '#domain/contract/billing-shapes.ts';
import { asciiDigits } from '#domain/kit/digits.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './cashier.module.css';
import { usePaper } from '#renderer/parts/use-paper.ts';
import { MoneyBox } from './money-box.tsx';

interface Props { readonly settings: BillingSettingsShape }

const submitting = (run: () => void) => (event: FormEvent): void => {
  event.preventDefault();
  run();
};

/** The cash drawer of this PC: opened, its journal, counted without knowing what must be there. */
export function DrawerTab({ settings }: Props) {
  const live = useLive('cash-drawer.current', () => client.cashDrawer.current({}), ['billing']);
  if (!live.data) return null;
  const { drawer, last } = live.data;
  return (
    <div className={classes.split}>
      {drawer ? <OpenDrawer drawer={drawer} settings={settings} /> : <OpenIt settings={settings} />}
      {drawer ? <CountIt settings={settings} /> : last ? <LastDrawer drawer={last} settings={settings} /> : <span />}
    </div>
  );
}

function OpenIt({ settings: { currency } }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [float, setFloat] = useState('');
  const amount = money.read(float);
  const open = useCommand(async () => { if (amount !== undefined) await client.cashDrawer.open({ float: amount }); });
  return (
    <Card title={t('billing.drawer.closed')}>
      <form className={classes.form} onSubmit={submitting(() => void open.run())}>
        <MoneyBox autoFocus label={t('billing.drawer.float')} description={t('billing.drawer.float-hint')} value={float} currency={currency} onType={setFloat} />
        <ProblemNote problem={open.problem} />
        <Button type="submit" loading={open.busy} disabled={amount === undefined} rightSection={<KeyHint keys="Enter" onAccent />}>{t('billing.drawer.open')}</Button>
      </form>
    </Card>
  );
}

const KINDS = ['expense', 'banked', 'paid-in'] as const;

function OpenDrawer({ drawer, settings: { currency } }: Props & { readonly drawer: DrawerShape }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('expense');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const read = money.read(amount);
  const box = useRef<HTMLInputElement>(null);
  useAction({ id: 'drawer.movement', title: t('billing.drawer.write'), keys: 'm', run: () => box.current?.focus() });
  const move = useCommand(async () => {
    if (read === undefined) return;
    await client.cashDrawer.move({ kind, amount: read, reason });
    setAmount('');
    setReason('');
  });
  return (
    <Card title={t('billing.drawer.journal', { till: drawer.till })} fill tools={<KeyHint keys="m" />}>
      <p className={`${classes.note ?? ''} ${classes.above ?? ''}`}>{t('billing.drawer.opened', { time: format.dateTime(drawer.openedAt, 0), name: drawer.by ?? '–' })} · {t('billing.drawer.payments', { count: drawer.payments })}</p>
      <table className={classes.table}>
        <tbody>
          {drawer.movements.map((movement) => (
            <tr key={movement.id}><th scope="row">{t(`billing.drawer.kind.${movement.kind}`)}{movement.reason === null ? null : <> · <bdi>{movement.reason}</bdi></>}</th><td>{format.time(movement.at)}</td><td className={classes.amount}><bdi dir="ltr">{money.show(movement.amount)}</bdi></td></tr>
          ))}
        </tbody>
      </table>
      <form className={`${classes.form ?? ''} ${classes.below ?? ''}`} onSubmit={submitting(() => void move.run())}>
        <NativeSelect label={t('billing.drawer.movement')} value={kind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)} data={KINDS.map((each) => ({ value: each, label: t(`billing.drawer.kind.${each}`) }))} />
        <MoneyBox ref={box} label={t('billing.amount')} value={amount} currency={currency} onType={setAmount} />
        <TextInput label={t('billing.reason')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemNote problem={move.problem} />
        <Button type="submit" variant="default" loading={move.busy} disabled={read === undefined || reason.trim() === ''} rightSection={<KeyHint keys="Enter" />}>{t('billing.drawer.write')}</Button>
      </form>
    </Card>
  );
}

function CountIt({ settings: { currency, denominations } }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [counts, setCounts] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const [handOver, setHandOver] = useState(false);
  const paper = usePaper({ tells: false });
  const pieces = Object.fromEntries(Object.entries(counts).flatMap(([value, typed]) => { const count = piecesIn(typed); return count === undefined ? [] : [[value, count]]; }));
  const isWrong = (value: number): boolean => (counts[value] ?? '').trim() !== '' && pieces[value] === undefined;
  const wrong = denominations.some(isWrong);
  const close = useCommand(async () => {
    const { closed } = await client.cashDrawer.close({ pieces, handOver, ...(reason.trim() === '' ? {} : { reason }) });
    setCounts({});
    await paper(() => client.printing.drawerReport({ sessionId: closed.id }), () => client.printing.drawerReportPdf({ sessionId: closed.id }));
  });
  const first = useRef<HTMLInputElement>(null);
  useAction({ id: 'drawer.count', title: t('billing.drawer.count'), keys: 'c', run: () => first.current?.focus() });
  const needsReason = close.problem?.code === 'CONFIRM' || reason !== '';
  return (
    <Card title={t('billing.drawer.count')} fill tools={<KeyHint keys="c" />}>
      <form className={classes.form} onSubmit={submitting(() => { if (!wrong) void close.run(); })}>
        <p className={classes.note}>{t('billing.drawer.count-hint')}</p>
        <div className={classes.pieces}>
          {denominations.map((value, index) => (
            <TextInput key={value} ref={index === 0 ? first : null} label={money.show(value)} value={counts[value] ?? ''} dir="ltr" inputMode="numeric" maxLength={6} error={isWrong(value) ? t('billing.drawer.not-a-count') : undefined} onChange={(event) => { const count = event.currentTarget.value; setCounts((before) => ({ ...before, [value]: count })); }} />
          ))}
        </div>
        <p className={classes.big}>{t('billing.drawer.counted')} <bdi dir="ltr">{money.show(countedCash(pieces))}</bdi></p>
        {needsReason ? <TextInput label={t('billing.drawer.why')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} /> : null}
        <Checkbox label={t('billing.drawer.hand-over')} checked={handOver} onChange={(event) => setHandOver(event.currentTarget.checked)} />
        <ProblemNote problem={close.problem} />
        <div><Button type="submit" loading={close.busy} disabled={wrong} rightSection={<KeyHint keys="Enter" onAccent />}>{t('billing.drawer.close')}</Button></div>
      </form>
    </Card>
  );
}

/** How many pieces were counted; undefined for what is no whole number. */
function piecesIn(typed: string): number | undefined {
  const plain = asciiDigits(typed).trim();
  return /^\d{1,6}$/.test(plain) ? Number(plain) : undefined;
}

function LastDrawer({ drawer, settings: { currency } }: Props & { readonly drawer: DrawerShape }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const paper = usePaper({ tells: false });
  const { closed } = drawer;
  if (!closed) return null;
  const line = (name: string, amount: number) => <tr><th scope="row">{name}</th><td className={classes.amount}><bdi dir="ltr">{money.show(amount)}</bdi></td></tr>;
  return (
    <Card title={t('billing.drawer.last')}>
      <table className={classes.table}>
        <tbody>
          {drawer.movements.map((movement) => <tr key={movement.id}><th scope="row">{t(`billing.drawer.kind.${movement.kind}`)}{movement.reason === null ? null : <> · <bdi>{movement.reason}</bdi></>}</th><td className={classes.amount}><bdi dir="ltr">{money.show(movement.amount)}</bdi></td></tr>)}
          {line(t('billing.drawer.taken'), drawer.taken)}
          {line(t('billing.drawer.given-back'), drawer.givenBack === 0 ? 0 : -drawer.givenBack)}
          {line(t('billing.drawer.expected'), closed.expected)}
          {line(t('billing.drawer.counted'), closed.counted)}
          <tr><th scope="row">{t('billing.drawer.variance')}{closed.reason === null ? null : <> · <bdi>{closed.reason}</bdi></>}</th><td className={`${classes.amount ?? ''} ${(closed.variance === 0 ? classes.strong : classes.danger) ?? ''}`}><bdi dir="ltr">{money.show(closed.variance)}</bdi></td></tr>
        </tbody>
      </table>
      <div className={classes.tools}>
        <ActionButton variant="default" icon={<IconPrinter size={18} aria-hidden />} action={{
          id: 'drawer.print', title: t('billing.drawer.print'), keys: 'i', run: () => void paper(() => client.printing.drawerReport({ sessionId: drawer.id }), () => client.printing.drawerReportPdf({ sessionId: drawer.id })),
        }} />
      </div>
    </Card>
  );
}
