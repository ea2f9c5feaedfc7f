import { priorityClasses, type PriorityClass } from '#domain/queue/order.ts';
import { isEnded, type TokenStatus } from '#domain/queue/state.ts';
import type { WriteDb } from '#db/door.ts';
import { openTokenOf } from '#db/queries/queue.ts';
import type { Call } from '../dispatch/call.ts';
import { takeStep } from './queue-steps.ts';
import { queueDay } from './token-rows.ts';

/** Moves an open token of somebody up the queue as a step that can be taken back; never down, and never what somebody set more urgent. */
export function raisePriority(tx: WriteDb, writing: Pick<Call, 'now' | 'caller'>, patientId: string, tokenId: string | null, wanted: PriorityClass | null): void {
  const token = (tokenId === null ? undefined : tx.row('token', tokenId)) ?? openTokenOf(tx, patientId, queueDay(tx, writing.now));
  if (!token || wanted === null || isEnded(token.status as TokenStatus)) return;
  const rank = (priority: string): number => priorityClasses.indexOf(priority as PriorityClass);
  if (rank(token.priority) > rank(wanted)) takeStep(tx, writing, token.id, 'prioritise', { priority: wanted });
}
