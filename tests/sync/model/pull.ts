import { hear } from '#domain/sync/clock.ts';
import { rewindTo } from '#domain/sync/timelines.ts';
import { batches, type Model } from './context.ts';
import { commit, physicalMs } from './device.ts';
import { timelineOf, type Disk } from './disk.ts';
import { fork } from './fork.ts';
import { lastPlace, type Entry } from './messages.ts';
import { ask, type Wire } from './network.ts';
import { groupOf, isKnown, type Op } from './operation.ts';
import { merge } from './replica.ts';
import { MAX_BATCH } from './server.ts';

/** Fetches pages above the cursor. A page and the cursor after it are one transaction. True at the end of the log. */
export function pull(wire: Wire, token: number, patient: boolean): boolean {
  const { device, model, plan } = wire;
  const rounds = patient ? 1000 : 1 + plan.random.int(3);
  for (let round = 0; round < rounds; round++) {
    const { disk } = device;
    const limit = patient ? MAX_BATCH : 1 + plan.random.int(15);
    const answer = ask(wire, 'pull', { device: disk.id, token, timeline: timelineOf(disk.history), after: disk.cursor, limit, version: disk.version });
    checkSize(model, answer.entries, limit);
    if (model.on.tripwire && answer.entries.some(({ op }) => isStranger(disk, op))) {
      fork(wire);
      return false;
    }
    if (model.on['cursor-atomic']) commit(device, (d) => applyPage(model, d, answer.entries, answer.next, physicalMs(model, device)));
    else {
      commit(device, (d) => { d.cursor = answer.next; });
      commit(device, (d) => applyPage(model, d, answer.entries, answer.next, physicalMs(model, device)));
    }
    if (answer.next >= answer.head) return true;
  }
  return false;
}

/** An operation under this PC's identity that it never wrote: another copy of this disk is at work. */
const isStranger = (disk: Disk, op: Op): boolean => op.origin === disk.id && (op.dseq > disk.dseq || disk.chain[op.dseq] !== op.chain);

function applyPage(model: Model, disk: Disk, entries: readonly Entry[], next: number, physical: number): void {
  const late = new Set(entries.filter(({ op }) => !isKnown(op, disk.version)).map(({ op }) => groupOf(op)));
  for (const { op, seq, mark } of entries) {
    const waits = late.has(groupOf(op));
    // A restored server took it as new.
    if (disk.undone.delete(op.opId)) disk.seen.delete(op.opId);
    if (op.origin === disk.id) {
      if (!model.on['server-ack']) disk.acked = Math.max(disk.acked, op.dseq);
      // Own operations are here already, except after a repair, when their rows may have gone with the damaged file.
      if (disk.seen.has(op.opId) || isStranger(disk, op)) continue;
    }
    if (!disk.seen.has(op.opId)) {
      if (!waits) merge(disk.rows, op, model.on['op-tie']);
      else if (model.on.deferred) disk.deferred.push(op);
      disk.seen.add(op.opId);
    }
    if (model.on['keep-acked']) disk.held.set(op.opId, { op, seq, mark });
    disk.hlc = hear(physical, disk.hlc, op.hlc);
  }
  moveOn(disk, entries, next);
}

function moveOn(disk: Disk, entries: readonly Entry[], next: number): void {
  const last = lastPlace(entries);
  // Up to the snapshot's place, that is the one which tells of more.
  if (last && last.seq > (disk.snapshotSeq > 0 ? disk.newest?.seq ?? 0 : 0)) disk.newest = last;
  disk.cursor = next;
  if (next >= disk.snapshotSeq) disk.snapshotSeq = 0;
}

/** Loads the clinic's rows as of one sequence, and puts on top what this PC itself still holds. */
export function bootstrap(wire: Wire, token: number): void {
  const { device, model } = wire;
  const snapshot = ask(wire, 'snapshot', { device: device.disk.id, token, version: device.disk.version });
  // The server was restored since it was greeted: the next synchronisation begins with that.
  if (model.on.timeline && rewindTo(device.disk.history, snapshot.history) !== null) return;
  commit(device, (disk) => {
    disk.history = snapshot.history;
    disk.rows = new Map(snapshot.rows);
    // What was discarded then may be below the snapshot's place by now: the server is asked again.
    disk.undone = new Set();
    const waits = new Set(disk.deferred);
    const own = [...[...disk.held.values()].map((held) => held.op), ...disk.outbox];
    for (const op of own) if (!waits.has(op) && !disk.undone.has(op.opId)) merge(disk.rows, op, model.on['op-tie']);
    // Whatever was seen before and is not here any more has to be taken again when it comes.
    disk.seen = new Set(own.map((op) => op.opId));
    disk.cursor = snapshot.from;
    disk.newest = model.on['copy-place'] ? snapshot.place : null;
    disk.base = snapshot.from;
    disk.snapshotSeq = snapshot.place?.seq ?? 0;
    disk.needsSnapshot = false;
  });
}

/** The program was replaced by a newer one: what waited for it is applied, in the migration's transaction. */
export function upgrade(model: Model, disk: Disk, version: number): void {
  disk.version = Math.max(disk.version, version);
  const ready = disk.deferred.filter((op) => isKnown(op, disk.version));
  for (const op of ready) merge(disk.rows, op, model.on['op-tie']);
  disk.deferred = disk.deferred.filter((op) => !isKnown(op, disk.version));
}

function checkSize(model: Model, entries: readonly Entry[], limit: number): void {
  const whole = batches(entries.map(({ op }) => op), limit, true);
  if (whole.length > 1 && entries.length > limit && (whole.at(-1)?.length ?? 0) < entries.length - limit) {
    model.violate('I13', `a page of ${String(entries.length)} operations where ${String(limit)} were asked for`);
  }
}
