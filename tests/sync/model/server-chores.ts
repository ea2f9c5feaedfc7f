import type { Random } from '../random.ts';
import type { ServerChore, Step } from '../step.ts';
import { recordAll } from './accept.ts';
import type { Model } from './context.ts';
import { reopened } from './conflicts.ts';
import { destroying } from './machines.ts';
import { lastPlace } from './messages.ts';
import { groupOf, isKnown, SECOND_VERSION, Table, type Op } from './operation.ts';
import { setSuspended } from './server.ts';
import { backUp, moveClinic, replicate, restorable, restore } from './restore.ts';
import type { Backup } from './server-state.ts';

/** What happens to the server, or what its operator does. */
export function chore(model: Model, what: ServerChore, random: Random): void {
  const { server } = model;
  switch (what) {
    case 'back-up': return backUp(model);
    case 'replicate': return replicate(model);
    case 'failover': return putBack(model, server.standby, random);
    case 'move-clinic': return moveClinic(model, random);
    case 'snapshot': return snapshot(model);
    // The job writes its manifest last: without one there is no snapshot, and the old one stays.
    case 'snapshot-dies': return;
    case 'storage-down': server.storageDown = true; return;
    case 'storage-up': server.storageDown = false; return;
    case 'upgrade-server': server.state.version = SECOND_VERSION; return;
    case 'raise-window': server.state.oldest = server.state.version; return;
    case 'admit': return admit(model, random);
    case 'discard': return discard(model, random);
  }
}

/** `which` counts back from the newest backup, so the same one may be restored twice. */
export function restoreServer(model: Model, { which, unannounced }: Extract<Step, { readonly do: 'restore-server' }>, random: Random): void {
  const copies = restorable(model).filter((copy) => copy !== model.server.standby);
  const backup = copies[Math.max(0, copies.length - 1 - which)];
  if (backup) putBack(model, backup, unannounced ? null : random);
}

/** Without `random` nobody tells the server that it is another life. */
function putBack(model: Model, backup: Backup, random: Random | null): void {
  const { ids, quarantine, discarded } = model.server.state;
  destroying(model, new Set([...ids, ...quarantine.keys(), ...discarded.keys()]), () => restore(model, backup, random));
  model.wasPutBack ||= random === null;
  // Also one that is told of: its copy may be of before the disk was put back.
  if (model.wasPutBack) for (const number of model.devices.keys()) model.unmet.add(number);
  if (random) return;
  // The program that would have answered ended, and connections with it; snapshots lie on the same disk.
  model.late = [];
  model.server.snapshot = null;
}

export const suspend = (model: Model, id: string | undefined, isSuspended: boolean): void => { if (id !== undefined) setSuspended(model, id, isSuspended); };

export function revoke(model: Model, id: string | undefined): void {
  if (id === undefined) return;
  model.server.state.revoked.add(id);
  model.server.register.revoked.add(id);
}

function snapshot({ server }: Model): void {
  server.snapshot = { place: lastPlace(server.state.log), history: server.state.history.slice(), rows: new Map(server.state.rows) };
}

/** An administrator admits one group that was put aside, if the program knows by now what it is. */
function admit(model: Model, random: Random): void {
  const aside = [...model.server.state.quarantine.values()];
  if (aside.length > 0) admitGroup(model, groupOf(random.pick(aside)));
}

export function admitGroup(model: Model, group: string): void {
  const { state } = model.server;
  const ops: readonly Op[] = [...state.quarantine.values()].filter((op) => groupOf(op) === group);
  if (ops.every((op) => op.table !== Table.novel || isKnown(op, state.version))) recordAll(model, ops);
}

/** A manager leaves one group out for good. */
function discard(model: Model, random: Random): void {
  const { quarantine, discarded } = model.server.state;
  if (quarantine.size === 0) return;
  const group = groupOf(random.pick([...quarantine.values()]));
  const ops = [...quarantine.values()].filter((one) => groupOf(one) === group);
  for (const op of ops) {
    quarantine.delete(op.opId);
    discarded.set(op.opId, op);
  }
  recordAll(model, reopened(model.server.state, ops));
  model.totals.discarded += 1;
}
