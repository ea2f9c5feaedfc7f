import { Button, CloseButton, Progress } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { ConfirmButton } from '#renderer/screens/settings/parts/confirm-button.tsx';
import { LiveContent } from '#renderer/screens/settings/parts/live-content.tsx';
import { CountTable } from './count-table.tsx';
import classes from './exchange.module.css';
import { RefusalTable } from './refusal-table.tsx';
import { useReport } from './use-report.ts';

interface Props {
  readonly importId: string;
  readonly onClose: () => void;
  /** Imports for good what was only looked at; absent when its file is no longer at hand. */
  readonly onImport?: () => void;
  /** The file was stored: it need not stand ready any longer. */
  readonly onStored?: () => void;
}

/** An import while it runs and when it is over. */
export function ImportResult({ importId, onClose, onImport, onStored }: Props) {
  const { t } = useTranslation();
  const live = useReport(importId);
  const place = useRef<HTMLElement>(null);
  useEffect(() => { place.current?.scrollIntoView({ block: 'nearest' }); }, [live.data?.status]);
  const stored = live.data?.status === 'done' && !live.data.dryRun;
  const tell = useRef(onStored);
  useEffect(() => { tell.current = onStored; });
  useEffect(() => { if (stored) tell.current?.(); }, [stored]);
  return (
    <section ref={place} className={classes.result} aria-label={t('exchange.result')}>
      <LiveContent live={live}>
        {(report) => (
          <>
            <header className={classes.resultHead}>
              <h3 className={classes.resultTitle} role="status">{t(report.dryRun ? `exchange.dry.${report.status}` : `exchange.status.${report.status}`)} <bdi>{report.name}</bdi></h3>
              <CloseButton aria-label={t('exchange.close-result')} onClick={onClose} />
            </header>
            {report.status === 'running' ? <Running report={report} /> : <Ended report={report} onChanged={live.reload} {...(onImport ? { onImport } : {})} />}
          </>
        )}
      </LiveContent>
    </section>
  );
}

function Running({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const cancel = useCommand(() => client.exchange.cancel({ importId: report.id }));
  const percent = report.total === 0 ? 0 : Math.floor((report.done / report.total) * 100);
  return (
    <>
      <div className={classes.progress}>
        <Progress value={percent} size="lg" aria-label={t('exchange.progress')} style={{ flex: 1 }} transitionDuration={0} />
        <span className={classes.percent}>{t('exchange.percent', { percent })}</span>
        <Button variant="default" loading={cancel.busy} onClick={() => void cancel.run()}>{t('exchange.cancel')}</Button>
      </div>
      <ProblemNote problem={cancel.problem} />
      <CountTable report={report} />
    </>
  );
}

interface EndedProps {
  readonly report: ImportReport;
  readonly onChanged: () => void;
  readonly onImport?: () => void;
}

function Ended({ report, onChanged, onImport }: EndedProps) {
  const { t } = useTranslation();
  const undo = useCommand(async () => {
    await client.exchange.undo({ importId: report.id });
    onChanged();
  });
  const undoable = !report.dryRun && (report.status === 'done' || report.status === 'interrupted' || report.status === 'failed');
  return (
    <>
      {report.error === null ? null : <p className={classes.error}>{t(`exchange.error.${report.error}`, { defaultValue: t('exchange.error.other', { code: report.error }) })}</p>}
      <CountTable report={report} />
      <div className={classes.buttons}>
        {report.dryRun && report.status === 'done' && onImport && <Button onClick={onImport}>{t('exchange.import')}</Button>}
        {undoable && (
          <ConfirmButton
            variant="default" label={t('exchange.undo')} question={t('exchange.undo-question')} confirm={t('exchange.undo-yes')}
            busy={undo.busy} onConfirm={() => void undo.run()}
          />
        )}
      </div>
      <ProblemNote problem={undo.problem} />
      {report.refusedCount > 0 && <RefusalTable report={report} />}
    </>
  );
}
