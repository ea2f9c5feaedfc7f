import { DAY_MINUTES, dateOfWall, instantOfWall, minuteOfWall, wallAt, wallNow } from '../calendar/wall.ts';
import { addDays } from '../kit/calendar.ts';

/** Minutes after midnight on the clinic's clock between which nobody is written to; the end may be on the next morning. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** The first instant from `nowMs` on at which people may be written to; `nowMs` itself where it is not quiet. */
export function afterQuiet(nowMs: number, zone: string, quiet: QuietHours | null): number {
  if (quiet === null || quiet.from === quiet.until) return nowMs;
  const wall = wallNow(nowMs, zone);
  const minute = minuteOfWall(wall);
  const length = (quiet.until - quiet.from + DAY_MINUTES) % DAY_MINUTES;
  if ((minute - quiet.from + DAY_MINUTES) % DAY_MINUTES >= length) return nowMs;
  const today = dateOfWall(wall);
  const end = instantOfWall(wallAt(minute < quiet.until ? today : addDays(today, 1), quiet.until), zone);
  // Where the clocks go back over the end of the quiet hours, the earlier of the two instants may lie behind.
  return Math.max(end, nowMs + 1);
}
