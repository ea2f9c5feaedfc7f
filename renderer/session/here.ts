import type { QueueEntry, TokenStatus } from '#domain/contract/queue.ts';

const HERE: ReadonlySet<TokenStatus> = new Set(['waiting', 'called', 'serving', 'held', 'skipped']);

/** Whether the person is still in the clinic, as far as the queue knows. */
export const isHere = (entry: QueueEntry): boolean => HERE.has(entry.status);

/** The entry of today that still stands for a patient, if any. */
export const openEntryOf = (entries: readonly QueueEntry[] | undefined, patientId: string): QueueEntry | undefined =>
  entries?.find((entry) => entry.patient.id === patientId && isHere(entry));
