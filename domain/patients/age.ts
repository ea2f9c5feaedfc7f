/**
 * One box for an age or a date of birth. spec: REG-1
 *
 * `34` `34y` `8m` `3w` `5d` `1y6m` `1.5y` and unit words of the interface languages are ages;
 * `12/03/1990` `12-3-90` `12031990` `12 mar 1990` `1990-03-12` are dates; `1990` and `03/1990` are a year
 * and a month of birth. Digits of any script.
 */
import { addDays, addMonths, ageInYears, calendarDate, compareDates } from '../kit/calendar.ts';
import type { CalendarDate } from '../kit/calendar.ts';
import { asciiDigits } from '../kit/digits.ts';
import { err, ok } from '../kit/result.ts';
import type { Result } from '../kit/result.ts';
import { readAge } from './age-reading.ts';
import type { Age } from './age-reading.ts';
import { readBirthDate } from './birth-date-reading.ts';
import type { DateOrder } from './birth-date-reading.ts';

export type { Age } from './age-reading.ts';
export type { DateOrder } from './birth-date-reading.ts';

/** Nobody older is registered by typing an age; the oldest verified person reached 122. */
export const MAX_AGE_YEARS = 125;

/** What is shown back to the person at the desk, so that a wrong reading is seen before Enter. */
export type BirthReading =
  | { readonly kind: 'age'; readonly age: Age }
  | {
      readonly kind: 'date';
      /** How day, month and year were taken; differs from the clinic's order when only another gives a real date. */
      readonly order: DateOrder;
      readonly swapped: boolean;
      /** The other real date when day and month could change places (`03/12/1990`). */
      readonly alternative: CalendarDate | null;
      /** The year was written with two digits and the latest possible century was taken. */
      readonly centuryGuessed: boolean;
    }
  | { readonly kind: 'month' }
  | { readonly kind: 'year' };

export interface AgeOrBirth {
  readonly birthDate: CalendarDate;
  readonly estimated: boolean;
  /** How finely the birth date is known. */
  readonly precision: 'day' | 'month' | 'year';
  readonly reading: BirthReading;
}

export type AgeOrBirthError =
  | { readonly code: 'empty' | 'unreadable' | 'impossible-date' }
  | { readonly code: 'future'; readonly birthDate: CalendarDate | null }
  | { readonly code: 'too-old'; readonly limitYears: number };

export interface AgeOrBirthOptions {
  readonly today: CalendarDate;
  readonly order: DateOrder;
}

/**
 * Reads an age or a birth date. An age gives an estimated birth date: today minus that age (so the age
 * computed from it today is the age typed). A year alone stands for its 1 July, a month for its 15th,
 * or today where that would be in the future: the middle of the possible days.
 */
export function parseAgeOrBirth(text: string, options: AgeOrBirthOptions): Result<AgeOrBirth, AgeOrBirthError> {
  const plain = tidy(text);
  if (plain === '') return err({ code: 'empty' });
  const age = readAge(plain);
  if (age) return fromAge(age, options.today);
  const read = readBirthDate(plain, options);
  if (!read.ok) return read;
  const found: AgeOrBirth =
    read.value.kind === 'date'
      ? { birthDate: read.value.date, estimated: false, precision: 'day', reading: dateReading(read.value, options) }
      : middleOf(read.value.year, read.value.kind === 'month' ? read.value.month : undefined, options.today);
  return withinLife(found, options.today);
}

/** ASCII digits, lower case, no bidirectional marks, single spaces. */
function tidy(text: string): string {
  return asciiDigits(text.normalize('NFKC')).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim().toLowerCase();
}

function fromAge(age: Age, today: CalendarDate): Result<AgeOrBirth, AgeOrBirthError> {
  const months = age.years * 12 + age.months;
  const days = age.weeks * 7 + age.days;
  const tooOld = err({ code: 'too-old', limitYears: MAX_AGE_YEARS } as const);
  // Checked before the subtraction, which has no dates before year 1.
  if (months + days / 30 > (MAX_AGE_YEARS + 10) * 12) return tooOld;
  const birthDate = addDays(addMonths(today, -months), -days);
  return withinLife({ birthDate, estimated: true, precision: precisionOf(age), reading: { kind: 'age', age } }, today);
}

/** As fine as the smallest unit typed; weeks count as days. */
function precisionOf(age: Age): AgeOrBirth['precision'] {
  if (age.days > 0 || age.weeks > 0 || age.unit === 'weeks' || age.unit === 'days') return 'day';
  return age.months > 0 || age.unit === 'months' ? 'month' : 'year';
}

function middleOf(year: number, month: number | undefined, today: CalendarDate): AgeOrBirth {
  const first = calendarDate(year, month ?? 1, 1) ?? today;
  const middle = calendarDate(year, month ?? 7, month === undefined ? 1 : 15) ?? today;
  const birthDate = compareDates(middle, today) > 0 && compareDates(first, today) <= 0 ? today : middle;
  return { birthDate, estimated: true, precision: month === undefined ? 'year' : 'month', reading: { kind: month === undefined ? 'year' : 'month' } };
}

function dateReading(
  read: { readonly order: DateOrder; readonly swapped: boolean; readonly alternative: CalendarDate | null; readonly centuryGuessed: boolean },
  { today }: AgeOrBirthOptions,
): BirthReading {
  const { order, swapped, centuryGuessed } = read;
  const alternative = read.alternative !== null && compareDates(read.alternative, today) <= 0 ? read.alternative : null;
  return { kind: 'date', order, swapped, alternative, centuryGuessed };
}

function withinLife(found: AgeOrBirth, today: CalendarDate): Result<AgeOrBirth, AgeOrBirthError> {
  if (compareDates(found.birthDate, today) > 0) return err({ code: 'future', birthDate: found.birthDate });
  if (ageInYears(found.birthDate, today) > MAX_AGE_YEARS) return err({ code: 'too-old', limitYears: MAX_AGE_YEARS });
  return ok(found);
}
