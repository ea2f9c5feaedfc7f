import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import type { Taken } from './foreign-door.ts';
import { forgetSetAside } from './fates.ts';
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
  const received = { applied: 0, known: 0, deferred: 0, own: 0 };
  tx.receive((door) => {
    for (const operation of operations) {
      if (isMine(place.streams, operation.origin, operation.dseq)) {
        if (!wroteItHere(tx, operation)) throw new OwnOperationUnknown();
        // Somebody let it in after it had been set aside.
        forgetSetAside(tx, operation.opId);
        received.own += 1;
      } else {
        received[door.take(operation)] += 1;
      }
    }
  });
  tx.hear(operations.reduce((highest, { hlc }) => Math.max(highest, hlc), 0));
  changePlace(tx, { cursor: next });
  return received;
}

function wroteItHere(tx: WriteDb, operation: LoggedOperation): boolean {
  const row = tx.statement('SELECT op_id FROM operation WHERE dseq = ?').get(operation.dseq) as { op_id: string } | undefined;
  return row?.op_id === operation.opId;
}
