import { addDays, calendarDate, dateParts, type CalendarDate } from '../kit/calendar.ts';
import { DAY_MINUTES, dateOfWall, instantOfWall, wallAt, wallNow, type Wall } from './wall.ts';

/** Readings that a clock never shows, because it is put forward over them; `end` is the first that it shows again. */
export interface Skipped {
  readonly start: Wall;
  readonly end: Wall;
}

const NOON = 720;
/** Clocks are put forward by so many minutes, or several times as many. */
const STEP = 15;

/** What the clocks of a zone skip between two readings, the second not included. */
export function skippedBetween(start: Wall, end: Wall, zone: string): Skipped[] {
  const [first, last] = [dateParts(dateOfWall(start)).year, dateParts(dateOfWall(end - 1)).year];
  const found: Skipped[] = [];
  for (let year = first; year <= last; year += 1) found.push(...skippedIn(year, zone).filter((span) => span.start < end && span.end > start));
  return found;
}

/** A year takes some hundred questions to the zone's tables, and is asked for with each day that is looked at. */
const known = new Map<string, readonly Skipped[]>();

function skippedIn(year: number, zone: string): readonly Skipped[] {
  const key = `${String(year)} ${zone}`;
  const kept = known.get(key) ?? searched(year, zone);
  known.set(key, kept);
  return kept;
}

function searched(year: number, zone: string): Skipped[] {
  const [first, next] = [calendarDate(year, 1, 1), calendarDate(year + 1, 1, 1)];
  if (first === undefined || next === undefined) return [];
  const found: Skipped[] = [];
  let before = aheadAt(addDays(first, -1), zone);
  for (let date = first; date !== next; date = addDays(date, 1)) {
    const ahead = aheadAt(date, zone);
    if (ahead > before) found.push(...skippedAround(date, zone));
    before = ahead;
  }
  return found;
}

/** Minutes that the zone's clock is ahead of UTC at noon. */
const aheadAt = (date: CalendarDate, zone: string): number => wallAt(date, NOON) - instantOfWall(wallAt(date, NOON), zone) / 60_000;

/** Looks from the noon before to this noon. */
function skippedAround(date: CalendarDate, zone: string): Skipped[] {
  const noon = wallAt(date, NOON);
  const found: Skipped[] = [];
  for (let at = noon - DAY_MINUTES; at < noon; at += STEP) {
    if (wallNow(instantOfWall(at, zone), zone) === at) continue;
    const last = found.at(-1);
    if (last?.end === at) found[found.length - 1] = { start: last.start, end: at + STEP };
    else found.push({ start: at, end: at + STEP });
  }
  return found;
}
