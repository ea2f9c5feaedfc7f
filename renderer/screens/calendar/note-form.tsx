import { Button, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './calendar.module.css';

/** Why somebody comes, a note and the phone; saved by Enter or when asked to. */
export function NoteForm({ appointment, editable }: { readonly appointment: Appointment; readonly editable: boolean }) {
  const { t } = useTranslation();
  const stored = { reason: appointment.reason ?? '', note: appointment.note ?? '', phone: appointment.phone ?? '' };
  const [typed, setTyped] = useState(stored);
  // Only what was typed here: the phone shown may be the patient's own.
  const changes = Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== stored[name as keyof typeof stored])) as Partial<typeof typed>;
  const changed = Object.keys(changes).length > 0;
  const save = useCommand(async () => { await client.appointments.update({ appointmentId: appointment.id, ...changes }); });
  return (
    <form className={classes.cancel} noValidate onSubmit={(event) => { event.preventDefault(); if (changed) void save.run(); }}>
      <TextInput label={t('calendar.reason')} value={typed.reason} maxLength={400} readOnly={!editable} onChange={(event) => setTyped({ ...typed, reason: event.currentTarget.value })} />
      <TextInput label={t('calendar.phone')} value={typed.phone} maxLength={60} readOnly={!editable} inputMode="tel" dir="ltr" onChange={(event) => setTyped({ ...typed, phone: event.currentTarget.value })} />
      <Textarea label={t('calendar.note')} value={typed.note} maxLength={400} rows={2} readOnly={!editable} onChange={(event) => setTyped({ ...typed, note: event.currentTarget.value })} />
      {changed ? <Button type="submit" variant="default" loading={save.busy}>{t('settings.save')}</Button> : null}
      <ProblemNote problem={save.problem} />
    </form>
  );
}
