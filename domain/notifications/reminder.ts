import { instantOfWall, type Wall } from '../calendar/wall.ts';
import { DAY_MINUTES } from './events.ts';

/**
 * When somebody is reminded of an appointment, in milliseconds since 1970 UTC. Whole days are counted on the clinic's clock, so that
 * the day before at half past ten is half past ten where the clocks change in between; a span of hours is as long as it says.
 */
export const reminderAt = (starts: Wall, leadMinutes: number, zone: string): number =>
  (leadMinutes % DAY_MINUTES === 0 ? instantOfWall(starts - leadMinutes, zone) : instantOfWall(starts, zone) - leadMinutes * 60_000);
