import { Loader } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { takesPlace } from '#domain/calendar/status.ts';
import { clockText, mondayOf, minuteOfWall, wallNow } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { navigate } from '#renderer/router.ts';
import { useRooms } from '#renderer/session/clinic.ts';
import { useCan, useSitting } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { AppointmentPanel } from './appointment-panel.tsx';
import { BookingPanel } from './booking-panel.tsx';
import classes from './calendar.module.css';
import { carry, useCarried } from './carried.ts';
import { daysOf, providerColumns, rangeOf, roomColumns, weekColumns, type CalendarDays, type Column, type Stop } from './columns.ts';
import { DayBar } from './day-bar.tsx';
import { Grid } from './grid.tsx';
import { MoveRefused } from './move-refused.tsx';
import { useCalendar, useProviders } from './use-calendar.ts';
import { useCursor } from './use-cursor.ts';
import { usePlacing, type Placing } from './use-placing.ts';

export type View = 'day' | 'week' | 'rooms';

type Panel = { readonly kind: 'book'; readonly stop: Stop } | { readonly kind: 'appointment'; readonly id: string } | undefined;

const NOTHING: CalendarDays = { openings: [], closings: [], appointments: [] };

interface Props {
  readonly view: View;
  readonly date: string;
  readonly today: string;
  /** The appointment that stands open when one comes here. */
  readonly opened: string | undefined;
}

/** The calendar itself, with what is chosen in it beside it. */
export function DaysTab({ view, date, today, opened }: Props) {
  const { t } = useTranslation();
  const mayBook = useCan()('appointments.book');
  const [panel, setPanel] = useState<Panel>(opened === undefined ? undefined : { kind: 'appointment', id: opened });
  const { carried } = useCarried();
  const shown = useColumns(view, date);
  const cursor = useCursor(shown.columns, shown.now, date);
  const placing = usePlacing();
  const here = useHereWords(cursor.here.column, cursor.here.stop);
  const place = async (stop: Stop, what: Placing): Promise<void> => {
    const done = await placing.run(stop, what);
    if (done) carry(undefined);
  };
  const take = (stop: Stop): void => {
    if (stop.providerId === undefined) toast('info', t('calendar.nobody-there'));
    else if (carried?.kind === 'move') void place(stop, { kind: 'move', appointment: carried.appointment });
    else if (carried) {
      const { patient, phone, followUpId, reason } = carried;
      void place(stop, { kind: 'book', booking: { ...(patient.id === null ? { name: patient.name } : { patientId: patient.id }), ...(typeof phone === 'string' ? { phone } : {}), ...(followUpId === undefined ? {} : { followUpId }), ...(reason === undefined || reason === '' ? {} : { reason }) } });
    } else if (mayBook) setPanel({ kind: 'book', stop });
  };
  const enter = (): void => {
    const { stop, column } = cursor.here;
    if (!stop) return;
    const there = itemAt(column, stop);
    if (!carried && there && stop.places === 0) setPanel({ kind: 'appointment', id: there.id });
    else take(stop);
  };
  const close = (): void => { setPanel(undefined); placing.clear(); };
  const chosenId = panel?.kind === 'appointment' ? panel.id : undefined;
  return (
    <>
      <DayBar view={view} date={date} today={today} cursor={cursor} onEnter={enter} provider={shown.provider} onProvider={shown.chooseProvider} />
      <ProblemNote problem={shown.problem ?? placing.problem} />
      <div className={classes.work}>
        {shown.columns.length === 0 ? <Nothing loading={shown.loading} /> : (
          <Grid
            columns={shown.columns} range={shown.range} cursor={cursor.at} now={shown.now} label={t(`calendar.tab.${view}`)} here={here}
            chosenId={chosenId} mayMove={mayBook} onStop={(column, stop) => { cursor.set({ column, at: stop.at }); take(stop); }}
            onOpen={(column, appointment) => { cursor.goTo(column, appointment.starts); setPanel({ kind: 'appointment', id: appointment.id }); }}
            onDrop={(appointment, stop) => { if (stop.providerId !== undefined) void place(stop, { kind: 'move', appointment }); }}
          />
        )}
        {placing.refused && panel?.kind !== 'book' ? <MoveRefused placing={placing} onClose={() => { carry(undefined); placing.clear(); }} /> : null}
        {panel?.kind === 'book' ? <BookingPanel key={panel.stop.at} stop={panel.stop} placing={placing} onClose={close} /> : null}
        {!placing.refused && panel?.kind === 'appointment' ? <AppointmentPanel key={panel.id} id={panel.id} today={today} onClose={close} /> : null}
      </div>
    </>
  );
}

function Nothing({ loading }: { readonly loading: boolean }) {
  const { t } = useTranslation();
  const can = useCan();
  if (loading) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return <Empty icon={IconCalendarPlus} title={t('calendar.empty')} hint={t(can('schedules.manage') ? 'calendar.empty-manager' : 'calendar.empty-hint')} />;
}

const itemAt = (column: Column | undefined, stop: Stop): Appointment | undefined => {
  const there = column?.items.filter(({ start, appointment }) => start < stop.at + stop.minutes && start + appointment.minutes > stop.at) ?? [];
  return (there.find(({ appointment }) => takesPlace(appointment.status)) ?? there[0])?.appointment;
};

/** What stands under the cursor, in words. */
function useHereWords(column: Column | undefined, stop: Stop | undefined): string {
  const { t } = useTranslation();
  if (!column || !stop) return '';
  const there = itemAt(column, stop);
  const what = there ? there.name : t(stop.places > 0 ? 'calendar.free' : 'calendar.not-open');
  return `${column.title}, ${clockText(minuteOfWall(stop.at))}, ${what}`;
}

function useColumns(view: View, date: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const dates = view === 'week' ? Array.from({ length: 7 }, (_, index) => addDays(mondayOf(date), index)) : [date];
  const { days = NOTHING, zone, problem } = useCalendar(dates[0] ?? date, dates.at(-1) ?? date);
  const nowMs = useNow();
  const providers = useProviders();
  const rooms = useRooms();
  const sitting = useSitting();
  const personId = sitting.phase === 'signed-in' ? sitting.person.id : undefined;
  const [chosen, setChosen] = useState<string>();
  const active = providers.filter((each) => each.active);
  const provider = providers.find(({ id }) => id === chosen) ?? active.find((each) => each.personId === personId) ?? active[0];
  const columns = columnsOf();
  return {
    columns, range: rangeOf(view === 'week' ? daysOf(days, provider?.id) : days, dates), now: zone === undefined ? 0 : wallNow(nowMs, zone), problem, loading: zone === undefined && problem === undefined, provider,
    chooseProvider: (id: string): void => { setChosen(id); navigate('calendar', 'week', date); },
  };
  function columnsOf(): Column[] {
    if (view === 'rooms') return roomColumns(date, rooms, days);
    if (view === 'day') return providerColumns(date, providers, days);
    return provider === undefined ? [] : weekColumns(dates, provider.id, (day) => t('calendar.weekday', { day: format.longDate(day).split(/[,،]/)[0] ?? '', date: Number(day.slice(8)) }), days);
  }
}
