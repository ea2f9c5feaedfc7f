import { Button } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#renderer/parts/now.ts';
import { navigate } from '#renderer/router.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { CurrentVisit } from './use-visit.ts';
import classes from './visit.module.css';

/** Visits nobody ended: begun at another PC at the same time, or on another day. */
export function OthersNote({ patientId, others }: { readonly patientId: string; readonly others: CurrentVisit['others'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={classes.others} role="status">
      <IconDoorExit size={18} aria-hidden />
      <span>{t('visit.left-open', { count: others.length })}</span>
      {others.map(({ id, startedAt }) => (
        <Button key={id} size="compact-sm" variant="default" onClick={() => navigate('patients', patientId, 'visit', id)}>{t('visit.of', { when: format.dateTime(startedAt, now) })}</Button>
      ))}
    </div>
  );
}
