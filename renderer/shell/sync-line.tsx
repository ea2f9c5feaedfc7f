import { IconAlertTriangle, IconArrowsSplit2, IconCloudCheck, IconCloudOff, IconCloudPause, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useAlerts } from '#renderer/session/sync-alerts.ts';
import { shortLines, stateSentence, SYNC_KEYS } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './top-bar.module.css';

/** Work goes on without a server: the line says what waits, and leads to the page where one can look closer. spec: SYN-3 */
export function SyncLine() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { data: status } = useLive('sync.status', () => client.sync.status({}), ['sync']);
  const { alerts } = useAlerts();
  const urgent = alerts.filter(({ weight }) => weight === 'attention').length;
  const exchanges = status !== undefined && status.state !== 'alone';
  useAction({ id: 'sync.now', title: t('sync.now'), keys: SYNC_KEYS, when: exchanges, run: () => { client.sync.now({}).catch(() => undefined); } });
  if (!exchanges && urgent === 0) return null;
  const mustChoose = exchanges ? status.conflicts.mustChoose : 0;
  return (
    <>
      {urgent > 0 ? (
        <a className={classes.trouble} data-tone="attention" href="#/settings/pcs"><IconAlertTriangle size={16} aria-hidden />{t('sync.line.alerts', { count: urgent })}</a>
      ) : null}
      {mustChoose > 0 ? (
        <a className={classes.trouble} data-tone="attention" href="#/settings/pcs"><IconArrowsSplit2 size={16} aria-hidden />{t('sync.line.choices', { count: mustChoose })}</a>
      ) : null}
      {exchanges ? (
        <a className={classes.sync} href="#/settings/pcs" title={stateSentence(status, t, format, now)}>
          <SyncPicture status={status} />
          <span className={classes.syncLines}>{shortLines(status, t, format, now, i18n.language).map((line) => <span key={line}>{line}</span>)}</span>
        </a>
      ) : null}
    </>
  );
}

const LOOK = { size: 18, stroke: 1.7, 'aria-hidden': true } as const;

function SyncPicture({ status: { state, waiting } }: { readonly status: SyncStatus }) {
  if (state === 'stopped') return <IconCloudPause {...LOOK} />;
  if (state === 'offline') return <IconCloudOff {...LOOK} />;
  return waiting === 0 && state === 'online' ? <IconCloudCheck {...LOOK} /> : <IconCloudUp {...LOOK} />;
}
