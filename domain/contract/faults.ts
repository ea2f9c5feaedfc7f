import { z } from 'zod';
import { query } from './endpoint.ts';
import { Done, Nothing } from './shapes.ts';

/** Where in a script something happened: `draw@chart-screen-4f2a.js:1:5120`. Anything else is left out of the log. */
const Places = z.array(z.string().max(160)).max(6);

export const WindowFault = Nothing.extend({
  /** The part of the screen that failed, as `calendar` or `chart.vitals`. */
  part: z.string().max(60),
  /** The error's name. Its message stays in the window: it may hold a value. */
  kind: z.string().max(60),
  /** The calls it arose in, innermost first; and the components around it. */
  at: Places,
  inside: Places,
});
export type WindowFault = z.infer<typeof WindowFault>;

/** What went wrong in a window itself, for the program's log. */
export const faults = {
  /** Says it also before anybody has signed in. Stores nothing, and of many in a minute only the first are written down. */
  report: query({ permission: 'public' }, WindowFault, Done),
};
