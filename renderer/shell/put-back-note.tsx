import { IconHistoryToggle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './shell.module.css';

/** Says where everybody works that this PC's record was put back or moved, until a manager says that they know. spec: SYN-3 */
export function PutBackNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const can = useCan()('sync.manage');
  const { data: status, reload } = useLive('sync.status', () => client.sync.status({}), ['sync']);
  const seen = useCommand(async () => {
    await client.sync.seen({});
    reload();
  });
  if (!status?.putBack) return null;
  const { kind, at, letters } = status.putBack;
  return (
    <div className={classes.clock} role="status">
      <IconHistoryToggle size={18} aria-hidden className={classes.clockIcon} />
      <span className={classes.clockWords}>
        <span>{t(`sync.put-back.${kind}`, { time: format.dateTime(at, now), letters })}</span>
        <span>{t(status.state === 'alone' ? 'sync.put-back.alone' : 'sync.put-back.server')}</span>
      </span>
      {can ? (
        <ActionButton action={{ id: 'sync.put-back-known', title: t('sync.put-back.known'), keys: 'Alt+W', run: () => void seen.run() }} busy={seen.busy} variant="default" size="compact-sm" />
      ) : null}
    </div>
  );
}
