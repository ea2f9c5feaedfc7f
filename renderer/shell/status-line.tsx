import { IconPrinterOff, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useCan } from '#renderer/session/session.ts';
import { useSpeech } from '#renderer/session/speech.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { AlarmState } from './alarm-state.tsx';
import { CriticalResults } from './critical-results.tsx';
import { SyncLine } from './sync-line.tsx';
import classes from './top-bar.module.css';

const RECENT_MS = 60 * 60_000;

/** Nothing but the time while all is well; what is wrong stands here in words. */
export function StatusLine() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const speech = useSpeech((state) => state.state);
  const failedJobs = useFailedJobs(now);
  const can = useCan();
  return (
    <div className={classes.status} role="status" aria-label={t('shell.status')}>
      <AlarmState />
      {failedJobs > 0 ? (
        <span className={classes.trouble} data-tone="attention"><IconPrinterOff size={16} aria-hidden />{t('shell.print-trouble', { count: failedJobs })}</span>
      ) : null}
      {speech === 'failed' ? (
        <span className={classes.trouble} data-tone="danger"><IconVolumeOff size={16} aria-hidden />{t('shell.voice-failed')}</span>
      ) : null}
      {speech === 'blocked' ? (
        <span className={classes.trouble} data-tone="attention"><IconVolumeOff size={16} aria-hidden />{t('shell.voice-blocked')}</span>
      ) : null}
      {can('lab.read') ? <CriticalResults /> : null}
      <SyncLine />
      <time dateTime={new Date(now).toISOString()}>{format.time(now)}</time>
    </div>
  );
}

/** Print jobs of the last hour that did not come out. */
function useFailedJobs(now: number): number {
  const can = useCan();
  const { data } = useLive(can('print.use') ? 'printing.jobs' : null, () => client.printing.jobs({ limit: 20 }), ['printing']);
  return data?.jobs.filter((job) => (job.status === 'failed' || job.status === 'uncertain') && now - Date.parse(job.at) < RECENT_MS).length ?? 0;
}
