import { IconCashRegister } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unpaid, Waiting } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { useMoney, type BillingSetup } from '#renderer/session/billing.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { AccountPane } from './account-pane.tsx';
import classes from './cashier.module.css';

/** Who has something to pay, and the bill of the one that is chosen. */
export function TillTab({ setup, patientId }: { readonly setup: BillingSetup; readonly patientId: string | undefined }) {
  const { t } = useTranslation();
  const live = useLive('billing.waiting', () => client.billing.waiting({}), ['billing', 'queue', 'patients', 'lab', 'record']);
  const waiting = live.data?.waiting ?? [];
  const earlier = live.data?.earlier ?? [];
  // Somebody with two old bills is one stop on the way down.
  const people = [...new Set([...waiting, ...earlier].map(({ patient }) => patient.id))];
  const [first] = people;
  useEffect(() => { if (patientId === undefined && first !== undefined) navigate('cashier', 'till', first); }, [patientId, first]);
  const move = (by: number): void => {
    const next = people[Math.max(0, Math.min(people.length - 1, (patientId === undefined ? -1 : people.indexOf(patientId)) + by))];
    if (next !== undefined) navigate('cashier', 'till', next);
  };
  useAction({ id: 'cashier.next', title: t('billing.next'), keys: 'ArrowDown', run: () => move(1), silent: true });
  useAction({ id: 'cashier.previous', title: t('billing.previous'), keys: 'ArrowUp', run: () => move(-1), silent: true });
  return (
    <div className={classes.split}>
      <Card title={t('billing.waiting')} fill>
        {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
        {live.data && people.length === 0 ? <Empty icon={IconCashRegister} title={t('billing.none-waiting')} hint={t('billing.none-waiting-hint')} /> : null}
        <ul className={classes.list} aria-label={t('billing.waiting')}>
          {waiting.map((each) => <li key={each.patient.id}><WaitingRow waiting={each} currency={setup.settings.currency} isChosen={each.patient.id === patientId} /></li>)}
        </ul>
        {earlier.length === 0 ? null : (
          <section className={classes.earlier} aria-label={t('billing.earlier-unpaid')}>
            <h3>{t('billing.earlier-unpaid')}</h3>
            <ul className={classes.list}>
              {earlier.map((bill) => <li key={bill.invoiceId}><EarlierRow bill={bill} currency={setup.settings.currency} isChosen={bill.patient.id === patientId} /></li>)}
            </ul>
          </section>
        )}
      </Card>
      {patientId === undefined ? <section className={classes.pane}><p className={classes.note}>{t('billing.choose')}</p></section> : <AccountPane key={patientId} patientId={patientId} setup={setup} />}
    </div>
  );
}

function WaitingRow({ waiting: { patient, due, token, lines }, currency, isChosen }: { readonly waiting: Waiting; readonly currency: string; readonly isChosen: boolean }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  return (
    <button type="button" className={classes.row} aria-pressed={isChosen} onClick={() => navigate('cashier', 'till', patient.id)}>
      <PatientLine patient={patient} />
      <span className={classes.side}>
        <span className={classes.strong}><bdi dir="ltr">{money.show(due)}</bdi></span>
        <span className={classes.dim}>{token === null ? null : <bdi dir="ltr">{token}</bdi>} {t('billing.line-count', { count: lines })}</span>
      </span>
    </button>
  );
}

function EarlierRow({ bill: { patient, due, day, ageDays }, currency, isChosen }: { readonly bill: Unpaid; readonly currency: string; readonly isChosen: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  return (
    <button type="button" className={classes.row} aria-pressed={isChosen} onClick={() => navigate('cashier', 'till', patient.id)}>
      <span className={classes.who}><Name>{patient.name}</Name><span className={classes.dim}><bdi dir="ltr">{patient.number}</bdi></span></span>
      <span className={classes.side}>
        <span className={classes.strong}><bdi dir="ltr">{money.show(due)}</bdi></span>
        <span className={classes.dim}>{format.date(day)} · {t('billing.days-old', { count: ageDays })}</span>
      </span>
    </button>
  );
}
