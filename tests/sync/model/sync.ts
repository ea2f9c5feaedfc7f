import { batches, NoAnswer } from './context.ts';
import { commit } from './device.ts';
import { timelineOf, type Disk } from './disk.ts';
import { fork } from './fork.ts';
import { samePlace, type Hello, type Place } from './messages.ts';
import { ask, call, type Wire } from './network.ts';
import { adoptHistory, contribute } from './timeline.ts';
import { settleDiscarded } from './undo.ts';
import { bootstrap, pull } from './pull.ts';
import type { Op } from './operation.ts';
import { MAX_BATCH } from './server.ts';

const SMALLEST_BATCH = 1;

/**
 * One synchronisation of a PC: greet, notice what happened to the server or to this disk, send, hand in, fetch. It may
 * end anywhere: everything it knows is on the disk, and the next one starts from there. `patient` goes on to the end.
 */
export function synchronise(wire: Wire, patient: boolean): void {
  const { device, model } = wire;
  const { newest } = device.disk;
  const hello = ask(wire, 'hello', { device: device.disk.id, at: newest?.seq ?? 0, aside: [...device.disk.quarantined] });
  noteQuarantined(wire, hello);
  const { disk } = device;
  if (hello.revoked) {
    handIn(wire, hello);
    return;
  }
  if (isAnotherLife(wire, hello, newest)) {
    // What is left of this PC's knowledge is compared as well: a disk may have been put back before it was restored.
    synchronise(wire, patient);
    return;
  }
  if (!hello.suspended) model.unmet.delete(device.number);
  if (disk.suspect || (model.on.chain && (hello.last > disk.dseq || disk.chain[hello.last] !== hello.chain))) {
    fork(wire);
    return;
  }
  const before = disk.acked;
  const acked = model.on['server-ack'] ? hello.last : Math.max(before, hello.last);
  if (acked !== before) commit(device, (d) => { d.acked = acked; });
  if (push(wire, hello.token, patient) && !hello.suspended) receive(wire, hello, patient);
}

function receive(wire: Wire, hello: Hello, patient: boolean): void {
  const { disk } = wire.device;
  if (disk.needsSnapshot) bootstrap(wire, hello.token);
  // Before it has read the whole log, everything would count as missing. What the server said of this PC's own operations comes back behind these.
  if (!disk.needsSnapshot && pull(wire, hello.token, patient) && disk.contributeAbove !== null && disk.acked === disk.dseq) contribute(wire, hello.token, new Set(hello.discarded));
  if (!disk.needsSnapshot) settleDiscarded(wire, hello);
  prune(wire, hello);
}

/** Whether the server has forgotten what it told this PC, in a life of the log that this PC knows. */
function holdsLess(disk: Disk, hello: Hello, newest: Place | null, marks: boolean): boolean {
  const present = timelineOf(hello.history);
  if (!disk.history.some(({ id }) => id === present)) return false;
  return timelineOf(disk.history) !== present || disk.cursor > hello.head || disk.acked > hello.last || (newest !== null && !samePlace(newest, hello.at, marks));
}

/** Enters the server's present life if this PC knew another, or has shown that there must be another. */
function isAnotherLife(wire: Wire, hello: Hello, newest: Place | null): boolean {
  const { device: { disk }, model } = wire;
  if (model.on['went-back'] && !hello.suspended && holdsLess(disk, hello, newest, model.on['log-mark']) && tellOfLoss(wire, hello)) return true;
  if (!model.on.timeline || timelineOf(disk.history) === timelineOf(hello.history)) return false;
  adoptHistory(wire, hello.history, hello.last);
  return true;
}

/** Shows the server that it holds less than it once said; true when its log began another life by that. */
function tellOfLoss(wire: Wire, hello: Hello): boolean {
  const { disk } = wire.device;
  const known = [...disk.held.values()].flatMap(({ op, seq, mark }) => (seq === null ? [] : [{ seq, opId: op.opId, mark }]));
  if (disk.newest) known.push(disk.newest);
  const { history } = ask(wire, 'wentBack', { device: disk.id, token: hello.token, history: disk.history, cursor: disk.cursor, acked: disk.acked, known });
  if (timelineOf(history) === timelineOf(disk.history)) return false;
  adoptHistory(wire, history, hello.last);
  return true;
}

function noteQuarantined({ device }: Wire, hello: Hello): void {
  const news = hello.quarantined.filter((id) => !device.disk.quarantined.has(id));
  if (news.length > 0) commit(device, (disk) => { for (const id of news) disk.quarantined.add(id); });
}

/** Sends whole groups in order until all is acknowledged; false when this synchronisation is over. */
function push(wire: Wire, token: number, patient: boolean): boolean {
  const { device, model, plan } = wire;
  const { disk } = device;
  let most = patient ? MAX_BATCH : 1 + plan.random.int(MAX_BATCH);
  for (let round = 0; round < (patient ? 1000 : 2); round++) {
    const waiting = disk.outbox.filter((op) => op.dseq > disk.acked);
    const [ops] = batches(waiting, most, model.on['whole-groups']);
    if (!ops) return true;
    const answer = call(wire, 'push', { device: disk.id, token, timeline: timelineOf(disk.history), ops });
    if (answer.status === 'too-large' && most > SMALLEST_BATCH) {
      most = Math.ceil(most / 2);
      continue;
    }
    if (answer.status === 'fork') {
      fork(wire);
      return false;
    }
    if (answer.status !== 'ok') throw new NoAnswer(answer.status);
    const { last } = answer;
    if (last === disk.acked) return false;
    commit(device, (d) => acknowledge(d, last, model.on['keep-acked']));
  }
  return true;
}

function acknowledge(disk: Disk, last: number, keep: boolean): void {
  disk.acked = last;
  if (!keep) disk.outbox = disk.outbox.filter((op) => op.dseq > last);
}

/**
 * Forgets operations that no restore of the server can make necessary again. Only in touch with the timeline that said
 * so, and never what was put aside: until it is admitted, this PC is where its author sees it.
 */
function prune({ device, model }: Wire, { horizon, history }: Hello): void {
  const { disk } = device;
  if (!model.on['keep-acked'] || timelineOf(disk.history) !== timelineOf(history)) return;
  const dseq = Math.min(disk.acked, horizon.dseq);
  const isOld = (op: Op): boolean => op.dseq <= dseq && !disk.quarantined.has(op.opId);
  const old = [...disk.held].filter(([, { seq }]) => seq !== null && seq <= horizon.seq);
  if (old.length === 0 && !disk.outbox.some(isOld)) return;
  commit(device, (d) => {
    d.outbox = d.outbox.filter((op) => !isOld(op));
    for (const [id] of old) d.held.delete(id);
  });
}

/** A revoked PC may not read, but what it knows is taken into safe keeping until an administrator admits it. */
function handIn(wire: Wire, hello: Hello): void {
  const { device } = wire;
  if (timelineOf(device.disk.history) !== timelineOf(hello.history)) {
    commit(device, (disk) => {
      disk.history = hello.history;
      disk.handedIn.clear();
    });
  }
  const { disk } = device;
  // All of it each time: what it handed in may have gone with a disk, and the server takes nothing twice.
  const ops = [...disk.outbox, ...[...disk.held.values()].map((held) => held.op)];
  for (const batch of batches(ops, MAX_BATCH, true)) {
    ask(wire, 'handIn', { device: disk.id, token: hello.token, ops: batch });
    commit(device, (d) => { for (const op of batch) d.handedIn.add(op.opId); });
  }
}
