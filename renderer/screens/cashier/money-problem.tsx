import { Button } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import type { Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './cashier.module.css';
import { MoneyBox } from './money-box.tsx';

interface Props {
  readonly problem: Problem | undefined;
  readonly currency: string;
  /** What was asked for, once more. */
  readonly onOpened: () => void;
}

/** Why no money was taken or given. Where only the drawer is closed it is opened here, and what was asked for goes on. */
export function MoneyProblem({ problem, currency, onOpened }: Props) {
  const can = useCan();
  if (problem?.code !== 'CONFLICT' || problem.reason !== 'drawer-closed' || !can('cash.drawer')) return <ProblemNote problem={problem} />;
  return <OpenAndGoOn currency={currency} onOpened={onOpened} />;
}

/** No form of its own: it also stands in forms. */
function OpenAndGoOn({ currency, onOpened }: Omit<Props, 'problem'>) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [float, setFloat] = useState('');
  const amount = money.read(float);
  const open = useCommand(async () => {
    if (amount === undefined) return;
    await client.cashDrawer.open({ float: amount });
    onOpened();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void open.run();
  };
  return (
    <div className={classes.opening} role="group" aria-label={t('billing.drawer.closed')}>
      <p className={classes.note} role="alert">{t('billing.drawer.closed-now')}</p>
      <MoneyBox autoFocus label={t('billing.drawer.float')} value={float} currency={currency} onType={setFloat} onKeyDown={onKeyDown} />
      <Button loading={open.busy} disabled={amount === undefined} onClick={() => void open.run()}>{t('billing.drawer.open-go-on')}</Button>
      <ProblemNote problem={open.problem} />
    </div>
  );
}
