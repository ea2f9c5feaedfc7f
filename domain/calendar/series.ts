import { addDays, addMonths, compareDates, type CalendarDate } from '../kit/calendar.ts';

export const repeatUnits = ['day', 'week', 'month'] as const;

/** Every `every` days, weeks or months, so many times in all or up to a day. */
export interface Repeat {
  readonly unit: (typeof repeatUnits)[number];
  readonly every: number;
  readonly count: number | null;
  /** The last day that may be one. */
  readonly until: CalendarDate | null;
}

/** A year of weekly appointments; more is a mistake of the one who types. */
export const MOST_IN_SERIES = 53;

/**
 * The days of a series, the first included. Months are counted from the first day, so that the 31st comes back after
 * a short month and 29 February after common years. The time of day is none of its business: it stays as agreed.
 */
export function seriesDays(first: CalendarDate, { unit, every, count, until }: Repeat): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let index = 0; index < Math.min(count ?? MOST_IN_SERIES, MOST_IN_SERIES); index += 1) {
    const day = dayOf(first, unit, every * index);
    if (until !== null && compareDates(day, until) > 0) break;
    days.push(day);
  }
  return days;
}

function dayOf(first: CalendarDate, unit: Repeat['unit'], steps: number): CalendarDate {
  if (unit === 'month') return addMonths(first, steps);
  return addDays(first, unit === 'week' ? steps * 7 : steps);
}
