import { useTranslation } from 'react-i18next';
import type { ItemImport } from '#domain/contract/stock-shapes.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import classes from '#renderer/screens/exchange/exchange.module.css';
import { RefusalRows } from '#renderer/screens/exchange/refusal-table.tsx';
import { placeWords } from '#renderer/screens/exchange/refusal-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import page from '../parts/page.module.css';

interface Props {
  readonly result: ItemImport;
  /** What the columns of the file are called, by their meaning. */
  readonly headers: ReadonlyMap<string, string>;
}

/** How much of a file of items is or would be taken, and why each refused row is not. */
export function ItemCounts({ result, headers }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { dryRun, items, batches, refused, refusedCount } = result;
  const columnOf = (field: string): string => {
    const header = headers.get(field) ?? '';
    return header === '' ? t(`stock.import.means.${field}`, { defaultValue: field }) : header;
  };
  return (
    <>
      <table className={`${page.table} ${classes.counts}`}>
        <thead>
          <tr>
            <th scope="col">{t('exchange.type')}</th>
            <th scope="col" className={page.tableEnd}>{t(dryRun ? 'stock.import.would' : 'exchange.stored')}</th>
          </tr>
        </thead>
        <tbody>
          <tr><th scope="row">{t('stock.import.items')}</th><td className={page.tableEnd}>{format.number(items)}</td></tr>
          <tr><th scope="row">{t('stock.import.batches')}</th><td className={page.tableEnd}>{format.number(batches)}</td></tr>
        </tbody>
      </table>
      <span>{refusedCount === 0 ? t('exchange.none-refused') : t('exchange.refused-count', { count: refusedCount })}</span>
      {refused.length === 0 ? null : (
        <RefusalRows
          heads={[t('exchange.where'), t('exchange.column'), t('exchange.why')]}
          rows={refused.map((issue) => [placeWords(`row ${format.number(issue.row)}`, t), columnOf(issue.field), issueText(issue, t, format)])}
        />
      )}
      {refused.length < refusedCount && <span className={classes.dim}>{t('stock.import.first-refused', { count: refused.length, all: format.number(refusedCount) })}</span>}
    </>
  );
}
