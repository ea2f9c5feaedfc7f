import { Loader } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { useMarkedLine } from '#renderer/parts/marked-line.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { AttentionTable, LineButton, lineKey, type Marks } from './attention-rows.tsx';
import classes from './calendar.module.css';
import { ClashGroup } from './clash-group.tsx';
import { FollowUps } from './follow-ups.tsx';
import { MoveButton, take } from './move-button.tsx';
import { Stranded } from './stranded.tsx';

type Attention = Awaited<ReturnType<typeof client.appointments.attention>>;

/** Everything of the calendar that waits for a hand, each with its way out; the arrows mark a line, whose keys are shown. spec: APT-4 */
export function AttentionTab() {
  const { t } = useTranslation();
  const { data, error } = useLive('appointments.attention', () => client.appointments.attention({}), ['calendar', 'clinic', 'patients', 'record']);
  if (!data) return error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(error)} />;
  if (keysOf(data).length === 0) return <Empty icon={IconChecks} title={t('calendar.nothing-waits')} hint={t('calendar.nothing-waits-hint')} />;
  return <Lists data={data} />;
}

const clashList = (appointments: readonly Appointment[]): string => `clash-${appointments.map(({ id }) => id).join('-')}`;

/** The lines from top to bottom. */
const keysOf = ({ clashes, stranded, overdue, missed, followUps }: Attention): string[] => [
  ...clashes.flatMap(({ appointments }) => appointments.map(({ id }) => lineKey(clashList(appointments), id))),
  ...stranded.map(({ id }) => lineKey('stranded', id)), ...overdue.map(({ id }) => lineKey('overdue', id)),
  ...followUps.map(({ id }) => lineKey('follow-ups', id)), ...missed.map(({ id }) => lineKey('missed', id)),
];

function Lists({ data: attention }: { readonly data: Attention }) {
  const { t } = useTranslation();
  const marked = useMarkedLine(keysOf(attention));
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => { frame.current?.querySelector('[data-marked]')?.scrollIntoView({ block: 'nearest' }); }, [marked.key]);
  const miss = useCommand(async (appointmentId: string) => { await client.appointments.miss({ appointmentId }); });
  const { clashes, stranded, overdue, missed, followUps } = attention;
  return (
    <div ref={frame} className={classes.lists} onKeyDown={marked.onKeyDown}>
      <ProblemNote problem={miss.problem} />
      {clashes.length > 0 ? (
        <Card title={t('calendar.list.clashes')}>
          <p className={classes.dim}>{t('calendar.list.clashes-hint')}</p>
          {clashes.map(({ appointments }) => <ClashGroup key={clashList(appointments)} list={clashList(appointments)} appointments={appointments} marks={marked} />)}
        </Card>
      ) : null}
      <Stranded appointments={stranded} marks={marked} />
      <Lines
        list="overdue" appointments={overdue} marks={marked}
        tools={(each, here) => (
          <>
            <LineButton action={{ id: 'calendar.line.miss', title: t('calendar.do.miss'), keys: 'x', run: () => void miss.run(each.id) }} about={each.name} marked={here} />
            <MoveButton appointment={each} marked={here} />
          </>
        )}
      />
      <FollowUps followUps={followUps} marks={marked} />
      <Lines list="missed" appointments={missed} marks={marked} tools={(each, here) => <Again appointment={each} marked={here} />} />
    </div>
  );
}

interface LinesProps {
  readonly list: 'overdue' | 'missed';
  readonly appointments: readonly Appointment[];
  readonly marks: Marks;
  readonly tools: (appointment: Appointment, marked: boolean) => ReactNode;
}

function Lines({ list, ...table }: LinesProps) {
  const { t } = useTranslation();
  if (table.appointments.length === 0) return null;
  return (
    <Card title={t(`calendar.list.${list}`)}>
      <p className={classes.dim}>{t(`calendar.list.${list}-hint`)}</p>
      <AttentionTable list={list} {...table} />
    </Card>
  );
}

/** Another day for somebody who did not come. */
function Again({ appointment, marked }: { readonly appointment: Appointment; readonly marked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { patientId, name, phone, reason } = appointment;
  const book = (): void => take({ kind: 'patient', patient: { id: patientId, name }, ...(patientId === null && phone !== null ? { phone } : {}), ...(reason === null ? {} : { reason }) }, format.today(Date.now()));
  return <LineButton action={{ id: 'calendar.line.again', title: t('calendar.do.again'), keys: 'b', run: book }} about={name} marked={marked} />;
}
