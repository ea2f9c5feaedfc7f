import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnMeaning } from '#domain/contract/exchange.ts';
import page from '#renderer/screens/settings/parts/page.module.css';
import { useFormat } from '#renderer/text/use-format.ts';
import { MEANINGS } from './column-meanings.ts';
import classes from './exchange.module.css';
import type { Chosen, Importing } from './use-importing.ts';

const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;

interface Props {
  readonly chosen: Extract<Chosen, { kind: 'table' }>;
  readonly importing: Importing;
}

/** What each column means: guessed from its header, set right by hand, with the first values to judge by. */
export function ColumnTable({ chosen: { head, meanings, dateOrder }, importing }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span>{t('exchange.rows', { count: head.rows, rows: format.number(head.rows), encoding: head.encoding.toUpperCase() })}</span>
      <div className={classes.columns} tabIndex={0} role="region" aria-label={t('exchange.columns')}>
        <table className={page.table}>
          <thead>
            <tr>
              <th scope="col">{t('exchange.column')}</th>
              <th scope="col">{t('exchange.meaning')}</th>
              <th scope="col">{t('exchange.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {head.columns.map((column, index) => (
              // Headers may be empty or repeated; only the place tells columns apart.
              <tr key={index} data-off={meanings[index] === 'ignore' || undefined}>
                <th scope="row"><bdi>{column.header === '' ? t('exchange.column-number', { number: index + 1 }) : column.header}</bdi></th>
                <td>
                  <NativeSelect
                    size="sm" aria-label={t('exchange.meaning-of', { column: column.header === '' ? index + 1 : column.header })} value={meanings[index] ?? 'ignore'}
                    onChange={(event) => importing.setMeaning(index, event.currentTarget.value as ColumnMeaning)}
                    data={MEANINGS.map((meaning) => ({ value: meaning, label: t(`exchange.means.${meaning}`) }))}
                  />
                </td>
                <td className={classes.samples}>{column.samples.filter((sample) => sample !== '').slice(0, 3).map((sample, i) => <bdi key={i}>{sample}</bdi>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <NativeSelect
        label={t('exchange.date-order')} value={dateOrder} style={{ maxInlineSize: 280 }}
        onChange={(event) => importing.setDateOrder(DATE_ORDERS.find((order) => order === event.currentTarget.value) ?? 'dmy')}
        data={DATE_ORDERS.map((order) => ({ value: order, label: t(`settings.order.${order}`) }))}
      />
    </>
  );
}
