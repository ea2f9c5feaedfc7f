import { Button, Loader, TextInput } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { spanOf } from './calendar-words.ts';
import { carry, type Carried } from './carried.ts';
import { useProviders } from './use-calendar.ts';

/** Everything of the calendar that waits for a hand, each with its way out. */
export function AttentionTab() {
  const { t } = useTranslation();
  const { data, error } = useLive('appointments.attention', () => client.appointments.attention({}), ['calendar', 'clinic', 'patients', 'record']);
  if (!data) return error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(error)} />;
  const { clashes, stranded, overdue, missed, followUps } = data;
  if (clashes.length + stranded.length + overdue.length + missed.length + followUps.length === 0) {
    return <Empty icon={IconChecks} title={t('calendar.nothing-waits')} hint={t('calendar.nothing-waits-hint')} />;
  }
  return (
    <div className={classes.lists}>
      {clashes.length > 0 ? (
        <Card title={t('calendar.list.clashes')}>
          <p className={classes.dim}>{t('calendar.list.clashes-hint')}</p>
          {clashes.map(({ appointments }) => <Clash key={appointments.map(({ id }) => id).join()} appointments={appointments} />)}
        </Card>
      ) : null}
      <Lines title={t('calendar.list.stranded')} hint={t('calendar.list.stranded-hint')} appointments={stranded} tools={(each) => <Move appointment={each} />} />
      <Lines title={t('calendar.list.overdue')} hint={t('calendar.list.overdue-hint')} appointments={overdue} tools={(each) => <><Miss appointment={each} /><Move appointment={each} /></>} />
      <FollowUps followUps={followUps} />
      <Lines title={t('calendar.list.missed')} hint={t('calendar.list.missed-hint')} appointments={missed} tools={(each) => <Again appointment={each} />} />
    </div>
  );
}

interface LinesProps { readonly title: string; readonly hint: string; readonly appointments: readonly Appointment[]; readonly tools: (appointment: Appointment) => ReactNode }

function Lines({ title, hint, appointments, tools }: LinesProps) {
  if (appointments.length === 0) return null;
  return (
    <Card title={title}>
      <p className={classes.dim}>{hint}</p>
      <Table appointments={appointments} tools={tools} />
    </Card>
  );
}

function Table({ appointments, tools }: Pick<LinesProps, 'appointments' | 'tools'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = new Map(useProviders().map(({ id, name }) => [id, name]));
  const mayBook = useCan()('appointments.book');
  return (
    <table className={classes.table}>
      <thead><tr>{(['who', 'when', 'with', 'phone', 'do'] as const).map((column) => <th key={column} scope="col">{t(`calendar.column.${column}`)}</th>)}</tr></thead>
      <tbody>
        {appointments.map((each) => (
          <tr key={each.id}>
            <th scope="row"><button type="button" className={classes.link} onClick={() => navigate('calendar', 'day', each.starts.slice(0, 10))}><bdi>{each.name}</bdi></button></th>
            <td>{format.date(each.starts.slice(0, 10))}, <span dir="ltr">{spanOf(each)}</span></td>
            <td><bdi>{names.get(each.providerId)}</bdi></td>
            <td><bdi dir="ltr">{each.phone}</bdi></td>
            <td className={classes.tools}>{mayBook ? tools(each) : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Takes it to the calendar of its day, where the next slot that is chosen is for it. */
function take(carried: Carried, day: string): void {
  carry(carried);
  navigate('calendar', 'day', day);
}

const about = (name: string): ReactNode => <span className="db-hidden">{` ${name}`}</span>;

function Move({ appointment }: { readonly appointment: Appointment }) {
  const { t } = useTranslation();
  return <Button size="compact-sm" variant="default" onClick={() => take({ kind: 'move', appointment }, appointment.starts.slice(0, 10))}>{t('calendar.do.move')}{about(appointment.name)}</Button>;
}

function Miss({ appointment }: { readonly appointment: Appointment }) {
  const { t } = useTranslation();
  const miss = useCommand(async () => { await client.appointments.miss({ appointmentId: appointment.id }); });
  return <Button size="compact-sm" variant="default" loading={miss.busy} onClick={() => void miss.run()}>{t('calendar.do.miss')}{about(appointment.name)}</Button>;
}

/** Another day for somebody who did not come. */
function Again({ appointment }: { readonly appointment: Appointment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { patientId, name, phone, reason } = appointment;
  const book = (): void => take({ kind: 'patient', patient: { id: patientId, name }, ...(patientId === null && phone !== null ? { phone } : {}), ...(reason === null ? {} : { reason }) }, format.today(Date.now()));
  return <Button size="compact-sm" variant="default" onClick={book}>{t('calendar.do.again')}{about(name)}</Button>;
}

/** Several in one place: move one, or keep them all, with a reason. */
function Clash({ appointments }: { readonly appointments: readonly Appointment[] }) {
  const { t } = useTranslation();
  const mayKeep = useCan()('appointments.overbook');
  const [reason, setReason] = useState('');
  const keep = useCommand(async () => {
    // The first stands as it is; those after it stand beside it.
    for (const { id } of appointments.slice(1)) await client.appointments.keep({ appointmentId: id, reason });
  });
  return (
    <div className={classes.clash}>
      <Table appointments={appointments} tools={(each) => <Move appointment={each} />} />
      {mayKeep ? (
        <form className={classes.keep} noValidate onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') void keep.run(); }}>
          <TextInput
            label={t('calendar.keep-why')} value={reason} maxLength={400} onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={keep.busy} disabled={reason.trim() === ''}>{t('calendar.do.keep')}</Button>
          <ProblemNote problem={keep.problem} />
        </form>
      ) : null}
    </div>
  );
}

type FollowUpLines = Awaited<ReturnType<typeof client.appointments.attention>>['followUps'];

function FollowUps({ followUps }: { readonly followUps: FollowUpLines }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayBook = useCan()('appointments.book');
  const drop = useCommand(async (followUpId: string) => { await client.appointments.dropFollowUp({ followUpId }); });
  if (followUps.length === 0) return null;
  return (
    <Card title={t('calendar.list.follow-ups')}>
      <p className={classes.dim}>{t('calendar.list.follow-ups-hint')}</p>
      <table className={classes.table}>
        <thead><tr>{(['who', 'due', 'reason', 'phone', 'do'] as const).map((column) => <th key={column} scope="col">{t(`calendar.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {followUps.map(({ id, patient, dueOn, reason }) => (
            <tr key={id}>
              <th scope="row"><bdi>{patient.name}</bdi></th>
              <td>{format.date(dueOn)}</td>
              <td><bdi>{reason}</bdi></td>
              <td><bdi dir="ltr">{patient.phone}</bdi></td>
              <td className={classes.tools}>
                {mayBook ? (
                  <>
                    <Button size="compact-sm" onClick={() => take({ kind: 'patient', patient, followUpId: id, reason }, dueOn)}>{t('calendar.do.book')}{about(patient.name)}</Button>
                    <Button size="compact-sm" variant="default" onClick={() => void drop.run(id)}>{t('calendar.do.drop')}{about(patient.name)}</Button>
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={drop.problem} />
    </Card>
  );
}
