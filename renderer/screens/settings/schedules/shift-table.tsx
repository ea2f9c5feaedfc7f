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

interface Named { readonly id: string; readonly name: string }

const nameIn = (list: readonly Named[], id: string | null): string => list.find((each) => each.id === id)?.name ?? '';

/** Hours that differ in nothing but the weekday, Monday first. */
function alike(shifts: readonly ShiftView[], providers: readonly Named[]): ShiftView[][] {
  const of = ({ id: _, weekday: __, ...rest }: ShiftView): string => JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lines = [...Map.groupBy(shifts.toSorted((a, b) => a.weekday - b.weekday), of).values()];
  const [nameOf, first] = [(line: ShiftView[]): string => nameIn(providers, line[0]?.providerId ?? null), (line: ShiftView[]): number => (line[0]?.weekday ?? 0) * 1440 + (line[0]?.startMinute ?? 0)];
  return lines.sort((a, b) => nameOf(a).localeCompare(nameOf(b)) || first(a) - first(b));
}

const COLUMNS = [
  ['provider'], ['weekday'], ['hours'], ['slot', classes.inPanel], ['capacity', classes.inPanel], ['room'], ['service', classes.inPanel], ['holds', classes.inPanel],
] as const;

/** Everybody's week, doctor by doctor: a line for hours that are the same on several days. */
export function ShiftTable({ shifts, ...choice }: Props) {
  const { t } = useTranslation();
  const providers = useProviders();
  if (shifts.length === 0) return <Empty icon={IconClockHour4} title={t('schedules.none')} hint={t(providers.length === 0 ? 'schedules.no-providers' : 'schedules.none-hint')} />;
  return (
    <div className={classes.group}>
      <table className={classes.table}>
        <thead><tr>{COLUMNS.map(([column, inPanel]) => <th key={column} scope="col" className={inPanel}>{t(`schedules.column.${column}`)}</th>)}</tr></thead>
        <tbody>{alike(shifts, providers).map((line) => <Line key={line.map(({ id }) => id).join()} line={line} provider={nameIn(providers, line[0]?.providerId ?? null)} {...choice} />)}</tbody>
      </table>
    </div>
  );
}

function Line({ line, provider, chosen, onChoose }: Omit<Props, 'shifts'> & { readonly line: readonly ShiftView[]; readonly provider: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const [rooms, services] = [useRooms(), useServices()];
  const [shift] = line;
  if (!shift) return null;
  const { validFrom, validUntil } = shift;
  return (
    <tr data-chosen={line.some(({ id }) => id === chosen) || undefined}>
      <th scope="row"><bdi>{provider}</bdi></th>
      <td>
        <span className={classes.days}>
          {line.map(({ id, weekday }) => (
            <button key={id} type="button" className={classes.rowButton} aria-pressed={id === chosen} aria-label={`${weekdayName(weekday, i18n.language, 'short')}, ${provider}, ${hoursText(shift.startMinute, shift.endMinute)}`} onClick={() => onChoose(id)}>
              {weekdayName(weekday, i18n.language, 'short')}
            </button>
          ))}
        </span>
      </td>
      <td className={classes.whole}><span dir="ltr">{hoursText(shift.startMinute, shift.endMinute)}</span>{shift.endMinute > 1440 ? ` ${t('schedules.next-day')}` : ''}</td>
      <td className={`${classes.inPanel} ${classes.whole}`}>{format.minutes(shift.slotMinutes)}</td>
      <td className={classes.inPanel}>{format.number(shift.capacity)}</td>
      <td><bdi>{nameIn(rooms, shift.roomId)}</bdi></td>
      <td className={classes.inPanel}><bdi>{nameIn(services, shift.serviceId)}</bdi></td>
      <td className={classes.inPanel}>{[validFrom === null ? '' : t('schedules.from', { date: format.date(validFrom) }), validUntil === null ? '' : t('schedules.until', { date: format.date(validUntil) })].join(' ')}</td>
    </tr>
  );
}
