import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Card } from '#renderer/parts/card.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { itemName, useStockWords } from '../pharmacy/use-stock.ts';
import classes from './cashier.module.css';

/** As many batches are named; the pharmacy's own list has all of them. */
const SHOWN = 5;

/** What the stock cost, and what of it expires next. */
export function StockToday() {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const value = useLive('stock.valuation', () => client.stock.valuation({}), ['stock', 'clinic']).data;
  const batches = useLive('stock.expiring', () => client.stock.expiring({}), ['stock', 'clinic']).data?.batches ?? [];
  return (
    <Card title={t('billing.overview.stock')} tools={<a className={classes.link} href="#/pharmacy/value">{t('billing.overview.all')}<span className="db-hidden"> {t('billing.overview.stock')}</span></a>}>
      {value ? <p className={classes.big}><bdi dir="ltr">{words.money(value.total, value.currency)}</bdi></p> : null}
      {value && value.unknown > 0 ? <p className={classes.note}>{t('pharmacy.without-price', { count: value.unknown })}</p> : null}
      <h3 className={classes.part}>{t('billing.overview.expiring', { count: batches.length })} <a className={classes.link} href="#/pharmacy/expiring">{t('billing.overview.all')}<span className="db-hidden"> {t('pharmacy.tab.expiring')}</span></a></h3>
      {batches.length === 0 ? null : (
        <table className={classes.table}>
          <tbody>
            {batches.slice(0, SHOWN).map((batch) => (
              <tr key={`${batch.batchId} ${batch.storeId}`}>
                <th scope="row"><bdi>{itemName(batch.item)}</bdi></th><td className={`${classes.day ?? ''} ${batch.expired ? classes.danger ?? '' : ''}`}>{format.date(batch.expiresOn ?? '')}</td>
                <td className={classes.amount}><bdi>{words.quantity(batch.onHand, batch.item)}</bdi></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** How much of today's hours of doctors and rooms is booked. */
export function UsedToday() {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.today(useNow());
  const data = useLive(`appointments.utilisation:${today}:${today}`, () => client.appointments.utilisation({ from: today, to: today }), ['calendar', 'clinic']).data;
  const rows = [...data?.providers ?? [], ...data?.rooms ?? []];
  return (
    <Card title={t('billing.overview.used')} tools={<a className={classes.link} href="#/calendar/used">{t('billing.overview.all')}<span className="db-hidden"> {t('billing.overview.used')}</span></a>}>
      {data && rows.length === 0 ? <p className={classes.note}>{t('billing.overview.nobody')}</p> : null}
      {rows.length === 0 ? null : (
        <table className={classes.table}>
          <tbody>
            {rows.map(({ id, name, openMinutes, bookedMinutes, appointments }) => (
              <tr key={id}>
                <th scope="row"><bdi>{name}</bdi></th><td className={classes.amount}>{t('billing.overview.appointments', { count: appointments })}</td>
                <td className={`${classes.amount ?? ''} ${classes.strong ?? ''}`}>{openMinutes === 0 ? '–' : t('calendar.used.percent', { percent: format.number(Math.round((bookedMinutes / openMinutes) * 100)) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
