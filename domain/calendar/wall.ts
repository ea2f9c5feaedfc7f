import { addDays, dayNumber, fromDayNumber, readDate, type CalendarDate } from '../kit/calendar.ts';
import { instantAt, inZone } from '../kit/time.ts';

/**
 * A reading of the clinic's wall clock as a number: minutes since 1970-01-01 00:00 on that clock, with no zone.
 * Appointments are agreed in it, so half past ten stays half past ten when the clocks change.
 */
export type Wall = number;

export const DAY_MINUTES = 1440;

export const wallAt = (date: CalendarDate, minute: number): Wall => dayNumber(date) * DAY_MINUTES + minute;

export const dateOfWall = (wall: Wall): CalendarDate => fromDayNumber(Math.floor(wall / DAY_MINUTES));

/** Minutes after midnight of its day, 0–1439. */
export const minuteOfWall = (wall: Wall): number => wall - Math.floor(wall / DAY_MINUTES) * DAY_MINUTES;

/** `HH:MM` of minutes after midnight; past midnight it begins again at 00:00. */
export function clockText(minute: number): string {
  const within = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

/** Minutes after midnight of `9`, `930`, `9:30` or `09.30`; undefined when it is no time of day. */
export function readClock(typed: string): number | undefined {
  const found = /^\s*(\d{1,2})(?:\s*[:.hH]\s*(\d{2})|(\d{2}))?\s*$/.exec(typed);
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? found[3] ?? 0)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

/** `YYYY-MM-DDTHH:MM`, the form in which an appointment is stored. Texts sort like the times they name. */
export const startsText = (wall: Wall): string => `${dateOfWall(wall)}T${clockText(minuteOfWall(wall))}`;

/** The reading that a stored text names; undefined when there is no such day or time. */
export function readStarts(text: string): Wall | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!found || !readDate(found[1] ?? '')) return undefined;
  return wallAt(found[1] ?? '', Number(found[2]) * 60 + Number(found[3]));
}

/** What the clinic's clock shows at an instant (milliseconds since 1970 UTC). */
export function wallNow(instantMs: number, zone: string): Wall {
  const { date, time } = inZone(instantMs, zone);
  return wallAt(date, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
}

/** The instant at which the clinic's clock shows this; of a time the clocks skip, one beside it; of one shown twice, either. */
export const instantOfWall = (wall: Wall, zone: string): number => instantAt(dateOfWall(wall), clockText(minuteOfWall(wall)), zone);

/** 1 Monday to 7 Sunday (ISO 8601). */
export const weekdayOf = (date: CalendarDate): number => ((dayNumber(date) + 3) % 7 + 7) % 7 + 1;

/** The Monday of a date's week. */
export const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, 1 - weekdayOf(date));
