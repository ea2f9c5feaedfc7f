import { lastOwn } from '#db/sync/outbox.ts';
import type { ServerLink } from './link.ts';

/** Whether this PC and the server, at `seq` of its log, speak of the same moment: nothing to fetch, nothing unsent. */
export const isInStep = ({ parts: { store }, place }: ServerLink, seq: number): boolean => place.cursor === seq && lastOwn(store.read) === place.acked;
