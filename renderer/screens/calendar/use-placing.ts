import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment, BookingRefusal } from '#domain/contract/calendar.ts';
import { startsText } from '#domain/calendar/wall.ts';
import { client } from '#renderer/api/client.ts';
import { issueOf, problemOf, type Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { whenOf } from './calendar-words.ts';
import type { Stop } from './columns.ts';

/** Who is booked, and what is said of it. */
export interface Booking {
  readonly patientId?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly reason?: string;
  readonly followUpId?: string;
  readonly repeat?: { readonly unit: 'day' | 'week' | 'month'; readonly every: number; readonly count: number | null; readonly until: string | null };
}

/** What is to be done at a place. */
export type Placing = { readonly kind: 'book'; readonly booking: Booking } | { readonly kind: 'move'; readonly appointment: Appointment };

interface Wanted { readonly stop: Stop; readonly placing: Placing }

export interface Place {
  readonly run: (stop: Stop, placing: Placing, overbookReason?: string) => Promise<Appointment | undefined>;
  /** What was refused last, and why, with names. */
  readonly refused: (Wanted & { readonly refusals: readonly BookingRefusal[] }) | undefined;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly clear: () => void;
}

/** Books or moves; what stands in the way is asked for by name. */
export function usePlacing(): Place {
  const { t } = useTranslation();
  const format = useFormat();
  const [refused, setRefused] = useState<Place['refused']>();
  const command = useCommand(async (wanted: Wanted, overbookReason: string | undefined) => {
    const { stop, placing } = wanted;
    if (stop.providerId === undefined) return undefined;
    const place = { providerId: stop.providerId, starts: startsText(stop.at), ...(overbookReason === undefined ? {} : { overbookReason }) };
    try {
      const done = placing.kind === 'move'
        ? { appointment: await client.appointments.move({ appointmentId: placing.appointment.id, ...place }), booked: 1, leftOut: [] }
        : await client.appointments.book({ ...place, ...placing.booking });
      setRefused(undefined);
      const said = { name: isolated(done.appointment.name), when: whenOf(done.appointment.starts, format, t), count: done.booked };
      toast('done', t(placing.kind === 'move' ? 'calendar.moved' : 'calendar.booked', said));
      if (done.leftOut.length > 0) toast('info', t('calendar.left-out', { days: done.leftOut.map(({ starts }) => whenOf(starts, format, t)).join('; ') }));
      return done.appointment;
    } catch (error) {
      if (issueOf(problemOf(error), 'starts') === undefined) throw error;
      setRefused({ ...wanted, refusals: (await client.appointments.check({ ...place, ...aboutPerson(placing) })).refusals });
      return undefined;
    }
  });
  return {
    run: (stop, placing, reason) => command.run({ stop, placing }, reason), refused, busy: command.busy, problem: command.problem,
    clear: () => { setRefused(undefined); command.clear(); },
  };
}

function aboutPerson(placing: Placing): { patientId?: string; exceptId?: string; minutes?: number } {
  if (placing.kind === 'book') return placing.booking.patientId === undefined ? {} : { patientId: placing.booking.patientId };
  const { id, patientId, minutes } = placing.appointment;
  return { exceptId: id, minutes, ...(patientId === null ? {} : { patientId }) };
}
