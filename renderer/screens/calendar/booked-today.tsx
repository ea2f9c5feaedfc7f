import { IconCalendarCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isExpected } from '#domain/calendar/status.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { clockOf, whenOf } from './calendar-words.ts';
import { useProviders } from './use-calendar.ts';

/** The patient's next appointment, today's first; undefined where there is none, or nobody may know. */
export function useNextAppointment(patientId: string): { readonly next: Appointment; readonly isToday: boolean } | undefined {
  const can = useCan();
  const { data } = useLive(can('appointments.read') ? `appointments.of:${patientId}` : null, () => client.appointments.ofPatient({ patientId }), ['calendar']);
  const next = data?.appointments.filter(({ starts, status }) => isExpected(status) && starts >= data.today).sort((a, b) => a.starts.localeCompare(b.starts))[0];
  return next && data && { next, isToday: next.starts.startsWith(data.today) };
}

/** `Booked 10:30 with Dr …`, for whoever stands at the desk. */
export function BookedNote({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useNextAppointment(patientId);
  const provider = useProviders().find(({ id }) => id === found?.next.providerId);
  if (!found) return null;
  const { next, isToday } = found;
  return (
    <span className={classes.bookedNote} data-today={isToday || undefined}>
      <IconCalendarCheck size={16} aria-hidden />
      {t('calendar.booked-with', { when: isToday ? clockOf(next.starts) : whenOf(next.starts, format, t), provider: isolated(provider?.name ?? '') })}
    </span>
  );
}
