import type { QueueEntry } from '#domain/contract/queue.ts';
import { isHere } from '#renderer/session/here.ts';

/** Who a device most likely is for: first those inside this window's room, then those called to it, then everybody here in the queue's order. */
export function candidates(entries: readonly QueueEntry[], roomId: string | null): QueueEntry[] {
  const here = entries.filter(isHere);
  const weight = ({ status, roomId: room }: QueueEntry): number => {
    if (roomId !== null && room === roomId && status === 'serving') return 0;
    if (roomId !== null && room === roomId && status === 'called') return 1;
    if (status === 'serving') return 2;
    return status === 'called' ? 3 : 4;
  };
  const seen = new Set<string>();
  return here.map((entry, index) => ({ entry, index })).sort((a, b) => weight(a.entry) - weight(b.entry) || a.index - b.index)
    .map(({ entry }) => entry).filter(({ patient }) => !seen.has(patient.id) && Boolean(seen.add(patient.id)));
}
