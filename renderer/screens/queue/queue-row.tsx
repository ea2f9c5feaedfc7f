import { IconArrowsSplit2 } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { Name } from '#renderer/parts/name.tsx';
import { usePatientWords } from '#renderer/parts/patient-line.tsx';
import { ScoreBadge } from '#renderer/parts/score/score-badge.tsx';
import { WarningBadge } from '#renderer/parts/score/warning-badge.tsx';
import { useRooms, useServices } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { PriorityMark } from './priority-mark.tsx';
import { WaitTime } from './wait-time.tsx';
import classes from './queue-list.module.css';

/** A score of which nothing is known says nothing. */
const ALL_PARTS = 7;

interface Props {
  readonly entry: QueueEntry;
  readonly selected: boolean;
  readonly onOpen: (entry: QueueEntry) => void;
  readonly onSelect?: (entry: QueueEntry) => void;
}

/** One person of today's list: token, who, what for, why first, how long. */
export const QueueRow = memo(function QueueRow({ entry, selected, onOpen, onSelect }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const who = usePatientWords(entry.patient);
  const service = useServices().find(({ id }) => id === entry.serviceId)?.name ?? '';
  const room = useRooms().find(({ id }) => id === entry.roomId)?.name;
  const isCalled = entry.status === 'called' || entry.status === 'serving';
  const open = (): void => { onSelect?.(entry); onOpen(entry); };
  return (
    <button
      type="button" className={classes.row} data-status={entry.status} data-selected={selected || undefined} data-token={entry.label}
      onClick={open} onFocus={() => onSelect?.(entry)} aria-current={selected ? 'true' : undefined}
    >
      <span className={classes.label} dir="ltr">{entry.label}</span>
      <span className={classes.who}>
        <span className={classes.name}><Name>{entry.patient.name}</Name>{entry.patient.choices > 0 ? <IconArrowsSplit2 size={15} className={classes.choices} role="img" aria-label={t('sync.line.choices', { count: entry.patient.choices })} /> : null}</span>
        <span className={classes.facts}>{who}{service === '' ? null : <> · <Name>{service}</Name></>}</span>
      </span>
      <span className={classes.marks}>
        <EarlyWarnings entry={entry} />
        <PriorityMark priority={entry.priority} />
      </span>
      {entry.status === 'waiting' ? <WaitTime from={entry.arrivedAt} /> : (
        <span className={classes.state}>
          <span>{isCalled && room !== undefined ? <Name>{room}</Name> : t(`queue.status.${entry.status}`)}</span>
          <span className={classes.facts}>{format.time(entry.endedAt ?? entry.calledAt ?? entry.arrivedAt)}</span>
        </span>
      )}
    </button>
  );
});

function EarlyWarnings({ entry: { score, warning } }: Pick<Props, 'entry'>) {
  return (
    <>
      {score && score.missing.length < ALL_PARTS ? <ScoreBadge score={score} withAge /> : null}
      {warning ? <WarningBadge warning={warning} /> : null}
    </>
  );
}
