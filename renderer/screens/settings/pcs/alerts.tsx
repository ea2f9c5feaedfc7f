import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncAlert } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useAlerts } from '#renderer/session/sync-alerts.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Group } from '../parts/page.tsx';
import { alertWords } from './alert-words.ts';
import classes from './pcs.module.css';

/** What happened once stays listed until somebody says that they saw it; the rest ends by itself. */
const ENDED_BY_SEEING: ReadonlySet<SyncAlert['kind']> = new Set(['split', 'differs', 'put-back', 'server-back']);

/** What somebody should look at, in plain words, with what to do. Not there while there is nothing. spec: SYN-3 */
export function Alerts() {
  const { t } = useTranslation();
  const { alerts, reload } = useAlerts();
  const seen = useCommand(async () => {
    await client.sync.seen({});
    reload();
  });
  if (alerts.length === 0) return null;
  return (
    <Group title={t('sync.alerts.title')} wide>
      <ul className={classes.alerts}>
        {alerts.map((alert, index) => <AlertLine key={`${alert.kind} ${alert.pc ?? ''} ${index}`} alert={alert} />)}
      </ul>
      {alerts.some(({ kind }) => ENDED_BY_SEEING.has(kind)) ? (
        <div><ActionButton action={{ id: 'sync.seen', title: t('sync.alerts.seen'), keys: 'Alt+S', run: () => void seen.run() }} busy={seen.busy} variant="default" size="xs" /></div>
      ) : null}
      <ProblemNote problem={seen.problem} />
    </Group>
  );
}

function AlertLine({ alert }: { readonly alert: SyncAlert }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { what, todo } = alertWords(alert, t, format, useNow());
  const Picture = alert.weight === 'attention' ? IconAlertTriangle : IconInfoCircle;
  return (
    <li className={classes.alert} data-weight={alert.weight}>
      <Picture size={18} aria-hidden className={classes.alertIcon} />
      <span className={classes.alertWords}><strong>{what}</strong><span>{todo}</span></span>
    </li>
  );
}
