import { Button, TextInput } from '@mantine/core';
import { IconArrowsMove, IconCheck, IconClipboardText, IconDownload, IconUserX, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readStarts, wallNow } from '#domain/calendar/wall.ts';
import { isExpected } from '#domain/calendar/status.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { openChart } from '#renderer/session/open-patient.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './calendar.module.css';
import { carry } from './carried.ts';
import { CheckIn } from './check-in.tsx';

interface Props { readonly appointment: Appointment; readonly today: string }

/** What can be done with an appointment as it stands, each by its key. */
export function AppointmentActions({ appointment, today }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const { id, status, starts } = appointment;
  const step = useCommand(async (what: 'confirm' | 'miss' | 'reopen') => { await client.appointments[what]({ appointmentId: id }); });
  const file = useCommand(async () => {
    const { name, content } = await client.appointments.calendarFile({ appointmentId: id });
    saveFile(new Blob([content], { type: 'text/calendar;charset=utf-8' }), name);
  });
  const mayBook = can('appointments.book');
  return (
    <div className={classes.actions}>
      {starts.startsWith(today) && (isExpected(status) || status === 'no-show') && can('queue.issue') ? <CheckIn appointment={appointment} keys="c" /> : null}
      {mayBook && isExpected(status) ? <Expected appointment={appointment} onStep={(what) => void step.run(what)} /> : null}
      {mayBook && (status === 'cancelled' || status === 'no-show') ? (
        <ActionButton action={{ id: 'appointment.reopen', title: t('calendar.do.reopen'), keys: 'r', run: () => void step.run('reopen') }} variant="default" />
      ) : null}
      <div className={classes.actionPair}>
        {mayBook && (isExpected(status) || status === 'no-show') ? <Cancel appointment={appointment} /> : null}
        <ActionButton
          action={{ id: 'appointment.file', title: t('calendar.file-of-one'), keys: 'j', run: () => void file.run() }} label={t('calendar.file')} about={t('calendar.of-one')} variant="subtle" px="xs"
          icon={<IconDownload size={16} aria-hidden />} busy={file.busy}
        />
      </div>
      <ProblemNote problem={step.problem ?? file.problem} />
    </div>
  );
}

/** What is done with somebody who is still to come. */
function Expected({ appointment, onStep }: { readonly appointment: Appointment; readonly onStep: (what: 'confirm' | 'miss') => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const now = useNow();
  const zone = useClinicSettings()?.zone;
  const { status, starts, patientId } = appointment;
  const over = zone !== undefined && (readStarts(starts) ?? 0) <= wallNow(now, zone);
  return (
    <div className={classes.actionPair}>
      <ActionButton action={{ id: 'appointment.confirm', title: t('calendar.do.confirm'), keys: 'k', run: () => onStep('confirm'), when: status === 'pending' }} variant="default" icon={<IconCheck size={16} aria-hidden />} />
      <ActionButton action={{ id: 'appointment.move', title: t('calendar.do.move'), keys: 'm', run: () => carry({ kind: 'move', appointment }) }} variant="default" icon={<IconArrowsMove size={16} aria-hidden />} />
      {over ? <ActionButton action={{ id: 'appointment.miss', title: t('calendar.do.miss'), keys: 'x', run: () => onStep('miss') }} variant="default" icon={<IconUserX size={16} aria-hidden />} /> : null}
      {patientId !== null && can('vitals.read') ? (
        <ActionButton action={{ id: 'appointment.chart', title: t('patient.open-chart'), keys: 'o', run: () => openChart(patientId) }} variant="default" icon={<IconClipboardText size={16} aria-hidden />} />
      ) : null}
    </div>
  );
}

/** Cancelling asks why; of a series, also whether those after it go too. */
function Cancel({ appointment: { id, seriesId } }: { readonly appointment: Appointment }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => { if (asking) box.current?.focus(); }, [asking]);
  const cancel = useCommand(async (all: boolean) => {
    if (all) toast('done', t('calendar.series-cancelled', { count: (await client.appointments.cancelSeries({ appointmentId: id, reason })).cancelled }));
    else {
      await client.appointments.cancel({ appointmentId: id, reason });
      toast('done', t('calendar.cancelled'));
    }
    setAsking(false);
  });
  if (!asking) {
    return <ActionButton action={{ id: 'appointment.cancel', title: t('calendar.do.cancel'), keys: 'Delete', run: () => setAsking(true) }} variant="default" icon={<IconX size={16} aria-hidden />} />;
  }
  const why = reason.trim() !== '';
  return (
    <form
      className={classes.cancel} noValidate onSubmit={(event) => { event.preventDefault(); if (why) void cancel.run(false); }}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); setAsking(false); } }}
    >
      <TextInput ref={box} label={t('calendar.cancel-why')} value={reason} maxLength={400} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={classes.actionPair}>
        <Button type="submit" color="red" loading={cancel.busy} disabled={!why}>{t('calendar.do.cancel')}</Button>
        {seriesId === null ? null : <Button variant="outline" color="red" loading={cancel.busy} disabled={!why} onClick={() => void cancel.run(true)}>{t('calendar.do.cancel-series')}</Button>}
        <Button variant="default" onClick={() => setAsking(false)}>{t('calendar.keep')}</Button>
      </div>
      <ProblemNote problem={cancel.problem} />
    </form>
  );
}
