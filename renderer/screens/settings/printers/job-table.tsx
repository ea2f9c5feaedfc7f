import { IconAlertTriangle, IconCheck, IconClock, IconHelpCircle, IconLoader, IconX, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Printer, PrintJob } from '#domain/contract/printing.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';
import { JobButtons } from './job-buttons.tsx';
import own from './printers.module.css';

interface Look {
  readonly icon: Icon;
  readonly tone: 'plain' | 'attention' | 'danger';
}

const LOOKS: Readonly<Record<PrintJob['status'], Look>> = {
  queued: { icon: IconClock, tone: 'plain' },
  sending: { icon: IconLoader, tone: 'plain' },
  done: { icon: IconCheck, tone: 'plain' },
  failed: { icon: IconAlertTriangle, tone: 'danger' },
  cancelled: { icon: IconX, tone: 'plain' },
  uncertain: { icon: IconHelpCircle, tone: 'attention' },
};

/** What was sent to the printers, newest first, and what can be done about each. */
export function JobTable({ jobs, printers }: { readonly jobs: readonly PrintJob[]; readonly printers: readonly Printer[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (jobs.length === 0) return <span className={classes.dim}>{t('printers.queue-empty')}</span>;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('printers.queue')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('printers.job')}</th>
            <th scope="col">{t('printers.printer')}</th>
            <th scope="col">{t('printers.when')}</th>
            <th scope="col">{t('printers.state')}</th>
            <th scope="col"><span className="db-hidden">{t('printers.what-to-do')}</span></th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => {
            const { icon: Picture, tone } = LOOKS[job.status];
            return (
              <tr key={job.id} data-status={job.status}>
                <th scope="row">{t(`printers.document.${job.kind}`)} <bdi>{job.title}</bdi>{job.reprintOf === null ? null : ` ${t('printers.reprinted')}`}</th>
                <td>{printers.find(({ id }) => id === job.printerId)?.name ?? '–'}</td>
                <td>{format.dateTime(job.at, now)}</td>
                <td>
                  <span className={own.state} data-tone={tone}>
                    <Picture size={16} aria-hidden />
                    <span>
                      {t(`printers.status.${job.status}`)}
                      {job.error === null ? null : <span className={own.reason}>{t(`printers.error.${job.error}`, { defaultValue: t('printers.error.other') })}</span>}
                    </span>
                  </span>
                </td>
                <td className={classes.tableEnd}><JobButtons job={job} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
