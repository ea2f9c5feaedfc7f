import { rewindTo, type Timeline } from '#domain/sync/timelines.ts';
import { batches } from './context.ts';
import { commit } from './device.ts';
import { timelineOf, type Disk } from './disk.ts';
import type { Place } from './messages.ts';
import { ask, type Wire } from './network.ts';
import { groupOf, type Op } from './operation.ts';
import { MAX_BATCH } from './server.ts';

/**
 * The server has another life than the one this PC knew: go back to what both lives share, take nothing above it as
 * confirmed, and remember to hand in what the server may lack (sync design 2.16).
 */
export function adoptHistory({ device, model }: Wire, history: readonly Timeline[], last: number): void {
  commit(device, (disk) => {
    const point = model.on.history ? rewindTo(disk.history, history) : history.at(-1)?.start ?? 0;
    disk.history = history;
    if (point === null) return;
    // Rows from a snapshot whose operations are not here cannot be taken back one by one: they are fetched again.
    if (disk.cursor < disk.snapshotSeq && point < disk.snapshotSeq) disk.needsSnapshot = true;
    goBack(disk, point);
    if (model.on['server-ack']) disk.acked = Math.min(disk.acked, last);
    if (model.on.unconfirm) {
      for (const [id, held] of disk.held) if (held.seq !== null && held.seq > point) disk.held.set(id, { ...held, seq: null });
    }
    if (model.on.contribute) disk.contributeAbove = Math.min(disk.contributeAbove ?? Infinity, point);
  });
}

/** To the last place up to `point` where there is something to compare with the log. */
function goBack(disk: Disk, point: number): void {
  disk.newest = disk.newest && disk.newest.seq <= point ? disk.newest : newestHeld(disk, point);
  disk.cursor = Math.min(disk.cursor, disk.newest?.seq ?? 0);
  disk.base = Math.min(disk.base, disk.cursor);
}

function newestHeld(disk: Disk, upTo: number): Place | null {
  let newest: Place | null = null;
  for (const { op, seq, mark } of disk.held.values()) if (seq !== null && seq <= upTo && seq > (newest?.seq ?? 0)) newest = { seq, opId: op.opId, mark };
  return newest;
}

/**
 * Hands in, by operation id, what the present timeline has not confirmed. Done only when the server lacked none of it: what
 * it took is to be seen in its log first, or a disk that goes back before that would take it along without a trace.
 */
export function contribute(wire: Wire, token: number, discarded: ReadonlySet<string>): void {
  const { device, model } = wire;
  const above = device.disk.contributeAbove ?? Infinity;
  const ops = [...device.disk.held.values()].filter(({ op, seq }) => (seq ?? Infinity) > above && !discarded.has(op.opId)).map(({ op }) => op);
  let taken = 0;
  for (const batch of batches(byGroup(ops), MAX_BATCH, model.on['whole-groups'])) {
    taken += ask(wire, 'contribute', { device: device.disk.id, token, timeline: timelineOf(device.disk.history), ops: batch }).taken;
  }
  if (taken === 0) commit(device, (disk) => { disk.contributeAbove = null; });
}

function byGroup(ops: readonly Op[]): Op[] {
  const groups = new Map<string, Op[]>();
  for (const op of ops) {
    const group = groups.get(groupOf(op));
    if (group) group.push(op);
    else groups.set(groupOf(op), [op]);
  }
  return [...groups.values()].flat();
}
