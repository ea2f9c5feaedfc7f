import { useTranslation } from 'react-i18next';
import type { LabEventShape, LabLine } from '#domain/contract/lab-shapes.ts';
import { useNow } from '#renderer/parts/now.ts';
import { PriorityMark } from '#renderer/screens/lab/work/order-list.tsx';
import { ordersOf } from '#renderer/screens/lab/work/orders-of.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './lab.module.css';
import { StepLog } from './step-log.tsx';

/** Orders that are not over yet, and how far each test is. */
export function OpenOrders({ lines, events, catalogue }: { readonly lines: readonly LabLine[]; readonly events: readonly LabEventShape[]; readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const orders = ordersOf(lines.filter(({ status }) => status !== 'verified' && status !== 'cancelled'));
  if (orders.length === 0) return null;
  return (
    <section aria-label={t('laboratory.chart.open')}>
      <h2 className={classes.heading}>{t('laboratory.chart.open')}</h2>
      <ul className={classes.open}>
        {orders.map(({ id, first, lines: of }) => (
          <li key={id}>
            <div className={classes.dim}>{format.dateTime(first.orderedAt, now)} · <bdi>{first.orderedBy ?? '–'}</bdi> <PriorityMark priority={first.priority} /></div>
            {[...Map.groupBy(of, ({ status }) => status)].map(([status, tests]) => (
              <div key={status}>{tests.map(({ testCode }) => catalogue.nameOf(testCode)).join(t('everywhere.comma'))} ({t(`laboratory.line-status.${status}`)})</div>
            ))}
            <StepLog lines={lines.filter(({ orderId }) => orderId === id)} events={events} catalogue={catalogue} />
          </li>
        ))}
      </ul>
    </section>
  );
}
