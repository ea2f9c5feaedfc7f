import { OperationKind } from '#domain/sync/operation.ts';
import type { Execution } from '../context.ts';
import { heldBy } from '../held.ts';
import type { Pc } from '../pc.ts';
import { fatesOf } from './own-fates.ts';
import { forgets } from './replicas.ts';
import type { ServerView } from './server-view.ts';

/** I9: of every group, a PC shows all or nothing. */
export function checkGroups(execution: Execution, pc: Pc): void {
  if (forgets(execution)) return;
  const held = heldBy(pc);
  const waiting = pc.store.read.statement('SELECT op_id, row_id FROM deferred_operation').all() as Waiting[];
  const rowless = rowsToCome(execution, standingOf(pc, held), waiting);
  const shown = new Set(held);
  for (const { op_id } of waiting) shown.delete(op_id);
  for (const all of execution.groups) {
    const ids = all.filter((id) => !rowless.has(id));
    const count = ids.filter((id) => shown.has(id)).length;
    if (count !== 0 && count !== ids.length && !isPartlyUnknown(execution, ids)) {
      execution.violate('I9', `PC ${String(pc.number)} shows ${String(count)} of the ${String(ids.length)} operations of a group`);
    }
  }
}

/** Discarded, and in no row here; `doubtful` until the server has said so anew in another life of its log. */
const TAKEN_OUT: ReadonlySet<string> = new Set(['undone', 'doubtful']);

interface Waiting { readonly op_id: string; readonly row_id: string }

/** What stands in the rows of a PC: not what it wrote itself, or a copy of its disk, and took out again because it was discarded. */
function standingOf(pc: Pc, held: ReadonlySet<string>): Set<string> {
  const fates = fatesOf(pc);
  return new Set([...held].filter((id) => !TAKEN_OUT.has(fates.get(id) ?? '')));
}

/**
 * What waits for a row that nobody but its author has: it was set aside, and somebody is to decide about it, or has discarded it.
 * Whoever lets in a change of such a row sees it wait everywhere, also on the PC that once had the row.
 */
function rowsToCome({ truth }: Execution, standing: ReadonlySet<string>, waiting: readonly Waiting[]): Set<string> {
  if (waiting.length === 0) return new Set();
  const rows = new Set(waiting.map(({ row_id }) => row_id));
  const here = [...truth].filter(([id, { operation }]) => operation.kind === OperationKind.insert && rows.has(operation.rowId) && standing.has(id)).map(([, { operation }]) => operation.rowId);
  return new Set(waiting.filter(({ row_id }) => !here.includes(row_id)).map(({ op_id }) => op_id));
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
