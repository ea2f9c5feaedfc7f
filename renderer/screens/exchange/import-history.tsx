import { useTranslation } from 'react-i18next';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { useNow } from '#renderer/parts/now.ts';
import page from '#renderer/screens/settings/parts/page.module.css';
import { useFormat } from '#renderer/text/use-format.ts';

interface Props {
  readonly imports: readonly ImportReport[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

const totalOf = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Earlier imports, newest first; each opens its report, from which it can be undone. */
export function ImportHistory({ imports, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (imports.length === 0) return <span className={page.dim}>{t('exchange.history-empty')}</span>;
  return (
    <div className={page.scroll} tabIndex={0} role="region" aria-label={t('exchange.history')}>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">{t('exchange.file')}</th>
            <th scope="col">{t('exchange.started')}</th>
            <th scope="col">{t('exchange.state')}</th>
            <th scope="col" className={page.tableEnd}>{t('exchange.stored')}</th>
            <th scope="col" className={page.tableEnd}>{t('exchange.refused-short')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((report) => (
            <tr key={report.id} data-chosen={report.id === chosen || undefined}>
              <th scope="row">
                <button type="button" className={page.rowButton} aria-pressed={report.id === chosen} onClick={() => onChoose(report.id)}><bdi>{report.name}</bdi></button>
              </th>
              <td>{format.dateTime(report.startedAt, now)}</td>
              <td>{t(report.dryRun ? `exchange.dry.${report.status}` : `exchange.status.${report.status}`)}</td>
              <td className={page.tableEnd}>{report.dryRun ? '–' : format.number(totalOf(report.stored) + totalOf(report.kept))}</td>
              <td className={page.tableEnd}>{format.number(report.refusedCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
