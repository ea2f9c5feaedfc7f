import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import { hourLabel, type FlowHour } from './flow-waits.ts';
import classes from './queue-screen.module.css';

/** Every step of the way through the clinic, by hour of arrival: median and 90th percentile. */
export function FlowTable({ hours }: { readonly hours: readonly FlowHour[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={classes.table}>
      <caption className="db-hidden">{t('queue.flow.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queue.flow.hour')}</th><th scope="col">{t('queue.flow.step')}</th>
          <th scope="col">{t('queue.flow.people')}</th><th scope="col">{t('queue.flow.median')}</th><th scope="col">{t('queue.flow.p90')}</th>
        </tr>
      </thead>
      <tbody>
        {hours.flatMap(({ hour, steps }) => steps.map(({ step, count, median, p90 }, index) => (
          <tr key={`${String(hour)} ${step}`}>
            <th scope="row">{index === 0 ? hourLabel(hour) : <span className="db-hidden">{hourLabel(hour)}</span>}</th>
            <td>{t(`queue.flow.steps.${step}`)}</td>
            <td>{format.number(count)}</td><td>{format.minutes(Math.round(median))}</td><td>{format.minutes(Math.round(p90))}</td>
          </tr>
        )))}
      </tbody>
    </table>
  );
}
