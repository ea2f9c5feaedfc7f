import { Badge, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isExpected } from '#domain/calendar/status.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useRooms } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { AppointmentActions } from './appointment-actions.tsx';
import classes from './calendar.module.css';
import { spanOf } from './calendar-words.ts';
import { NoteForm } from './note-form.tsx';
import { Panel } from './panel.tsx';
import { useProviders } from './use-calendar.ts';

interface Props {
  readonly id: string;
  readonly today: string;
  readonly onClose: () => void;
}

/** One appointment: when, with whom, how it stands, and what can be done with it. */
export function AppointmentPanel({ id, today, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error } = useLive(`appointments.get:${id}`, () => client.appointments.get({ appointmentId: id }), ['calendar', 'patients', 'queue']);
  if (!data) {
    return (
      <Panel title={t('calendar.appointment')} sub="" onClose={onClose}>
        {error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(error)} />}
      </Panel>
    );
  }
  return (
    <Panel title={<Name>{data.name}</Name>} sub={<Sub appointment={data} />} onClose={onClose}>
      <Facts appointment={data} />
      <AppointmentActions appointment={data} today={today} />
      <NoteForm key={`${data.reason ?? ''}|${data.note ?? ''}|${data.phone ?? ''}`} appointment={data} editable={isExpected(data.status) || data.status === 'arrived'} />
    </Panel>
  );
}

function Sub({ appointment }: { readonly appointment: Appointment }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span>{format.date(appointment.starts.slice(0, 10))}{t('everywhere.comma')}<span dir="ltr">{spanOf(appointment)}</span></span>{' '}
      <Badge variant="light" color={appointment.status === 'no-show' || appointment.status === 'cancelled' ? 'gray' : 'teal'}>{t(`calendar.status.${appointment.status}`)}</Badge>
    </>
  );
}

function Facts({ appointment }: { readonly appointment: Appointment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const provider = useProviders().find(({ id }) => id === appointment.providerId);
  const room = useRooms().find(({ id }) => id === appointment.roomId);
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['with', provider?.name], ['room', room?.name], ['number', appointment.patientNumber], ['token', appointment.tokenLabel],
    ['cancelled-because', appointment.cancelReason], ['overbooked-because', appointment.overbookReason], ['booked-on', format.date(appointment.bookedAt.slice(0, 10))],
  ];
  return (
    <dl className={classes.facts}>
      {facts.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) => (
        <div key={name}><dt>{t(`calendar.fact.${name}`)}</dt><dd><bdi>{value}</bdi></dd></div>
      ))}
    </dl>
  );
}
