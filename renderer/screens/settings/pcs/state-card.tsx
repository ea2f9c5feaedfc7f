import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { fetchesAnew, sinceSentence, skewWords, stateSentence, SYNC_KEYS, tells } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { OtherCertificate } from './other-certificate.tsx';
import { Group } from '../parts/page.tsx';
import classes from './pcs.module.css';

/** Where this PC stands, in one sentence, with what can be done about it. */
export function StateCard({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const again = useCommand(() => client.sync.now({}));
  const { arriving, progress } = status;
  const [here, head] = arriving && (arriving.stage === 'older' || fetchesAnew(status)) ? [arriving.rows, arriving.of] : [progress.here, progress.head];
  const filling = status.state === 'online' && head > here;
  const since = sinceSentence(status, t, format, now);
  return (
    <Group title={t('sync.state.title')} wide>
      <div className={classes.stateLine}>
        <div className={classes.questionWords}>
          <p className={classes.state} data-state={status.state} role="status">{stateSentence(status, t, format, now)}</p>
          {status.server === null ? null : <p className={classes.server}>{t('sync.state.server')} <bdi dir="ltr">{status.server}</bdi></p>}
        </div>
        {status.state === 'alone' ? null : (
          <ActionButton action={{ id: 'sync.now', title: t('sync.now'), keys: SYNC_KEYS, run: () => void again.run() }} busy={again.busy} variant="default" size="xs" />
        )}
      </div>
      {filling ? <Progress value={head === 0 ? 0 : (here / head) * 100} aria-label={stateSentence(status, t, format, now)} /> : null}
      {since === null ? null : <p className={classes.server}>{since}</p>}
      {tells(status.clock.offsetMs) ? <p className={classes.clock}>{t('sync.state.clock', { words: skewWords(-(status.clock.offsetMs ?? 0), t, format) })}</p> : null}
      {status.reason === 'certificate' ? <OtherCertificate /> : null}
      <ProblemNote problem={again.problem} />
    </Group>
  );
}
