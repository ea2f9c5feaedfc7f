import { ageInDays, ageInMonths, ageInYears, isCalendarDate, type CalendarDate } from '../kit/calendar.ts';

/**
 * The stored day of birth; null where none is known. An older program or an import may have stored what is no day: of such
 * a patient no age is known, and everything else about them is as of anybody.
 */
export const knownBirth = (stored: string | null): CalendarDate | null => (stored !== null && isCalendarDate(stored) ? stored : null);

type Measure = (birth: CalendarDate, at: CalendarDate) => number;

/** Whoever is born later than that day has no days, months or years; whose birth is not known has null. */
const aged = (measure: Measure) => (stored: string | null, at: CalendarDate): number | null => {
  const born = knownBirth(stored);
  return born === null ? null : Math.max(0, measure(born, at));
};

/** Days of life on a day, of a stored day of birth. */
export const daysOld = aged(ageInDays);
/** Completed months of life. */
export const monthsOld = aged(ageInMonths);
/** Completed years of life. */
export const yearsOld = aged(ageInYears);
