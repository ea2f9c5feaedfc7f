import { useTranslation } from 'react-i18next';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { useNow } from '#renderer/parts/now.ts';
import page from '#renderer/screens/settings/parts/page.module.css';
import { useFormat } from '#renderer/text/use-format.ts';
import { ImportsTable } from './imports-table.tsx';

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
  const lines = imports.map((report) => ({
    id: report.id, name: report.name, started: format.dateTime(report.startedAt, now),
    state: t(report.dryRun ? `exchange.dry.${report.status}` : `exchange.status.${report.status}`),
    stored: report.dryRun ? '–' : format.number(totalOf(report.stored) + totalOf(report.kept)), refused: format.number(report.refusedCount),
  }));
  return <ImportsTable lines={lines} storedTitle={t('exchange.stored')} chosen={chosen} onChoose={onChoose} />;
}
