import { Loader, NativeSelect } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '#domain/kit/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';

const SPANS = { 'last-7': [-6, 0], 'last-28': [-27, 0], 'next-7': [0, 6], 'next-28': [0, 27] } as const;
type Span = keyof typeof SPANS;

/** How the hours of doctors and rooms are used. */
export function UsedTab({ today }: { readonly today: string }) {
  const { t } = useTranslation();
  const [span, setSpan] = useState<Span>('last-28');
  const [from, to] = SPANS[span].map((days) => addDays(today, days)) as [string, string];
  const { data, error } = useLive(`appointments.utilisation:${from}:${to}`, () => client.appointments.utilisation({ from, to }), ['calendar', 'clinic']);
  return (
    <div className={classes.lists}>
      <NativeSelect
        aria-label={t('calendar.used.which')} value={span} w={220} onChange={(event) => setSpan(event.currentTarget.value as Span)}
        data={(Object.keys(SPANS) as Span[]).map((each) => ({ value: each, label: t(`calendar.used.${each}`) }))}
      />
      {error !== undefined && !data ? <ProblemNote problem={problemOf(error)} /> : null}
      {!data && error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : null}
      {data && data.providers.length + data.rooms.length === 0 ? <Empty icon={IconChartBar} title={t('calendar.used.none')} hint={t('calendar.used.none-hint')} /> : null}
      {data && data.providers.length > 0 ? <Used title={t('calendar.used.providers')} rows={data.providers} /> : null}
      {data && data.rooms.length > 0 ? <Used title={t('calendar.used.rooms')} rows={data.rooms} /> : null}
    </div>
  );
}

type Rows = Awaited<ReturnType<typeof client.appointments.utilisation>>['providers'];

function Used({ title, rows }: { readonly title: string; readonly rows: Rows }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={title}>
      <table className={`${classes.table} ${classes.numbers}`}>
        <thead><tr>{(['name', 'used', 'open', 'booked', 'appointments', 'completed', 'missed', 'cancelled'] as const).map((column) => <th key={column} scope="col">{t(`calendar.used.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => {
            const percent = row.openMinutes === 0 ? null : Math.round((row.bookedMinutes / row.openMinutes) * 100);
            return (
              <tr key={row.id}>
                <th scope="row"><bdi>{row.name}</bdi></th>
                <td>
                  <span className={classes.meter} aria-hidden><span className={classes.meterFill} style={{ inlineSize: `${Math.min(100, percent ?? 0)}%` }} /></span>
                  {percent === null ? '–' : t('calendar.used.percent', { percent: format.number(percent) })}
                </td>
                <td>{hours(row.openMinutes)}</td>
                <td>{hours(row.bookedMinutes)}</td>
                {([row.appointments, row.completed, row.missed, row.cancelled] as const).map((count, index) => <td key={index}>{format.number(count)}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}

const hours = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
