import { Button, TextInput } from '@mantine/core';
import { IconCalendarX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFinal } from '#domain/calendar/booking.ts';
import type { BookingRefusal } from '#domain/contract/calendar.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { refusalText } from './calendar-words.ts';

interface Props {
  readonly refusals: readonly BookingRefusal[];
  readonly busy: boolean;
  /** Does it all the same, for this reason. */
  readonly onOverbook: (reason: string) => void;
}

/** Why it cannot be, in words; who may overbook says why and does it all the same. */
export function Refusals({ refusals, busy, onOverbook }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [reason, setReason] = useState('');
  if (refusals.length === 0) return null;
  const mayOverbook = can('appointments.overbook') && !refusals.some(({ code }) => isFinal(code));
  return (
    <div className={classes.refused}>
      <div role="alert" className={classes.refusedWhy}>
        <IconCalendarX size={18} aria-hidden />
        <div>{refusals.map((each) => <p key={each.code}>{refusalText(each, t, format)}</p>)}</div>
      </div>
      {mayOverbook ? (
        <form
          className={classes.refusedForm} noValidate
          onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') onOverbook(reason.trim()); }}
        >
          <TextInput autoFocus label={t('calendar.overbook-why')} value={reason} maxLength={400} onChange={(event) => setReason(event.currentTarget.value)} />
          <Button type="submit" variant="default" loading={busy} disabled={reason.trim() === ''}>{t('calendar.overbook')}</Button>
        </form>
      ) : null}
    </div>
  );
}
