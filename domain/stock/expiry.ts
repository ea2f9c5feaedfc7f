import { asciiDigits } from '../kit/digits.ts';
import { calendarDate, daysInMonth, type CalendarDate } from '../kit/calendar.ts';
import { err, ok, type Result } from '../kit/result.ts';

/** A day that lies further ahead is a slip of the keys. */
const MOST_YEARS = 30;

export type ExpiryIssue = { readonly code: 'expiry-unreadable' | 'impossible-date' | 'too-far'; readonly limit?: number };

/**
 * An expiry as it is printed on packs: `03/2027`, `3-27` or `2027-03` mean the last day of the month; `31/03/2027` in the clinic's
 * order of day and month, `2027-03-31` always. Null for nothing typed: some things do not expire.
 */
export function readExpiry(text: string, order: 'dmy' | 'mdy' | 'ymd', today: CalendarDate): Result<CalendarDate | null, ExpiryIssue> {
  const plain = asciiDigits(text).replace(/\p{Cf}/gu, '').trim();
  if (plain === '') return ok(null);
  const [year, month, day] = inOrder(plain.split(/\s*[./\-\s]\s*/), order) ?? [];
  if (year === undefined || month === undefined) return err({ code: 'expiry-unreadable' });
  const date = calendarDate(year, month, day ?? daysInMonth(year, month));
  if (date === undefined) return err({ code: 'impossible-date' });
  return year > Number(today.slice(0, 4)) + MOST_YEARS ? err({ code: 'too-far', limit: MOST_YEARS }) : ok(date);
}

/** Year, month and perhaps day; a year of two digits is of this century. Undefined when the parts are no date. */
function inOrder(parts: readonly string[], order: 'dmy' | 'mdy' | 'ymd'): readonly [year: number, month: number, day?: number] | undefined {
  if (!parts.every((part) => /^\d{1,4}$/.test(part)) || parts.length < 2 || parts.length > 3) return undefined;
  const yearFirst = parts[0]?.length === 4;
  const places = parts.length === 2 ? (yearFirst ? [0, 1] : [1, 0]) : yearFirst || order === 'ymd' ? [0, 1, 2] : order === 'mdy' ? [2, 0, 1] : [2, 1, 0];
  const [year = '', month = '', day] = places.map((place) => parts[place]);
  if (year.length !== 4 && year.length !== 2) return undefined;
  const whole = Number(year) + (year.length === 2 ? 2000 : 0);
  return day === undefined ? [whole, Number(month)] : [whole, Number(month), Number(day)];
}
