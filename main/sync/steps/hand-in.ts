import { limits } from '#domain/sync/wire/limits.ts';
import { nextOutgoing } from '#db/sync/outbox.ts';
import type { ServerLink } from '../link.ts';
import { pushOnce, type BatchSize } from './push.ts';

/**
 * Sends everything this PC has not sent yet, for a PC that receives nothing any more: the server keeps it aside for a
 * manager (sync design 2.15). Returns how many operations went.
 */
export async function handIn(link: ServerLink, size: BatchSize, signal?: AbortSignal): Promise<number> {
  const before = link.place.acked;
  while (await pushOnce(link, size, signal));
  return link.place.acked - before;
}

/** Whether this PC has anything that the server does not hold. */
export const hasUnsent = (link: ServerLink): boolean => nextOutgoing(link.parts.store.read, link.place.acked, 1, limits.messageBytes) !== undefined;
