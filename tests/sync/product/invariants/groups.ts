import type { Execution } from '../context.ts';
import { heldBy } from '../held.ts';
import type { Pc } from '../pc.ts';
import { forgets } from './replicas.ts';
import type { ServerView } from './server-view.ts';

/** I9: of every group, a PC shows all or nothing. */
export function checkGroups(execution: Execution, pc: Pc): void {
  if (forgets(execution)) return;
  const shown = heldBy(pc);
  for (const { op_id } of pc.store.read.statement('SELECT op_id FROM deferred_operation').all() as { op_id: string }[]) shown.delete(op_id);
  for (const ids of execution.groups) {
    const count = ids.filter((id) => shown.has(id)).length;
    if (count !== 0 && count !== ids.length && !isPartlyUnknown(execution, ids)) {
      execution.violate('I9', `PC ${String(pc.number)} shows ${String(count)} of the ${String(ids.length)} operations of a group`);
    }
  }
}

/** What a program cannot apply yet waits on that PC, and is listed there as waiting. */
const isPartlyUnknown = ({ newer }: Execution, ids: readonly string[]): boolean => newer !== null && ids.some((id) => newer.opIds.includes(id));

/** I9 on the server: in the log, or put aside, but as a whole. */
export function checkServerGroups(execution: Execution, { logIds }: ServerView): void {
  for (const ids of execution.groups) {
    const count = ids.filter((id) => logIds.has(id)).length;
    if (count !== 0 && count !== ids.length) execution.violate('I9', `the log holds ${String(count)} of the ${String(ids.length)} operations of a group`);
  }
}
