import { calendarDate, compareDates, dateParts } from '../kit/calendar.ts';
import type { CalendarDate } from '../kit/calendar.ts';
import { err, ok } from '../kit/result.ts';
import type { Result } from '../kit/result.ts';
import { isFiller } from './age-words.ts';
import { monthOfWord } from './month-words.ts';

/** Which of day, month and year is written first where the clinic is. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

export type DateRead =
  | {
      readonly kind: 'date';
      readonly date: CalendarDate;
      readonly order: DateOrder;
      readonly swapped: boolean;
      readonly alternative: CalendarDate | null;
      readonly centuryGuessed: boolean;
    }
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  | { readonly kind: 'year'; readonly year: number };

type DateError = { readonly code: 'unreadable' | 'impossible-date' };
interface Context { readonly today: CalendarDate; readonly order: DateOrder }

const unreadable = err({ code: 'unreadable' } as const);
const impossible = err({ code: 'impossible-date' } as const);

/** A date, month or year of birth in a tidied text (lower case, ASCII digits). Never in doubt silently: see `alternative`. */
export function readBirthDate(text: string, context: Context): Result<DateRead, DateError> {
  if (/^\d{4}$/.test(text)) return Number(text) > 0 ? ok({ kind: 'year', year: Number(text) }) : impossible;
  if (/^\d{8}$/.test(text)) return compact(text, context);
  const groups = text.split(/[\s/.,\-–—]+/).filter((group) => group !== '');
  if (/^\D?$/.test(text[0] ?? '') && groups.length === 0) return unreadable;
  if (/\p{L}/u.test(text)) return worded(groups, context);
  if (!groups.every((group) => /^\d+$/.test(group)) || /^[^\d]|[^\d]$/.test(text)) return unreadable;
  if (groups.length === 2) return monthAndYear(groups[0] ?? '', groups[1] ?? '');
  if (groups.length !== 3 || groups.some((group) => group.length > 4 || group.length === 3)) return unreadable;
  return numeric(groups as unknown as readonly [string, string, string], context);
}

/** `1990-03` and `03/1990`. */
function monthAndYear(a: string, b: string): Result<DateRead, DateError> {
  const [year, month] = a.length === 4 ? [a, b] : [b, a];
  if (year.length !== 4 || month.length > 2) return unreadable;
  if (calendarDate(Number(year), Number(month), 1) === undefined) return impossible;
  return ok({ kind: 'month', year: Number(year), month: Number(month) });
}

/** `12031990` in the clinic's order, else `19900312`. */
function compact(text: string, { today, order }: Context): Result<DateRead, DateError> {
  const yearLast = [text.slice(0, 2), text.slice(2, 4), text.slice(4)] as const;
  const yearFirst = [text.slice(0, 4), text.slice(4, 6), text.slice(6)] as const;
  const first = numeric(order === 'ymd' ? yearFirst : yearLast, { today, order });
  return first.ok ? first : numeric(order === 'ymd' ? yearLast : yearFirst, { today, order });
}

/** Three numbers. A four-digit year decides where the year stands; day and month follow the clinic's order. */
function numeric(groups: readonly [string, string, string], { today, order }: Context): Result<DateRead, DateError> {
  const [a, b, c] = groups;
  const yearFirst = a.length === 4 || (order === 'ymd' && c.length !== 4);
  if (b.length > 2 || (yearFirst ? c : a).length > 2) return unreadable;
  const guessed = (yearFirst ? a : c).length <= 2;
  const build = (asked: DateOrder): CalendarDate | undefined => {
    const [year, month, day] = asked === 'ymd' ? [a, b, c] : asked === 'dmy' ? [c, b, a] : [c, a, b];
    return dateOf(year, Number(month), Number(day), today);
  };
  if (yearFirst) {
    const date = build('ymd');
    return date === undefined ? impossible : ok({ kind: 'date', date, order: 'ymd', swapped: false, alternative: null, centuryGuessed: guessed });
  }
  const asked = order === 'mdy' ? 'mdy' : 'dmy';
  const other = asked === 'mdy' ? 'dmy' : 'mdy';
  const [date, second] = [build(asked), build(other)];
  if (date !== undefined) {
    return ok({ kind: 'date', date, order: asked, swapped: false, alternative: second === undefined || second === date ? null : second, centuryGuessed: guessed });
  }
  return second === undefined ? impossible : ok({ kind: 'date', date: second, order: other, swapped: true, alternative: null, centuryGuessed: guessed });
}

/** `12 mar 1990`, `march 12, 1990`, `12 de marzo de 1990`, `mar 1990`. */
function worded(groups: readonly string[], { today }: Context): Result<DateRead, DateError> {
  const month = groups.map(monthOfWord).find((found) => found !== undefined);
  const numbers = groups.filter((group) => /^\d{1,4}(st|nd|rd|th)?$/.test(group)).map((group) => group.replace(/\D+$/, ''));
  const strangers = groups.filter((group) => /\p{L}/u.test(group) && !/^\d/.test(group) && monthOfWord(group) === undefined && !isFiller(group));
  if (month === undefined || strangers.length > 0) return unreadable;
  const [a = '', b = ''] = numbers;
  if (numbers.length === 1 && a.length === 4) return ok({ kind: 'month', year: Number(a), month });
  if (numbers.length !== 2) return unreadable;
  const [year, day] = a.length === 4 ? [a, b] : [b, a];
  if (day.length > 2 || year.length === 3) return unreadable;
  const date = dateOf(year, month, Number(day), today);
  if (date === undefined) return impossible;
  return ok({ kind: 'date', date, order: a.length === 4 ? 'ymd' : 'dmy', swapped: false, alternative: null, centuryGuessed: year.length <= 2 });
}

/** A two-digit year is the latest one that does not put the birth in the future. */
function dateOf(year: string, month: number, day: number, today: CalendarDate): CalendarDate | undefined {
  if (year.length > 2) return calendarDate(Number(year), month, day);
  const century = Math.floor(dateParts(today).year / 100) * 100;
  const thisCentury = calendarDate(century + Number(year), month, day);
  if (thisCentury !== undefined && compareDates(thisCentury, today) <= 0) return thisCentury;
  return calendarDate(century - 100 + Number(year), month, day) ?? thisCentury;
}
