import { IconClockHour4 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '#domain/contract/calendar.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { useRooms, useServices } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useProviders } from '../../calendar/use-calendar.ts';
import classes from '../parts/page.module.css';
import { hoursText, weekdayName } from './words.ts';

interface Props {
  readonly shifts: readonly ShiftView[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

const COLUMNS = [
  ['provider'], ['weekday'], ['hours'], ['slot', classes.inPanel], ['capacity', classes.inPanel], ['room'], ['service', classes.inPanel], ['holds', classes.inPanel],
] as const;

/** Everybody's week, doctor by doctor. */
export function ShiftTable({ shifts, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const providers = useProviders();
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string | null): string => list.find((each) => each.id === id)?.name ?? '';
  const [rooms, services] = [useRooms(), useServices()];
  if (shifts.length === 0) return <Empty icon={IconClockHour4} title={t('schedules.none')} hint={t(providers.length === 0 ? 'schedules.no-providers' : 'schedules.none-hint')} />;
  const sorted = shifts.toSorted((a, b) => nameIn(providers, a.providerId).localeCompare(nameIn(providers, b.providerId)) || a.weekday - b.weekday || a.startMinute - b.startMinute);
  const holds = ({ validFrom, validUntil }: ShiftView): string => [validFrom === null ? '' : t('schedules.from', { date: format.date(validFrom) }), validUntil === null ? '' : t('schedules.until', { date: format.date(validUntil) })].join(' ');
  return (
    <div className={classes.group}>
      <table className={classes.table}>
        <thead><tr>{COLUMNS.map(([column, inPanel]) => <th key={column} scope="col" className={inPanel}>{t(`schedules.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {sorted.map((shift) => {
            const [provider, weekday] = [nameIn(providers, shift.providerId), weekdayName(shift.weekday, i18n.language)];
            return (
              <tr key={shift.id} data-chosen={shift.id === chosen || undefined}>
                <th scope="row"><bdi>{provider}</bdi></th>
                <td style={{ whiteSpace: 'nowrap' }}><button type="button" className={classes.rowButton} aria-pressed={shift.id === chosen} aria-label={`${weekday}, ${provider}`} onClick={() => onChoose(shift.id)}>{weekday}</button></td>
                <td style={{ whiteSpace: 'nowrap' }}><span dir="ltr">{hoursText(shift.startMinute, shift.endMinute)}</span>{shift.endMinute > 1440 ? ` ${t('schedules.next-day')}` : ''}</td>
                <td className={classes.inPanel}>{format.minutes(shift.slotMinutes)}</td>
                <td className={classes.inPanel}>{format.number(shift.capacity)}</td>
                <td><bdi>{nameIn(rooms, shift.roomId)}</bdi></td>
                <td className={classes.inPanel}><bdi>{nameIn(services, shift.serviceId)}</bdi></td>
                <td className={classes.inPanel}>{holds(shift)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
