/**
 * Calendar dates as text, `YYYY-MM-DD`, in the proleptic Gregorian calendar, years 0001–9999.
 * Everything is integer arithmetic: no `Date`, so no time zone can move a birthday by a day.
 * Functions that take a `CalendarDate` throw a RangeError on text that is not a real date (a bug
 * of the caller); text from people goes through `isCalendarDate` or `calendarDate` first.
 */
export type CalendarDate = string;

export interface DateParts {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_BEFORE_1970 = 719_468;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month (1–12); 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** The date's text, or undefined when no such day exists (31 April, 29 February 2023, year 0). */
export function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || year < 1 || year > 9999 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return write(year, month, day);
}

export function isCalendarDate(text: string): text is CalendarDate {
  return readDate(text) !== undefined;
}

/** Year, month and day of a `YYYY-MM-DD` text; undefined when it is not a real date. */
export function readDate(text: string): DateParts | undefined {
  const found = SHAPE.exec(text);
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return calendarDate(year, month, day) === undefined ? undefined : { year, month, day };
}

/** Year, month and day of a date known to be real. */
export function dateParts(date: CalendarDate): DateParts {
  const parts = readDate(date);
  if (!parts) throw new RangeError('Not a calendar date');
  return parts;
}

/** Days since 1970-01-01 (negative before). Method: Hinnant, "chrono-compatible low-level date algorithms". */
export function dayNumber(date: CalendarDate): number {
  const { year, month, day } = dateParts(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - DAYS_BEFORE_1970;
}

/** The date that lies `days` after 1970-01-01. */
export function fromDayNumber(days: number): CalendarDate {
  const z = days + DAYS_BEFORE_1970;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const made = calendarDate(year, month, day);
  if (made === undefined) throw new RangeError('Date outside years 1 to 9999');
  return made;
}

export const addDays = (date: CalendarDate, days: number): CalendarDate => fromDayNumber(dayNumber(date) + days);

/** Same day of another month; a day that month lacks becomes its last (31 January + 1 month → 28/29 February). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const made = calendarDate(y, m, Math.min(day, daysInMonth(y, m)));
  if (made === undefined) throw new RangeError('Date outside years 1 to 9999');
  return made;
}

/** Same day of another year; 29 February becomes 28 February in common years. */
export const addYears = (date: CalendarDate, years: number): CalendarDate => addMonths(date, years * 12);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayNumber(to) - dayNumber(from);

export function compareDates(a: CalendarDate, b: CalendarDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Completed months of life. Somebody born on a day the month lacks completes it on the first of the
 * next one (born 29 February: a year older on 1 March of common years). Negative before birth.
 */
export function ageInMonths(birth: CalendarDate, at: CalendarDate): number {
  const [b, a] = [dateParts(birth), dateParts(at)];
  return (a.year - b.year) * 12 + (a.month - b.month) - (a.day < b.day ? 1 : 0);
}

/** Completed years of life. */
export const ageInYears = (birth: CalendarDate, at: CalendarDate): number => Math.floor(ageInMonths(birth, at) / 12);
/** Completed weeks of life. */
export const ageInWeeks = (birth: CalendarDate, at: CalendarDate): number => Math.floor(daysBetween(birth, at) / 7);
/** Days of life; 0 on the day of birth. */
export const ageInDays = (birth: CalendarDate, at: CalendarDate): number => daysBetween(birth, at);

const write = (year: number, month: number, day: number): CalendarDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
