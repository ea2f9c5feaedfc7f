import { IconDisabled, IconHeartHandshake, IconStethoscope, IconUrgent, IconWoman, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import classes from './queue-list.module.css';

type Marked = Exclude<QueueEntry['priority'], 'ordinary'>;

const PICTURES: Readonly<Record<Marked, Icon>> = {
  emergency: IconUrgent, triage: IconStethoscope, pregnant: IconWoman, elderly: IconHeartHandshake, disabled: IconDisabled,
};

/** Why somebody goes first: picture and word. Ordinary turns have none. */
export function PriorityMark({ priority }: { readonly priority: QueueEntry['priority'] }) {
  const { t } = useTranslation();
  if (priority === 'ordinary') return null;
  const Picture = PICTURES[priority];
  return (
    <span className={classes.priority} data-priority={priority}>
      <Picture size={15} aria-hidden />
      <span>{t(`priority.${priority}`)}</span>
    </span>
  );
}
