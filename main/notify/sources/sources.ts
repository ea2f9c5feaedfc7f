import type { NotificationEvent } from '#domain/notifications/events.ts';
import { appointmentSource } from './appointments.ts';
import { billSource } from './bills.ts';
import { followUpSource } from './follow-ups.ts';
import { labSource } from './lab-results.ts';
import type { Source } from './source.ts';
import { vaccinationSource } from './vaccinations.ts';

const all: readonly Source[] = [appointmentSource, followUpSource, labSource, vaccinationSource, billSource];

const byEvent = new Map(all.flatMap((source) => source.events.map((event) => [event, source] as const)));

export function sourceOf(event: NotificationEvent): Source {
  const source = byEvent.get(event);
  if (!source) throw new Error(`nothing tells of ${event}`);
  return source;
}

/** Events whose sources are asked every few minutes, not at every change: a day is early enough for them, and they read much. */
export const slowEvents: ReadonlySet<NotificationEvent> = new Set(['follow-up-due', 'vaccination-due', 'bill-unpaid']);
