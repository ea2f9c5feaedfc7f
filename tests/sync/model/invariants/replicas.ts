import { sameRow } from '#domain/sync/merge.ts';
import { plus, rowSum, sumText, ZERO, type Sum } from '#domain/sync/row-sum.ts';
import type { Device, Model } from '../context.ts';
import { timelineOf } from '../disk.ts';
import type { Rows } from '../replica.ts';
import { ledgerTotal } from './log.ts';

const isRevoked = (model: Model, device: Device): boolean => model.server.register.revoked.has(device.disk.id);

/** The PCs that take part: a revoked one is no replica any more. */
export const replicas = (model: Model): Device[] => [...model.devices.values()].filter((device) => !isRevoked(model, device));

/** I1: nothing that anybody still holds is missing from the server, and what is missing was destroyed with its last copy. */
export function checkNothingLost(model: Model): void {
  const { ids, quarantine, discarded } = model.server.state;
  for (const id of model.truth.keys()) {
    if (ids.has(id) || quarantine.has(id) || discarded.has(id)) continue;
    const holder = [...model.devices.values()].find((device) => device.disk.seen.has(id));
    if (holder) model.violate('I1', `operation ${id} is on device ${String(holder.number)} and not on the server`);
    else if (!model.destroyed.has(id)) model.violate('I1', `operation ${id} vanished though its copies were not destroyed`);
  }
}

/** I3: at the same cursor, with nothing left to send, every replica has the same rows and the same sums. */
export function checkSameState(model: Model): void {
  const { rows } = model.server.state;
  const sum = total(rows);
  for (const device of replicas(model)) {
    const mine = device.disk.rows;
    if (mine.size === rows.size && sumText(total(mine)) === sumText(sum)) continue;
    const differing = [...new Set([...rows.keys(), ...mine.keys()])].find((id) => {
      const [a, b] = [rows.get(id), mine.get(id)];
      return !a || !b || !sameRow(a, b);
    });
    model.violate('I3', `device ${String(device.number)} differs from the server in ${String(differing)}`);
    if (ledgerTotal(mine) !== ledgerTotal(rows)) model.violate('I2', `device ${String(device.number)} has another ledger total`);
  }
}

function total(rows: Rows): Sum {
  let sum = ZERO;
  for (const [id, row] of rows) sum = plus(sum, rowSum(id, row));
  return sum;
}

/**
 * I5: below its cursor, no PC lacks an operation. Holds at any time for a PC that knows the present timeline, unless the
 * server's disk was put back without a word and the PC has not met it since.
 */
export function checkCursors(model: Model, atRest: boolean): void {
  const { log, history } = model.server.state;
  for (const device of replicas(model)) {
    const { disk } = device;
    if (timelineOf(disk.history) !== timelineOf(history) || (!atRest && model.unmet.has(device.number))) continue;
    if (disk.cursor > log.length) model.violate('I5', `device ${String(device.number)} is beyond the end of the log`);
    for (let i = disk.base; i < Math.min(disk.cursor, log.length); i++) {
      const entry = log[i];
      if (!entry || disk.seen.has(entry.op.opId)) continue;
      model.violate('I5', `device ${String(device.number)} passed ${String(entry.seq)} without its rows`);
      break;
    }
  }
}

/** I12: a server that was restored as it is meant to says so itself: no PC has a reason to have its log begin yet another life. */
export function checkLives(model: Model): void {
  const { livesBegun } = model.server;
  if (livesBegun > 0 && !model.wasPutBack) model.violate('I12', `PCs had the log begin ${String(livesBegun)} lives, though its disk was never put back without a word`);
}

/** I10: what the server put aside is known, on its author's PC, to be put aside. */
export function checkPutAside(model: Model): void {
  for (const { disk, number } of model.devices.values()) {
    const known = isRevoked(model, { disk } as Device) ? disk.handedIn : disk.quarantined;
    for (const op of model.server.state.quarantine.values()) {
      if (op.origin !== disk.id || op.dseq > disk.acked || !disk.outbox.some((mine) => mine.opId === op.opId)) continue;
      if (!known.has(op.opId)) model.violate('I10', `device ${String(number)} does not show that ${op.opId} was put aside`);
      // A restored server may have forgotten that it was discarded: until somebody decides again, its author sees it.
      if (disk.undone.has(op.opId) && !isRevoked(model, { disk } as Device)) model.violate('I10', `device ${String(number)} takes ${op.opId} for discarded, which waits for a decision`);
    }
  }
}

/** I10: what a manager discarded stands in no row where it was written; what is in the log after all stands in its row. */
export function checkDiscarded(model: Model): void {
  const { discarded, log } = model.server.state;
  for (const { disk, number } of replicas(model)) {
    // What came with a snapshot was never pulled.
    const ids = new Set(log.slice(disk.base).map(({ op }) => op.opId));
    for (const { opId } of disk.outbox) if (discarded.has(opId) && !disk.undone.has(opId)) model.violate('I10', `device ${String(number)} goes on with ${opId}, which was discarded`);
    for (const id of disk.undone) if (ids.has(id)) model.violate('I10', `device ${String(number)} takes ${id} for discarded, which is in the log`);
  }
}

/** I11: whoever was revoked still is, restored database or not. */
export function checkRevoked(model: Model): void {
  for (const id of model.server.register.revoked) if (!model.server.state.revoked.has(id)) model.violate('I11', `${id} is no longer revoked`);
}
