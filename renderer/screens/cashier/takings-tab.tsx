import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Card } from '#renderer/parts/card.tsx';
import { navigate } from '#renderer/router.ts';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './cashier.module.css';
import { StockToday, UsedToday } from './overview-cards.tsx';

interface Row { readonly key: string; readonly name: string; readonly count: number; readonly amount: number }

/** The manager's day on one page: what came in, what is owed, what the stock is worth and loses, how doctors and rooms are used. */
export function TakingsTab({ currency }: { readonly currency: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const takings = useLive('billing.takings', () => client.billing.takings({}), ['billing']).data;
  const unpaid = useLive('billing.unpaid', () => client.billing.unpaid({}), ['billing']).data;
  const money = useMoney(currency);
  return (
    <div className={classes.scroll}>
      <div className={classes.cards}>
        <Amounts title={t('billing.by-method')} currency={currency} rows={(takings?.byMethod ?? []).map((row) => ({ key: row.method, name: t(`billing.methods.${row.method}`), count: row.payments, amount: row.amount }))} />
        <Amounts title={t('billing.by-person')} currency={currency} rows={(takings?.byPerson ?? []).map((row) => ({ key: row.name ?? '', name: row.name ?? t('billing.program'), count: row.payments, amount: row.amount }))} />
        <Amounts title={t('billing.by-item')} currency={currency} rows={(takings?.byItem ?? []).map((row) => ({ key: row.itemKey ?? '', name: row.title === '' ? t('billing.other') : row.title, count: row.lines, amount: row.amount }))} />
        <Amounts title={t('billing.unpaid-by-age')} currency={currency} rows={(unpaid?.byAge ?? []).map((row, index, all) => ({ key: String(row.fromDays), name: agesOf(row.fromDays, all[index + 1]?.fromDays, t), count: row.bills, amount: row.due }))} />
        {can('stock.read') ? <StockToday /> : null}
        {can('schedules.manage') ? <UsedToday /> : null}
        <Card title={t('billing.unpaid')}>
          {unpaid?.unpaid.length === 0 ? <p className={classes.note}>{t('billing.all-paid')}</p> : null}
          <ul className={classes.list}>
            {unpaid?.unpaid.map((bill) => (
              <li key={bill.invoiceId}>
                <button type="button" className={classes.row} onClick={() => navigate('cashier', 'till', bill.patient.id)}>
                  <span><bdi>{bill.patient.name}</bdi> <span className={classes.dim}><bdi dir="ltr">{bill.patient.phone}</bdi></span></span><bdi dir="ltr">{money.show(bill.due)}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </div>
  );
}

/** `31–60 days`; of the oldest `91 days and more`. */
const agesOf = (from: number, next: number | undefined, t: TFunction): string =>
  (next === undefined ? t('billing.days-and-more', { from }) : t('billing.days-between', { from, to: next - 1 }));

function Amounts({ title, rows, currency }: { readonly title: string; readonly rows: readonly Row[]; readonly currency: string }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  return (
    <Card title={title}>
      <table className={classes.table}>
        <tbody>
          {rows.map(({ key, name, count, amount }) => <tr key={key}><th scope="row"><bdi>{name}</bdi></th><td className={classes.amount}>{count}</td><td className={classes.amount}><bdi dir="ltr">{money.show(amount)}</bdi></td></tr>)}
        </tbody>
        <tfoot><tr><th scope="row">{t('billing.total')}</th><td className={classes.amount}>{rows.reduce((sum, { count }) => sum + count, 0)}</td><td className={`${classes.amount ?? ''} ${classes.strong ?? ''}`}><bdi dir="ltr">{money.show(rows.reduce((sum, { amount }) => sum + amount, 0))}</bdi></td></tr></tfoot>
      </table>
    </Card>
  );
}
