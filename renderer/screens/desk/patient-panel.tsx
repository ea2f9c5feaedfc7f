import { CloseButton, NativeSelect } from '@mantine/core';
import { IconAlertHexagon, IconClipboardText, IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { usePatientWords } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useServices } from '#renderer/session/clinic.ts';
import { closePanel, openChart } from '#renderer/session/open-patient.ts';
import { useGiveToken, useServiceChoice } from '#renderer/session/give-token.ts';
import { openEntryOf } from '#renderer/session/here.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { Patient } from '#domain/contract/patients.ts';
import { BookedNote, useNextAppointment } from '../calendar/booked-today.tsx';
import { CheckIn } from '../calendar/check-in.tsx';
import { OpenBalance } from '../cashier/open-balance.tsx';
import { PatientFacts } from './patient-facts.tsx';
import classes from './patient-panel.module.css';

/** Who somebody is, beside the queue; Enter gives them a token. */
export function PatientPanel({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const { data: patient, error } = useLive(`patient ${patientId}`, () => client.patients.get({ patientId }), ['patients']);
  return (
    <section className={classes.panel} aria-label={t('patient.panel')}>
      <div className={classes.close}>
        <KeyHint keys="Escape" />
        <CloseButton aria-label={t('everywhere.close')} onClick={closePanel} />
      </div>
      {error !== undefined && !patient ? <ProblemNote problem={problemOf(error)} /> : null}
      {patient ? <PanelBody patient={patient} /> : null}
    </section>
  );
}

function PanelBody({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const who = usePatientWords(patient);
  return (
    <>
      <header className={classes.head}>
        {patient.photo === null ? null : <img className={classes.photo} src={patient.photo} alt="" />}
        <div className={classes.title}>
          <h2 className={classes.name}><Name>{patient.name}</Name></h2>
          <div className={classes.who}>{who}</div>
          <div className={classes.number} dir="ltr">{patient.number}</div>
        </div>
      </header>
      {patient.allergies.length === 0 ? null : (
        <div className={classes.allergies}>
          <IconAlertHexagon size={18} aria-hidden />
          <span><strong>{t('patient.allergies')}</strong> <bdi>{patient.allergies.map(({ substance }) => isolated(substance)).join(t('everywhere.comma'))}</bdi></span>
        </div>
      )}
      <PanelActions patient={patient} />
      <PatientFacts patient={patient} />
    </>
  );
}

function PanelActions({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const entry = openEntryOf(useQueueToday().data?.entries, patient.id);
  const canGive = can('queue.issue') && !patient.archived;
  const booked = useNextAppointment(patient.id);
  const expected = canGive && !entry && booked?.isToday === true ? booked.next : undefined;
  return (
    <div className={classes.actions}>
      {entry ? (
        <div className={classes.here}>
          <span className={classes.hereLabel} dir="ltr">{entry.label}</span>
          <span>{t(`queue.status.${entry.status}`)} · {format.time(entry.calledAt ?? entry.arrivedAt)}</span>
        </div>
      ) : null}
      <BookedNote patientId={patient.id} />
      <OpenBalance patientId={patient.id} />
      {expected ? <CheckIn appointment={expected} keys="Enter" /> : null}
      {canGive && !entry ? <GiveToken patient={patient} expected={expected !== undefined} /> : null}
      {can('vitals.read') ? (
        <ActionButton
          action={{ id: 'panel.chart', title: t('patient.open-chart'), keys: entry ? 'Enter' : 'Alt+O', run: () => openChart(patient.id) }}
          variant={entry ? 'filled' : 'default'} icon={<IconClipboardText size={18} aria-hidden />} fullWidth
        />
      ) : null}
    </div>
  );
}

/** A token of the chosen service; by Enter, unless somebody booked is checked in by it. */
function GiveToken({ patient, expected }: { readonly patient: Patient; readonly expected: boolean }) {
  const { t } = useTranslation();
  const services = useServices();
  const service = useServiceChoice();
  const giving = useGiveToken();
  return (
    <>
      {services.length > 1 ? (
        <NativeSelect
          label={t('desk.service')} value={service.serviceId} onChange={(event) => service.choose(event.currentTarget.value)}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <ActionButton
        action={{ id: 'panel.give-token', title: t('desk.give-token'), ...(expected ? {} : { keys: 'Enter' }), run: () => void giving.run(patient), when: service.serviceId !== undefined }}
        icon={<IconTicket size={18} aria-hidden />} busy={giving.busy} fullWidth variant={expected ? 'default' : 'filled'}
      />
      <ProblemNote problem={giving.problem} />
    </>
  );
}
