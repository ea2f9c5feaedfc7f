import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';

/** Today's tokens, kept current: in calling order, then those called, then the ended. */
export const useQueueToday = (): Live<{ day: string; entries: QueueEntry[] }> =>
  useLive('queue.today', () => client.queue.today({}), ['queue', 'patients', 'clinic']);
