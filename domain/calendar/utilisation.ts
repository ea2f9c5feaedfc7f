import type { Opening } from './hours.ts';
import type { AppointmentStatus } from './status.ts';

export interface UsedTime {
  readonly openMinutes: number;
  /** Minutes of appointments that took or take their place; those cancelled and missed are not among them. */
  readonly bookedMinutes: number;
  readonly appointments: number;
  readonly completed: number;
  readonly missed: number;
  readonly cancelled: number;
}

interface Counted { readonly key: string | null; readonly minutes: number; readonly status: AppointmentStatus }

const NONE: UsedTime = { openMinutes: 0, bookedMinutes: 0, appointments: 0, completed: 0, missed: 0, cancelled: 0 };

/** How the open hours of doctors, or rooms, are used. Hours that take several at a time count as often. */
export function usedTime(openings: readonly Opening[], appointments: readonly Counted[], keyOf: (opening: Opening) => string | null): Map<string, UsedTime> {
  const used = new Map<string, UsedTime>();
  const add = (key: string | null, change: (known: UsedTime) => UsedTime): void => {
    if (key !== null) used.set(key, change(used.get(key) ?? NONE));
  };
  for (const opening of openings) add(keyOf(opening), (known) => ({ ...known, openMinutes: known.openMinutes + (opening.end - opening.start) * opening.capacity }));
  for (const { key, minutes, status } of appointments) {
    add(key, (known) => ({
      ...known, appointments: known.appointments + 1,
      bookedMinutes: known.bookedMinutes + (status === 'cancelled' || status === 'no-show' ? 0 : minutes),
      completed: known.completed + (status === 'completed' ? 1 : 0), missed: known.missed + (status === 'no-show' ? 1 : 0),
      cancelled: known.cancelled + (status === 'cancelled' ? 1 : 0),
    }));
  }
  return used;
}
