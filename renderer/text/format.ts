import { ageInMonths, ageInYears, dayNumber, readDate } from '#domain/kit/calendar.ts';
import { inZone } from '#domain/kit/time.ts';
import type { ClinicSettings } from '#domain/contract/clinic.ts';

export interface FormatOptions {
  readonly language: string;
  readonly zone: string;
  readonly dateOrder: ClinicSettings['dateOrder'];
}

type UnitLength = 'long' | 'short' | 'narrow';

/** Below this many years an age is said in months, and below a month in days. */
const MONTHS_BELOW_YEARS = 2;
const MINUTE = 60_000;

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/**
 * Dates, times and numbers in the words of a language. Digits are always Western: tokens, typed values and printed
 * slips are, and one screen must not show two kinds. Formatters are made once per language, each when it is first
 * asked for, as is the zone: a browser takes milliseconds for either.
 */
export function createFormat(options: FormatOptions) {
  const { language, dateOrder } = options;
  const tag = `${language}-u-nu-latn-ca-gregory`;
  const numbers = once(() => new Intl.NumberFormat(tag));
  const months = once(() => new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' }));
  const times = once(() => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: options.zone }));
  const weekdays = once(() => new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', timeZone: options.zone }));
  const longDates = once(() => new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }));
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (value: number, name: string, length: UnitLength): string => {
    const key = `${name} ${length}`;
    const made = units.get(key) ?? new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: length, maximumFractionDigits: 0 });
    units.set(key, made);
    return made.format(value);
  };

  const date = (calendarDate: string): string => {
    const parts = readDate(calendarDate);
    if (!parts) return calendarDate;
    const month = months().format(Date.UTC(2000, parts.month - 1, 1));
    if (dateOrder === 'mdy') return `${month} ${parts.day}, ${parts.year}`;
    return dateOrder === 'ymd' ? `${parts.year} ${month} ${parts.day}` : `${parts.day} ${month} ${parts.year}`;
  };
  let day = { minute: NaN, date: '' };
  // A day begins with a minute everywhere; lists ask for it again and again.
  const today = (now: number): string => {
    const minute = Math.floor(now / MINUTE);
    if (minute !== day.minute) day = { minute, date: inZone(now, options.zone).date };
    return day.date;
  };

  return {
    /** `2 400`, as the language writes it. */
    number: (value: number): string => numbers().format(value),
    /** A calendar date with its month in letters, so that day and month cannot be taken for each other. */
    date,
    /** A calendar date in full, `Tuesday, 14 March 2026`. */
    longDate(calendarDate: string): string {
      const at = Date.parse(`${calendarDate}T00:00:00Z`);
      return Number.isNaN(at) ? calendarDate : longDates().format(at);
    },
    /** Wall clock of an instant in the clinic's zone, `HH:MM`. */
    time: (instant: string | number): string => times().format(typeof instant === 'number' ? instant : Date.parse(instant)),
    /** `Saturday, 21 November` of an instant. */
    weekday: (now: number): string => weekdays().format(now),
    /** Day and time of an instant; the time alone when it is today. */
    dateTime(instant: string, now: number): string {
      const at = inZone(Date.parse(instant), options.zone);
      const clock = times().format(Date.parse(instant));
      return at.date === today(now) ? clock : `${date(at.date)} ${clock}`;
    },
    today,
    /** `34y`, `8m`, `5d`; a small child's in the unit that tells most. */
    age(birthDate: string, now: number, length: UnitLength = 'narrow'): string {
      const on = today(now);
      const years = ageInYears(birthDate, on);
      if (years >= MONTHS_BELOW_YEARS) return unit(years, 'year', length);
      const inMonths = ageInMonths(birthDate, on);
      return inMonths >= 1 ? unit(inMonths, 'month', length) : unit(Math.max(0, dayNumber(on) - dayNumber(birthDate)), 'day', length);
    },
    /** How long somebody has waited since `from`: `12 min`, `1 hr 5 min`. */
    wait(from: string, now: number, length: UnitLength = 'short'): string {
      const minutes = Math.max(0, Math.floor((now - Date.parse(from)) / MINUTE));
      if (minutes < 60) return unit(minutes, 'minute', length);
      return `${unit(Math.floor(minutes / 60), 'hour', length)} ${unit(minutes % 60, 'minute', length)}`;
    },
    minutes: (value: number, length: UnitLength = 'short'): string => unit(value, 'minute', length),
    days: (value: number, length: UnitLength = 'long'): string => unit(value, 'day', length),
    seconds: (value: number, length: UnitLength = 'long'): string => unit(value, 'second', length),
    /** The language's own name for another language: `Spanish`. */
    languageName: (other: string): string => new Intl.DisplayNames(tag, { type: 'language' }).of(other) ?? other,
  };
}

export type Format = ReturnType<typeof createFormat>;

/** Whole minutes since an instant. */
export const minutesSince = (instant: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(instant)) / MINUTE));
