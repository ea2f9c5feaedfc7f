import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { showGiven } from '#renderer/session/give-token.ts';
import { useCan } from '#renderer/session/session.ts';
import { elsewhere, useFieldError } from '../settings/parts/field-error.ts';
import classes from './calendar.module.css';
import { PatientBox } from './patient-box.tsx';

/** Checks somebody in who was booked: a token in the right queue, with its slip. */
export function useCheckIn() {
  const { t } = useTranslation();
  return useCommand(async (appointment: Pick<Appointment, 'id' | 'name'>, patientId?: string) => {
    const done = await client.appointments.checkIn({ appointmentId: appointment.id, ...(patientId === undefined ? {} : { patientId }) });
    showGiven(done.token, done.appointment.name);
    toast('done', t('desk.token-given', { label: done.token.label, name: isolated(done.appointment.name) }));
    return done;
  });
}

/** The key for who has come. Somebody booked by name alone is found or registered first. */
export function CheckIn({ appointment, keys }: { readonly appointment: Appointment; readonly keys: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const checking = useCheckIn();
  const run = (): void => {
    if (appointment.patientId === null) setAsking(true);
    else void checking.run(appointment);
  };
  return (
    <>
      <ActionButton
        action={{ id: 'appointment.check-in', title: t('calendar.do.check-in'), keys, run }} icon={<IconTicket size={18} aria-hidden />} busy={checking.busy} fullWidth
      />
      {asking && appointment.patientId === null ? <WhoIsIt appointment={appointment} onFound={(patientId) => void checking.run(appointment, patientId)} /> : null}
      <ProblemNote problem={checking.problem} />
    </>
  );
}

const SEXES = ['female', 'male', 'other', 'unknown'] as const;

function WhoIsIt({ appointment, onFound }: { readonly appointment: Appointment; readonly onFound: (patientId: string) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [newName, setNewName] = useState<string>();
  return (
    <div className={classes.whoIsIt}>
      <PatientBox
        label={t('calendar.which-patient')} initial={appointment.name} onPick={({ id }) => onFound(id)} onTyped={(name) => { if (can('patients.write')) setNewName(name); }}
        typedLabel={(name) => t('calendar.register-name', { name })}
      />
      {newName === undefined ? null : <Register name={newName} phone={appointment.phone} onDone={onFound} />}
    </div>
  );
}

/** Age and sex are all that is missing to register who was booked. */
function Register({ name, phone, onDone }: { readonly name: string; readonly phone: string | null; readonly onDone: (patientId: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<{ ageOrBirth: string; sex: (typeof SEXES)[number] }>({ ageOrBirth: '', sex: 'female' });
  const register = useCommand(async () => {
    const { id } = await client.patients.create({ name, ...typed, ...(phone === null ? {} : { phone }) });
    onDone(id);
  });
  const errorOf = useFieldError(register.problem);
  return (
    <form className={classes.cancel} noValidate onSubmit={(event) => { event.preventDefault(); void register.run(); }}>
      <TextInput autoFocus label={t('desk.age-or-birth')} value={typed.ageOrBirth} error={errorOf('ageOrBirth')} onChange={(event) => setTyped({ ...typed, ageOrBirth: event.currentTarget.value })} />
      <NativeSelect
        label={t('patients.field.sex')} value={typed.sex} onChange={(event) => setTyped({ ...typed, sex: event.currentTarget.value as (typeof SEXES)[number] })}
        data={SEXES.map((sex) => ({ value: sex, label: t(`patient.sex.${sex}`) }))}
      />
      <Button type="submit" loading={register.busy}>{t('calendar.register')}</Button>
      <ProblemNote problem={elsewhere(register.problem, ['ageOrBirth'])} />
    </form>
  );
}
