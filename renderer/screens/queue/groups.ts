import type { TokenStatus } from '#domain/contract/queue.ts';

/** The parts of today's list, in the order a token goes through them. */
export const groups = ['waiting', 'called', 'aside', 'ended'] as const;
export type QueueGroup = (typeof groups)[number];

export function groupOf(status: TokenStatus): QueueGroup {
  switch (status) {
    case 'waiting': return 'waiting';
    case 'called': case 'serving': return 'called';
    case 'held': case 'skipped': return 'aside';
    case 'no-show': case 'done': case 'cancelled': return 'ended';
    default: return status satisfies never;
  }
}
