/**
 * One day as people type it. `14/3/2026` `14-3-26` `14032026` `14 mar 2026` `2026-03-14` in the clinic's order and the words of the
 * interface languages; `14/3` without a year; `today` or `t`, `yesterday`, `tomorrow`; `-3`, `+2w`, `-1m` counted from today. Digits of any script.
 */
import { addDays, addMonths, addYears, calendarDate, compareDates, dateParts, daysBetween, daysInMonth, type CalendarDate } from '../kit/calendar.ts';
import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { foldWord } from './age-words.ts';
import { readBirthDate, type DateOrder } from './birth-date-reading.ts';
import { monthOfWord } from './month-words.ts';

export interface DayOptions {
  /** The clinic's day, and the order in which it writes dates. */
  readonly today: CalendarDate;
  readonly order: DateOrder;
  /** Where a day without its year, or with two digits of it, is looked for: up to today, from today on, or wherever it is nearest. */
  readonly lean?: 'past' | 'near' | 'ahead';
  /** A month alone (`03/2027`, as printed on a box) stands for its last day. */
  readonly monthEnd?: boolean;
}

export type DayIssue = { readonly code: 'empty' | 'not-a-day' | 'impossible-date' };

/** A year of two digits lies at most this far ahead. */
const YEARS_AHEAD = 20;
const DAYS: ReadonlyMap<string, number> = new Map(Object.entries({ t: 0, today: 0, hoy: 0, h: 0, اليوم: 0, yesterday: -1, ayer: -1, امس: -1, البارحه: -1, tomorrow: 1, manana: 1, غدا: 1 }));
const STEPS: ReadonlyMap<string, (from: CalendarDate, by: number) => CalendarDate> = new Map([
  ['w', (from: CalendarDate, by: number) => addDays(from, by * 7)], ['m', addMonths], ['y', addYears],
]);

export function readDay(typed: string, options: DayOptions): Result<CalendarDate, DayIssue> {
  const text = asciiDigits(typed.normalize('NFKC')).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim().toLowerCase();
  if (text === '') return err({ code: 'empty' });
  const fromToday = named(text, options.today) ?? counted(text, options.today);
  return fromToday === undefined ? withoutYear(text, options) ?? withYear(text, options) : ok(fromToday);
}

function named(text: string, today: CalendarDate): CalendarDate | undefined {
  const days = DAYS.get(foldWord(text));
  return days === undefined ? undefined : addDays(today, days);
}

/** `-3`, `t+2w`: days unless a letter says otherwise. */
function counted(text: string, today: CalendarDate): CalendarDate | undefined {
  const [, sign, count, unit = ''] = /^t? ?([+\-−]) ?(\d{1,3}) ?([dwmy]?)$/.exec(text) ?? [];
  return sign === undefined ? undefined : (STEPS.get(unit) ?? addDays)(today, Number(count) * (sign === '+' ? 1 : -1));
}

function withYear(text: string, { today, order, lean, monthEnd = false }: DayOptions): Result<CalendarDate, DayIssue> {
  const read = readBirthDate(text, { today: lean === 'past' ? today : addYears(today, YEARS_AHEAD), order });
  if (!read.ok) return err({ code: read.error.code === 'unreadable' ? 'not-a-day' : read.error.code });
  if (read.value.kind === 'date') return ok(read.value.date);
  if (read.value.kind === 'year' || !monthEnd) return err({ code: 'not-a-day' });
  const { year, month } = read.value;
  return ok(calendarDate(year, month, daysInMonth(year, month)) ?? today);
}

/** `14/3`, `14 mar`, `mar 14`: the day of which year is decided by the side asked for. Undefined for anything longer. */
function withoutYear(text: string, { today, order, lean = 'near' }: DayOptions): Result<CalendarDate, DayIssue> | undefined {
  const [a, b, ...more] = text.split(/[\s/.,\-–—]+/).filter((part) => part !== '');
  if (a === undefined || b === undefined || more.length > 0 || a.length > 12 || b.length > 12) return undefined;
  const [wordA, wordB] = [monthOfWord(a), monthOfWord(b)];
  const numbers = [a, b].map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : undefined));
  const [first, second] = numbers;
  const [day, month] = wordB !== undefined ? [first, wordB] : wordA !== undefined ? [second, wordA] : order === 'dmy' ? [first, second] : [second, first];
  if (day === undefined || month === undefined) return undefined;
  const year = dateParts(today).year;
  // 29 February may be years away.
  const days = Array.from({ length: 17 }, (_, at) => calendarDate(year - 8 + at, month, day)).filter((each) => each !== undefined);
  const fit = days.filter((each) => lean === 'near' || (lean === 'past' ? compareDates(each, today) <= 0 : compareDates(each, today) >= 0));
  const nearest = fit.sort((one, other) => Math.abs(daysBetween(one, today)) - Math.abs(daysBetween(other, today)))[0];
  return nearest === undefined ? err({ code: 'impossible-date' }) : ok(nearest);
}
