import { calendarDate } from '../../kit/calendar.ts';

const DATE_TIME = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/**
 * ISO UTC instant of a FHIR `dateTime` or `instant`. A date alone stands for noon UTC, which is the same calendar
 * day in nearly every zone; a month or year for its first day. Without an offset the time is taken as UTC.
 * Undefined when it is not a real time.
 */
export function readMoment(text: string): string | undefined {
  return OURS.test(text) ? text : readAnyMoment(text);
}

/** What is, to the letter, what `readMoment` makes of it, on a day that every month has: many files have little else. */
const OURS = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

function readAnyMoment(text: string): string | undefined {
  const found = DATE_TIME.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  if (calendarDate(year, month, day) === undefined) return undefined;
  if (found[4] === undefined) return new Date(utc(year, month, day, 12, 0, 0, 0)).toISOString();
  const [hour, minute] = [Number(found[4]), Number(found[5])];
  // A leap second is stored as the second before it.
  const second = Math.min(Number(found[6] ?? 0), found[6] === '60' ? 59 : 60);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = offsetMinutes(found[8]);
  if (offset === undefined) return undefined;
  const made = new Date(utc(year, month, day, hour, minute, second, ms) - offset * 60_000);
  // An offset can carry 0001-01-01 or 9999-12-31 out of the four-digit years every other part relies on.
  return made.getUTCFullYear() >= 1 && made.getUTCFullYear() <= 9999 ? made.toISOString() : undefined;
}

/** `Date.UTC` moves years below 100 into the 20th century; this does not. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number, ms: number): number {
  const at = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, ms));
  return at.setUTCFullYear(year, month - 1, day);
}

function offsetMinutes(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z' || text === 'z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  if (hours > 14 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

export interface ReadBirth {
  readonly birthDate: string;
  readonly estimated: boolean;
}

/**
 * Birth date of a FHIR `date`: a year stands for its 1 July and a month for its 15th (the middle of the possible
 * days, as at the desk), both estimated. Undefined when it is not a real date.
 */
export function readBirth(text: string): ReadBirth | undefined {
  const found = DATE_TIME.exec(text.trim());
  if (!found) return undefined;
  const year = Number(found[1]);
  const month = found[2] === undefined ? 7 : Number(found[2]);
  const day = found[3] === undefined ? (found[2] === undefined ? 1 : 15) : Number(found[3]);
  const birthDate = calendarDate(year, month, day);
  return birthDate === undefined ? undefined : { birthDate, estimated: found[3] === undefined };
}
