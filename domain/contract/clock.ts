import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { CalendarDate, Nothing } from './shapes.ts';

/** What this PC's clock is worth, and what people must be asked or told about it. */
export const ClockState = z.object({
  quality: z.enum(['trusted', 'stale', 'suspect']),
  /** What the server's clock adds to this PC's, milliseconds; null while it is not known. */
  offsetMs: z.number().nullable(),
  /** `behind`: it shows less than when the program last ran. `ahead`: more than a day more. `denied`: somebody said it is not right. */
  doubt: z.object({ kind: z.enum(['none', 'behind', 'ahead']), byMs: z.number(), denied: z.boolean() }),
  /** Today in the clinic's zone, by this clock; and the day whose queue is being worked. Null before first run. */
  today: CalendarDate.nullable(), queueDay: CalendarDate.nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

/** The clock of this PC. */
export const clock = {
  state: query({ permission: 'public' }, Nothing, ClockState),
  /** Whether the date that is shown is today's: asked at sign-in, before anybody has signed in. */
  answer: command({ permission: 'public' }, z.object({ isToday: z.boolean() }), ClockState),
  /** The queue goes on with today instead of a later day that a wrong clock began; the clock counts as right. */
  startDay: command({ permission: 'clinic.manage' }, z.object({}), ClockState),
};
