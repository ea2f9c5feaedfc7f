import { addDays } from '#domain/kit/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import type { Provider } from '#domain/contract/providers.ts';
import type { CalendarDays } from './columns.ts';

const NOBODY: readonly Provider[] = [];

export const useProviders = (): readonly Provider[] => useLive('providers.list', () => client.providers.list({}), ['clinic']).data?.providers ?? NOBODY;

export interface CalendarState {
  readonly days: CalendarDays | undefined;
  readonly zone: string | undefined;
  readonly problem: Problem | undefined;
}

/** Hours and appointments of these days, kept current; `to` included. */
export function useCalendar(from: string, to: string): CalendarState {
  // Slots that go on after midnight are whole only with the day after.
  const hours = useLive(`schedules.hours:${from}:${to}`, () => client.schedules.hours({ from, to: addDays(to, 1) }), ['clinic', 'calendar']);
  const list = useLive(`appointments.list:${from}:${to}`, () => client.appointments.list({ from, to }), ['calendar', 'patients', 'queue']);
  const error = hours.error ?? list.error;
  return {
    days: hours.data && list.data ? { openings: hours.data.openings, closings: hours.data.closings, appointments: list.data.appointments } : undefined,
    zone: hours.data?.zone, problem: error === undefined ? undefined : problemOf(error),
  };
}
