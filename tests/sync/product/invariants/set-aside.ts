import { isWhole } from '#domain/sync/merge.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import { placeOf } from '#db/sync/place.ts';
import type { Execution } from '../context.ts';
import { fatesOf, keptRows, ownOf, rowKey } from './own-fates.ts';
import { replicas } from './replicas.ts';
import type { ServerView } from './server-view.ts';

/** I10: what the server put aside is known, on its author's PC, to be put aside, whatever name it wrote it under. */
export function checkPutAside(execution: Execution, { aside }: ServerView): void {
  for (const pc of execution.pcs.values()) {
    const place = placeOf(pc.store.read);
    if (!place) continue;
    const [known, own] = [fatesOf(pc), ownOf(pc)];
    for (const [id, { dseq, waiting }] of aside) {
      if (!waiting || !own.has(id) || dseq > place.acked) continue;
      // A restored server may have forgotten that it was discarded: until somebody decides again, its author sees it.
      if (known.get(id) === 'undone' && replicas(execution).includes(pc)) execution.violate('I10', `PC ${String(pc.number)} takes ${id} for discarded, which waits for a decision`);
      if (!known.has(id)) execution.violate('I10', `PC ${String(pc.number)} does not show that ${id} was put aside`);
    }
  }
}

/** I10: a discarded row of which the record has changes is listed before managers, since no PC can show them. */
export function checkNeeded(execution: Execution, { aside, rows }: ServerView, listed: readonly string[]): void {
  for (const [id, { discarded }] of aside) {
    const operation = execution.truth.get(id)?.operation;
    if (!discarded || operation?.kind !== OperationKind.insert) continue;
    const row = rows.get(rowKey(operation.table, operation.rowId));
    if (row && !isWhole(row) && !listed.includes(id)) execution.violate('I10', `changes of ${operation.rowId} wait everywhere for ${id}, which was discarded, and nobody is told`);
  }
}

/** I10: what a manager discarded is known to be discarded where it was written, and stands in no row there; what is in the log after all stands in its row. */
export function checkDiscarded(execution: Execution, { aside, logIds }: ServerView): void {
  for (const pc of replicas(execution)) {
    const place = placeOf(pc.store.read);
    if (!place) continue;
    const [known, own, kept] = [fatesOf(pc), ownOf(pc), keptRows(pc)];
    for (const [id, { discarded }] of aside) {
      const mine = own.get(id);
      if (!discarded || !mine) continue;
      const fate = known.get(id);
      if (fate !== 'undone' && !(fate === 'discarded' && kept.has(rowKey(mine.tbl, mine.row_id)))) execution.violate('I10', `PC ${String(pc.number)} has ${id}, which was discarded, as ${fate ?? 'stored'}`);
    }
    for (const [id, fate] of known) if (logIds.has(id) && fate !== 'conflict') execution.violate('I10', `PC ${String(pc.number)} takes ${id} for ${fate}, which is in the log`);
  }
}
