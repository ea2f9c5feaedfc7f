import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { AttentionTable, LineKey, lineKey, type Marks } from './attention-rows.tsx';
import classes from './calendar.module.css';
import { MoveButton } from './move-button.tsx';

interface Props { readonly list: string; readonly appointments: readonly Appointment[]; readonly marks: Marks }

/** Several in one place: move one, or keep them all, with a reason. */
export function ClashGroup({ list, appointments, marks }: Props) {
  const { t } = useTranslation();
  const mayKeep = useCan()('appointments.overbook');
  const [reason, setReason] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const keep = useCommand(async () => {
    // The first stands as it is; those after it stand beside it.
    for (const { id } of appointments.slice(1)) await client.appointments.keep({ appointmentId: id, reason });
  });
  const marked = appointments.some(({ id }) => lineKey(list, id) === marks.key);
  const leave = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <div className={classes.clash}>
      <AttentionTable list={list} appointments={appointments} marks={marks} tools={(each, here) => <MoveButton appointment={each} marked={here} />} />
      {mayKeep ? (
        <form className={classes.keep} noValidate onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') void keep.run(); }}>
          <TextInput
            ref={box} label={t('calendar.keep-why')} value={reason} maxLength={400} w={320} onChange={(event) => setReason(event.currentTarget.value)} onKeyDown={leave}
            {...(marked ? { rightSection: <KeyHint keys="k" />, 'aria-keyshortcuts': 'k' } : {})}
          />
          {marked ? <LineKey action={{ id: 'calendar.line.keep', title: t('calendar.do.keep'), keys: 'k', run: () => box.current?.focus() }} /> : null}
          <Button type="submit" variant="default" loading={keep.busy} disabled={reason.trim() === ''}>{t('calendar.do.keep')}</Button>
          <ProblemNote problem={keep.problem} />
        </form>
      ) : null}
    </div>
  );
}
