import { useTranslation } from 'react-i18next';
import type { ImportReport } from '#domain/contract/exchange.ts';
import page from '#renderer/screens/settings/parts/page.module.css';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './exchange.module.css';

/** How many of each kind were stored, were here already, or have no place of their own and are kept as they came, or are of a kind that is not kept. */
export function CountTable({ report: { stored, unchanged, kept, skipped, refusedCount, dryRun } }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const types = [...new Set([...Object.keys(stored), ...Object.keys(kept), ...Object.keys(unchanged), ...Object.keys(skipped)])];
  const count = (counts: Readonly<Record<string, number>>, type: string): string => (counts[type] === undefined ? '–' : format.number(counts[type]));
  return (
    <>
      {types.length > 0 && (
        <table className={`${page.table} ${classes.counts}`}>
          <thead>
            <tr>
              <th scope="col">{t('exchange.type')}</th>
              <th scope="col" className={page.tableEnd}>{t(dryRun ? 'exchange.would-store' : 'exchange.stored')}</th>
              <th scope="col" className={page.tableEnd}>{t('exchange.kept')}</th>
              <th scope="col" className={page.tableEnd}>{t('exchange.unchanged')}</th>
              <th scope="col" className={page.tableEnd}>{t('exchange.skipped')}</th>
            </tr>
          </thead>
          <tbody>
            {types.map((type) => (
              <tr key={type}>
                <th scope="row">{t(`exchange.types.${type}`, { defaultValue: type })}</th>
                <td className={page.tableEnd}>{count(stored, type)}</td>
                <td className={page.tableEnd}>{count(kept, type)}</td>
                <td className={page.tableEnd}>{count(unchanged, type)}</td>
                <td className={page.tableEnd}>{count(skipped, type)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <span>{refusedCount === 0 ? t('exchange.none-refused') : t('exchange.refused-count', { count: refusedCount })}</span>
    </>
  );
}
