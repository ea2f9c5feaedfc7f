import { IconAlertTriangle, IconCheck, IconCircleCheck, IconRepeat, IconUserCheck, IconUserX, type Icon } from '@tabler/icons-react';
import type { CSSProperties, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isExpected, type AppointmentStatus } from '#domain/calendar/status.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import classes from './calendar.module.css';
import { clockOf } from './calendar-words.ts';

interface Props {
  readonly appointment: Appointment;
  readonly chosen: boolean;
  readonly dragged: boolean;
  /** Its time is over by some minutes. */
  readonly late: boolean;
  /** High enough for a second line. */
  readonly tall: boolean;
  readonly style: CSSProperties;
  readonly onGrab: (event: PointerEvent) => void;
}

const pictures: Readonly<Partial<Record<AppointmentStatus, Icon>>> = { confirmed: IconCheck, arrived: IconUserCheck, completed: IconCircleCheck, 'no-show': IconUserX };

/** One appointment in the calendar: who and when; the picture says how it stands. */
export function Item({ appointment, chosen, dragged, late, tall, style, onGrab }: Props) {
  const { t } = useTranslation();
  const { id, name, status, reason, overbookReason, seriesId, tokenLabel } = appointment;
  const overdue = late && isExpected(status);
  const Picture = pictures[status];
  return (
    <div
      className={classes.item} style={style} data-item={id} data-status={overdue ? 'overdue' : status} data-chosen={chosen || undefined} data-dragged={dragged || undefined}
      onPointerDown={onGrab}
    >
      <span className={classes.itemLine}>
        <span className={classes.itemTime}>{clockOf(appointment.starts)}</span>
        <span className={classes.itemName}><strong><bdi>{name}</bdi></strong>{tall ? null : <Sub token={tokenLabel} reason={reason} />}</span>
        {overdue ? <IconAlertTriangle size={14} role="img" aria-label={t('calendar.late')} /> : null}
        {Picture ? <Picture size={14} role="img" aria-label={t(`calendar.status.${status}`)} /> : null}
        {seriesId === null ? null : <IconRepeat size={13} role="img" aria-label={t('calendar.series')} />}
        {overbookReason === null ? null : <span className={classes.itemMark}>+</span>}
      </span>
      {tall ? <Sub token={tokenLabel} reason={reason} /> : null}
    </div>
  );
}

function Sub({ token, reason }: { readonly token: string | null; readonly reason: string | null }) {
  return <span className={classes.itemSub}>{token === null ? null : <bdi dir="ltr">{token}</bdi>}<bdi>{reason}</bdi></span>;
}
