import { IconAlertOctagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import classes from './top-bar.module.css';

/** Critical results of which nobody was told yet: the way to their list. */
export function CriticalResults() {
  const { t } = useTranslation();
  const { data } = useLive('laboratory.criticals:open', () => client.laboratory.criticals({}), ['lab']);
  const count = data?.criticals.length ?? 0;
  if (count === 0) return null;
  return (
    <a className={classes.trouble} data-tone="danger" href="#/lab/critical">
      <IconAlertOctagon size={16} aria-hidden />{t('laboratory.status-critical', { count })}{data?.criticals.some(({ mine }) => mine) === true ? ` (${t('laboratory.yours')})` : ''}
    </a>
  );
}
