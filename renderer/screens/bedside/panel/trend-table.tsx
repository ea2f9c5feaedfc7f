import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import { measureName } from '../measure-words.ts';
import classes from './panel.module.css';
import type { ShownSeries } from './trend-series.ts';

/** More rows than this are read by nobody; a closer look has fewer. */
const MOST = 60;

/** The rows behind the pictures, newest first. */
export function TrendTable({ series }: { readonly series: readonly ShownSeries[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = series.flatMap(({ code, unit, points }) => points.map((point) => ({ code, unit, ...point }))).sort((a, b) => b.at - a.at);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('bedside.tab.trends')}>
      <table className={classes.table}>
        <thead><tr><th scope="col">{t('chart.column.when')}</th><th scope="col">{t('bedside.what')}</th><th scope="col">{t('bedside.mean')}</th><th scope="col">{t('bedside.lowest')}</th><th scope="col">{t('bedside.highest')}</th></tr></thead>
        <tbody>
          {rows.slice(0, MOST).map((row) => (
            <tr key={`${row.code} ${row.at}`}>
              <td>{format.time(row.at)}</td><th scope="row">{measureName(row.code, t)}</th>
              <td dir="ltr">{row.mean} <small>{row.unit}</small></td><td dir="ltr">{row.low}</td><td dir="ltr">{row.high}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST ? <p className={classes.dim}>{t('bedside.newest-rows', { count: MOST })}</p> : null}
    </div>
  );
}
