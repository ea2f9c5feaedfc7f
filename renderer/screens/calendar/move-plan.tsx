import { NativeSelect } from '@mantine/core';
import { IconCalendarX, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { client } from '#renderer/api/client.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useRooms } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { refusalText, spanOf, whenOf } from './calendar-words.ts';

/** Other times that were chosen, by appointment. */
export type Chosen = Readonly<Record<string, string>>;
export type PlanLines = Awaited<ReturnType<typeof client.appointments.planMoves>>['lines'];

/** A time for each that stays: the nearest that is free and was not chosen for another. What was chosen stays; the same where there is none. */
export function nextOffers(lines: PlanLines, chosen: Chosen): Chosen {
  const taken = new Set(Object.values(chosen));
  const found = lines.flatMap(({ appointment, refusals, offers }) => {
    const offer = refusals.length === 0 ? undefined : offers.find((each) => !taken.has(each));
    if (offer === undefined) return [];
    taken.add(offer);
    return [[appointment.id, offer] as const];
  });
  return found.length === 0 ? chosen : { ...chosen, ...Object.fromEntries(found) };
}

interface Props {
  readonly lines: PlanLines;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Each appointment with where it goes, or why it stays and when it could go instead. */
export function PlanTable({ lines, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const rooms = new Map(useRooms().map(({ id, name }) => [id, name]));
  const goesTo = ({ appointment, starts, roomId }: PlanLines[number]): string => {
    const room = roomId === null ? undefined : rooms.get(roomId);
    if (starts !== appointment.starts) return room === undefined ? whenOf(starts, format, t) : `${whenOf(starts, format, t)}${t('everywhere.comma')}${isolated(room)}`;
    return room === undefined ? t('calendar.many.same-time') : t('calendar.many.same-time-in', { room: isolated(room) });
  };
  const choose = (id: string, starts: string): void => {
    const { [id]: _, ...rest } = chosen;
    onChoose(starts === '' ? rest : { ...rest, [id]: starts });
  };
  return (
    <div className={classes.manyLines} tabIndex={0} role="group" aria-label={t('calendar.many.where')}>
      <table className={classes.table}>
        <thead><tr>{(['who', 'when'] as const).map((column) => <th key={column} scope="col">{t(`calendar.column.${column}`)}</th>)}<th scope="col">{t('calendar.many.where')}</th><th scope="col">{t('calendar.many.other-time')}</th></tr></thead>
        <tbody>
          {lines.map((line) => {
            const { appointment, refusals: [refused], offers } = line;
            const own = chosen[appointment.id];
            return (
              <tr key={appointment.id} data-stays={refused !== undefined || undefined}>
                <th scope="row"><Name>{appointment.name}</Name></th>
                <td className={classes.manyWhen}>{format.date(appointment.starts.slice(0, 10))}{t('everywhere.comma')}<span dir="ltr">{spanOf(appointment)}</span></td>
                <td>
                  <span className={classes.manyWhere}>
                    {refused ? <IconCalendarX size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
                    <span>{refused ? `${t('calendar.many.stays')} ${refusalText(refused, t, format)}` : goesTo(line)}</span>
                  </span>
                </td>
                <td>
                  {offers.length === 0 && own === undefined ? null : (
                    <NativeSelect
                      size="xs" value={own ?? ''} aria-label={`${t('calendar.many.other-time')}: ${appointment.name}`} onChange={(event) => choose(appointment.id, event.currentTarget.value)}
                      data={[{ value: '', label: t('calendar.many.own-time') }, ...[...new Set([...(own === undefined ? [] : [own]), ...offers])].map((each) => ({ value: each, label: whenOf(each, format, t) }))]}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
