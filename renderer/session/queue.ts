import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';
import type { QueueEntry, TokenStatus } from '#domain/contract/queue.ts';

/** Today's tokens, kept current: in calling order, then those called, then the ended. */
export const useQueueToday = (): Live<{ day: string; entries: QueueEntry[] }> =>
  useLive('queue.today', () => client.queue.today({}), ['queue', 'patients', 'clinic']);

const HERE: ReadonlySet<TokenStatus> = new Set(['waiting', 'called', 'serving', 'held', 'skipped']);

/** Whether the person is still in the clinic, as far as the queue knows. */
export const isHere = (entry: QueueEntry): boolean => HERE.has(entry.status);

/** The entry of today that still stands for a patient, if any. */
export const openEntryOf = (entries: readonly QueueEntry[] | undefined, patientId: string): QueueEntry | undefined =>
  entries?.find((entry) => entry.patient.id === patientId && isHere(entry));
