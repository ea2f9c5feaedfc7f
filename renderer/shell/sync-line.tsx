import { IconCloudOff, IconArrowsSplit2, IconRefresh } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useNow } from '#renderer/parts/now.ts';
import { stateSentence } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './top-bar.module.css';

/** Work goes on without a server: it is said quietly, and leads to the page where one can look closer. */
export function SyncLine() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { data: status } = useLive('sync.status', () => client.sync.status({}), ['sync']);
  if (!status || status.state === 'alone') return null;
  const mustChoose = status.conflicts.mustChoose;
  const sentence = stateSentence(status, t, format, now);
  const Picture = status.state === 'online' ? IconRefresh : IconCloudOff;
  return (
    <>
      {mustChoose > 0 ? (
        <a className={classes.trouble} data-tone="attention" href="#/settings/pcs"><IconArrowsSplit2 size={16} aria-hidden />{t('sync.line.choices', { count: mustChoose })}</a>
      ) : null}
      <a className={classes.sync} href="#/settings/pcs" title={sentence}>
        <Picture size={16} aria-hidden />
        <span>{lineWords(status, t)}</span>
      </a>
    </>
  );
}

function lineWords({ waiting, state, arriving }: SyncStatus, t: TFunction): string {
  if (waiting > 0) return t('sync.line.waiting', { count: waiting });
  if (state !== 'online' || arriving?.stage !== 'older' || arriving.of === 0) return t(`sync.line.${state}`);
  return t('sync.line.older', { percent: `${String(Math.floor((arriving.rows / arriving.of) * 100))} %` });
}
