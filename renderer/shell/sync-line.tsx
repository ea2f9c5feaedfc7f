import { IconCloudOff, IconArrowsSplit2, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
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
        <span>{status.waiting > 0 ? t('sync.line.waiting', { count: status.waiting }) : t(`sync.line.${status.state}`)}</span>
      </a>
    </>
  );
}
