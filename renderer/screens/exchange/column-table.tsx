import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import page from '#renderer/screens/settings/parts/page.module.css';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './exchange.module.css';

interface Head {
  readonly columns: readonly { readonly header: string; readonly samples: readonly string[] }[];
  readonly rows: number;
  readonly encoding: string;
}

interface Props<M extends string> {
  readonly head: Head;
  /** Of each column, in order. */
  readonly meanings: readonly (M | 'ignore')[];
  /** In the order they are offered. */
  readonly offered: readonly (M | 'ignore')[];
  readonly label: (meaning: M | 'ignore') => string;
  readonly onMeaning: (column: number, meaning: M | 'ignore') => void;
}

/** What each column means: guessed from its header, set right by hand, with the first values to judge by. */
export function ColumnTable<M extends string>({ head, meanings, offered, label, onMeaning }: Props<M>) {
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
                    onChange={(event) => onMeaning(index, offered.find((meaning) => meaning === event.currentTarget.value) ?? 'ignore')}
                    data={offered.map((meaning) => ({ value: meaning, label: label(meaning) }))}
                  />
                </td>
                <td className={classes.samples}>{column.samples.filter((sample) => sample !== '').slice(0, 3).map((sample, i) => <bdi key={i}>{sample}</bdi>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
