import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import type { Taken } from './foreign-door.ts';
import { allSetAside, forgetSetAside } from './fates.ts';
import { changePlace, isMine, type SyncPlace } from './place.ts';

/**
 * The server holds an operation under this PC's own name that is not here: this store is a copy, or went back in time
 * (sync design 2.9, 2.16). Nothing of the page was applied.
 */
export class OwnOperationUnknown extends Error {
  override readonly name = 'OwnOperationUnknown';
}

export type Received = Readonly<Record<Taken | 'own', number>>;

/** Applies a page of the clinic's log and moves the cursor, in the transaction of `tx`: never one without the other. */
export function receivePage(tx: WriteDb, place: SyncPlace, operations: readonly LoggedOperation[], next: number): Received {
  const others: LoggedOperation[] = [];
  const undone: LoggedOperation[] = [];
  const waits = allSetAside(tx);
  for (const operation of operations) {
    const isOwn = isMine(place.streams, operation.origin, operation.dseq) && wroteItHere(tx, operation);
    if (!isOwn) {
      if (isUnderPresentName(place, operation)) throw new OwnOperationUnknown();
      others.push(operation);
    }
    // Somebody let it in after it had been set aside, or a restored server took it as new: under whatever name it comes.
    if (waits.has(operation.opId) && forgetSetAside(tx, operation.opId) && isOwn) undone.push(operation);
  }
  const taken = tx.receive((door) => {
    for (const operation of undone) door.again(operation);
    return door.take(others);
  });
  tx.hear(operations.reduce((highest, { hlc }) => Math.max(highest, hlc), 0));
  const last = operations.at(-1);
  changePlace(tx, { cursor: next, ...(last ? { newest: { seq: last.seq, opId: last.opId, stored: last.stored ?? null } } : {}) });
  return { ...taken, own: operations.length - others.length };
}

/** A copy of this store may have written under an earlier name of this PC: after the new one was taken, that is the work of another. */
const isUnderPresentName = ({ streams }: SyncPlace, { origin, dseq }: LoggedOperation): boolean =>
  streams.at(-1)?.device === origin && isMine(streams, origin, dseq);

function wroteItHere(tx: WriteDb, operation: LoggedOperation): boolean {
  const row = tx.statement('SELECT op_id FROM operation WHERE dseq = ?').get(operation.dseq) as { op_id: string } | undefined;
  return row?.op_id === operation.opId;
}
