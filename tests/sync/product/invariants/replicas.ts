import { sameRow, type RowState } from '#domain/sync/merge.ts';
import { plus, rowSum, sumText, ZERO } from '#domain/sync/row-sum.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { columnsById, stateOf, type StoredRow } from '#db/sync/foreign-door.ts';
import { verifyChain } from '#db/stream.ts';
import { sharedWith } from '#domain/sync/from-copy.ts';
import { arrivalOf, placesOfCopies } from '#db/sync/arrival.ts';
import { placeOf } from '#db/sync/place.ts';
import type { Execution } from '../context.ts';
import { heldBy } from '../held.ts';
import type { Pc } from '../pc.ts';
import type { ServerView } from './server-view.ts';
import { keptRows } from './own-fates.ts';

/** The PCs that take part: a revoked one is no replica any more. */
export const replicas = (execution: Execution): Pc[] => [...execution.pcs.values()].filter((pc) => pc.device !== '' && !isOut(execution, pc));

/** Also a copy of a revoked PC's disk, which goes on under another name. */
const isOut = (execution: Execution, pc: Pc): boolean => execution.revoked.has(pc.device) || placeOf(pc.store.read)?.stopped === 'revoked';

/** Of a program that keeps nothing, what it forgot cannot be told from what never came: only what is gone for good counts. */
export const forgets = (execution: Execution): boolean => execution.without.has('keep-acked');

/** I1: nothing that anybody still holds is missing from the server, and what is missing was destroyed with its last copy. */
export function checkNothingLost(execution: Execution, { logIds, aside }: ServerView): void {
  const held = [...execution.pcs.values()].map((pc) => ({ pc, ids: heldBy(pc) }));
  for (const [id, { pc: author }] of execution.truth) {
    if (logIds.has(id) || aside.has(id)) continue;
    const holder = held.find(({ ids }) => ids.has(id));
    if (holder) execution.violate('I1', `operation ${id} is on PC ${String(holder.pc.number)} and not on the server`);
    else if (!execution.destroyed.has(id)) execution.violate('I1', `operation ${id} vanished though its copies were not destroyed`);
    // Whatever went beside: the disk that it was written on is still there.
    else if (execution.pcs.has(author) && !execution.goneBack.has(`${String(author)} ${id}`)) execution.violate('I1', `operation ${id} is gone from PC ${String(author)}, whose disk never went back`);
    else execution.totals.destroyed += 1;
  }
}

/** I3: at the same cursor, with nothing left to send, every replica has the same rows, and the server's sums are those of its rows. */
export function checkSameState(execution: Execution, view: ServerView): void {
  checkSums(execution, view);
  for (const pc of replicas(execution)) {
    const waiting = new Set((pc.store.read.statement('SELECT tbl, row_id FROM deferred_operation').all() as { tbl: number; row_id: string }[]).map((row) => `${String(row.tbl)}:${row.row_id}`));
    const [mine, kept] = [rowsOf(pc), keptRows(pc)];
    const differing = [...new Set([...view.rows.keys(), ...mine.keys()])].filter((key) => !waiting.has(key)).find((key) => {
      if (kept.has(key)) return false;
      const [server, here] = [view.rows.get(key), mine.get(key)];
      return !server || !here || !sameRow(server, here);
    });
    if (differing !== undefined) execution.violate('I3', `PC ${String(pc.number)} differs from the server in ${differing}`);
    if (forgets(execution)) continue;
    const { firstBad } = verifyChain(pc.store.read.statement('SELECT * FROM operation ORDER BY dseq').all() as never);
    if (firstBad !== null) execution.violate('I14', `the chain of PC ${String(pc.number)} breaks at ${String(firstBad)}`);
  }
}

function checkSums(execution: Execution, { rows, sums }: ServerView): void {
  const computed = new Map<number, { n: number; sum: typeof ZERO }>();
  for (const [key, row] of rows) {
    const [table, rowId] = [Number(key.slice(0, key.indexOf(':'))), key.slice(key.indexOf(':') + 1)];
    const before = computed.get(table) ?? { n: 0, sum: ZERO };
    computed.set(table, { n: before.n + 1, sum: plus(before.sum, rowSum(rowId, row)) });
  }
  for (const [table, { n, sum }] of computed) {
    const kept = sums.get(table);
    if (!kept || kept.n !== n || sumText(kept) !== sumText(sum)) execution.violate('I3', `the server's sum of table ${String(table)} is not that of its rows`);
  }
}

/** I3 of a copy that has just arrived: its rows are the server's, but for those that were written since, there or here. */
export function checkCopy(execution: Execution, pc: Pc, { rows, log }: ServerView): void {
  const { read } = pc.store;
  const shown = arrivalOf(read)?.seq ?? 0;
  const here = read.statement('SELECT tbl, row_id FROM operation UNION SELECT tbl, row_id FROM deferred_operation').all() as { tbl: number; row_id: string }[];
  const since = new Set([...here.map((row) => `${String(row.tbl)}:${row.row_id}`), ...log.filter(({ seq }) => seq > shown).map(({ table, rowId }) => `${String(table)}:${rowId}`)]);
  const mine = rowsOf(pc);
  for (const [key, row] of rows) {
    const copied = mine.get(key);
    if (!since.has(key) && !(copied && sameRow(row, copied))) execution.violate('I3', `a copy of the clinic came to PC ${String(pc.number)} without ${key}`);
  }
}

export function rowsOf({ store }: Pc): Map<string, RowState> {
  const rows = new Map<string, RowState>();
  for (const name of Object.keys(tables) as SyncedTable[]) {
    const spec = tables[name];
    for (const row of store.read.statement(`SELECT * FROM ${name}`).all() as StoredRow[]) rows.set(`${String(spec.id)}:${row.id}`, stateOf(row, columnsById(spec)));
  }
  return rows;
}

/** Up to this place of the log, rows came with a copy, without their operations. */
function shownByCopies({ copies }: Execution, { number, store }: Pc): number {
  const arrival = arrivalOf(store.read);
  if (!copies.has(number) || !arrival) return 0;
  const timelines = placeOf(store.read)?.timelines ?? [];
  return Math.max(...placesOfCopies(arrival).map((copy) => sharedWith(copy, timelines) ?? copy.seq));
}

/**
 * I5: below its cursor, no PC lacks an operation. Holds at any time for a PC that knows the present timeline, unless the
 * server's disk was put back without a word and the PC has not met it since.
 */
export function checkCursors(execution: Execution, { log, head, timeline }: ServerView, atRest: boolean): void {
  if (forgets(execution)) return;
  for (const pc of replicas(execution)) {
    const place = placeOf(pc.store.read);
    if (!place || place.timelines.at(-1)?.id !== timeline || (!atRest && execution.unmet.has(pc.number))) continue;
    if (place.cursor > head) execution.violate('I5', `PC ${String(pc.number)} is beyond the end of the log`);
    const held = heldBy(pc);
    const base = shownByCopies(execution, pc);
    const missing = log.find(({ seq, opId }) => seq > base && seq <= place.cursor && !held.has(opId));
    if (missing) execution.violate('I5', `PC ${String(pc.number)} passed ${String(missing.seq)} without its rows`);
  }
}

/** I12: a server that was restored as it is meant to says so itself: no PC has a reason to have its log begin yet another life. */
export function checkLives(execution: Execution, { livesBegun }: ServerView): void {
  if (livesBegun > 0 && !execution.wasPutBack) execution.violate('I12', `PCs had the log begin ${String(livesBegun)} lives, though its disk was never put back without a word`);
}

const REVOKED = 3;

/** I11: whoever was revoked still is, restored database or not. */
export function checkRevoked(execution: Execution, { status }: ServerView): void {
  for (const id of execution.revoked) if (status.get(id) !== REVOKED) execution.violate('I11', `${id} is no longer revoked`);
}
