import { lastOwn } from '#db/sync/outbox.ts';
import type { ServerLink } from './link.ts';

/** The end of this PC's own stream, and how much of it the server held, at one moment. */
export interface Standing {
  readonly own: number;
  readonly acked: number;
}

/** Take it before the server is asked for something that is to be compared: what is sent after its answer is not in that. */
export const standingOf = ({ parts: { store }, place }: ServerLink): Standing => ({ own: lastOwn(store.read), acked: place.acked });

/** Whether this PC and the server, at `seq` of its log, speak of the same moment: nothing to fetch, and nothing unsent, then as now. */
export function isInStep(link: ServerLink, seq: number, { own, acked }: Standing): boolean {
  const now = standingOf(link);
  return link.place.cursor === seq && acked === own && now.own === own && now.acked === own;
}
