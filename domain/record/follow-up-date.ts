import { addDays, addMonths, addYears, compareDates, type CalendarDate } from '../kit/calendar.ts';
import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { DateOrder } from '../patients/birth-date-reading.ts';
import { readDay } from '../patients/day-reading.ts';

/** Nobody books further ahead. */
export const MOST_YEARS_AHEAD = 5;

export interface DueIssue {
  readonly code: 'due-unreadable' | 'impossible-date' | 'past' | 'too-far';
  readonly limit?: number;
}

interface Context {
  /** The clinic's day, and the order in which it writes dates. */
  readonly today: CalendarDate;
  readonly order: DateOrder;
}

/** One letter or word in English, Spanish or Arabic for each span. */
const SPANS: readonly (readonly [RegExp, (from: CalendarDate, count: number) => CalendarDate])[] = [
  [/^(d|day|days|d[ií]as?|يوم|يومين|[اأ]يام)$/, addDays],
  [/^(w|wk|wks|week|weeks|s|sem|semanas?|[اأ]سبوع|[اأ]سبوعين|[اأ]سابيع)$/, (from, count) => addDays(from, 7 * count)],
  [/^(m|mo|month|months|mes|meses|شهر|شهرين|[اأ]شهر|شهور)$/, addMonths],
  [/^(y|yr|year|years|a|años?|anos?|سنة|سنتين|سنوات)$/, addYears],
];
/** Arabic says two of a thing in one word. */
const PAIRS = /^(يومين|[اأ]سبوعين|شهرين|سنتين)$/;
const TOMORROW = /^(tomorrow|mañana|manana|غدا)$/;

/** When somebody is to come again: `2w`, `in 2 weeks`, `en 3 meses`, `بعد أسبوعين`, `tomorrow`, or a date in the clinic's order. */
export function readDue(typed: string, { today, order }: Context): Result<CalendarDate, DueIssue> {
  const text = asciiDigits(typed).toLowerCase().normalize('NFC').replace(/[\u064b-\u0652]/g, '').replace(/\s+/g, ' ').trim().replace(/^(in|en|after|dentro de|بعد) /, '');
  if (TOMORROW.test(text)) return ok(addDays(today, 1));
  const span = spanOf(text);
  if (span !== undefined) return within(span(today), today);
  // A day that is named or counted any other way is no day to come again.
  const read = /^\d/.test(text) ? readDay(text, { today, order, lean: 'ahead' }) : undefined;
  if (read?.ok) return within(read.value, today);
  return err({ code: read?.error.code === 'impossible-date' ? 'impossible-date' : 'due-unreadable' });
}

function spanOf(text: string): ((from: CalendarDate) => CalendarDate) | undefined {
  const found = /^(\d{1,4})? ?(\p{L}+)$/u.exec(text);
  const [count, word] = [found?.[1], found?.[2]];
  if (word === undefined) return undefined;
  // A letter alone is no answer; `week` or `شهر` is one of them.
  if (count === undefined && word.length < 3) return undefined;
  const known = SPANS.find(([pattern]) => pattern.test(word));
  if (!known) return undefined;
  const number = count === undefined ? (PAIRS.test(word) ? 2 : 1) : Number(count);
  const inReach = (from: CalendarDate): CalendarDate => known[1](from, Math.min(number, MOST_YEARS_AHEAD * 400));
  return inReach;
}

function within(due: CalendarDate, today: CalendarDate): Result<CalendarDate, DueIssue> {
  if (compareDates(due, today) < 0) return err({ code: 'past' });
  return compareDates(due, addYears(today, MOST_YEARS_AHEAD)) > 0 ? err({ code: 'too-far', limit: MOST_YEARS_AHEAD }) : ok(due);
}
