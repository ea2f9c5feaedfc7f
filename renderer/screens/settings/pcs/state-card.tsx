import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { sinceSentence, stateSentence } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Group } from '../parts/page.tsx';
import classes from './pcs.module.css';

/** Where this PC stands, in one sentence, with what can be done about it. */
export function StateCard({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const now = useNow();
  const again = useCommand(() => client.sync.now({}));
  const check = useCommand(async () => {
    const { tables, different } = await client.sync.check({});
    toast(different > 0 ? 'danger' : 'done', tables === 0 ? t('sync.check.busy') : t('sync.check.result', { count: different }));
  });
  const { arriving, progress } = status;
  const [here, head] = arriving?.stage === 'older' ? [arriving.rows, arriving.of] : [progress.here, progress.head];
  const filling = status.state === 'online' && head > here;
  const since = sinceSentence(status, t, format, now);
  return (
    <Group title={t('sync.state.title')} wide>
      <p className={classes.state} data-state={status.state} role="status">{stateSentence(status, t, format, now)}</p>
      {status.server === null ? null : <p className={classes.server}>{t('sync.state.server')} <bdi dir="ltr">{status.server}</bdi></p>}
      {filling ? <Progress value={head === 0 ? 0 : (here / head) * 100} aria-label={stateSentence(status, t, format, now)} /> : null}
      {since === null ? null : <p className={classes.server}>{since}</p>}
      {status.clock.offsetMs !== null && Math.abs(status.clock.offsetMs) > 120_000
        ? <p className={classes.clock}>{t('sync.state.clock', { count: Math.round(Math.abs(status.clock.offsetMs) / 60_000) })}</p> : null}
      {status.state === 'alone' ? null : (
        <div className={classes.buttons}>
          <ActionButton action={{ id: 'sync.now', title: t('sync.now'), keys: 'Ctrl+Enter', run: () => void again.run() }} busy={again.busy} variant="default" />
          {can('sync.manage') ? <ActionButton action={{ id: 'sync.check', title: t('sync.check.title'), keys: 'Alt+K', run: () => void check.run() }} busy={check.busy} variant="default" /> : null}
        </div>
      )}
      <ProblemNote problem={again.problem ?? check.problem} />
    </Group>
  );
}
