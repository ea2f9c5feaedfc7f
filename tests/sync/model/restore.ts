import type { Random } from '../random.ts';
import type { Model } from './context.ts';
import type { Entry, Horizon } from './messages.ts';
import { copyState, type Backup, type DeviceRow } from './server-state.ts';

/** Older backups are not restored any more, unless there is no newer one. */
const KEEP_MS = 30 * 86_400_000;
const SLOTS_SKIPPED = 64;

export function backUp(model: Model): void {
  model.server.backups.push({ takenMs: model.nowMs, state: copyState(model.server.state) });
}

export function replicate(model: Model): void {
  model.server.standby = { takenMs: model.nowMs, state: copyState(model.server.state) };
}

/** Every copy of the database that might still take its place. */
export function restorable(model: Model): readonly Backup[] {
  const { backups, standby } = model.server;
  const young = backups.filter((backup) => model.nowMs - backup.takenMs <= KEEP_MS);
  return [...(young.length > 0 ? young : backups.slice(-1)), standby];
}

/**
 * What no restore can take back: the point up to which every restorable copy agrees with the present log. One verified
 * backup that contains an operation is not enough, since an older one may be restored in its place.
 */
export function horizon(model: Model, device: string): Horizon {
  if (!model.on.horizon) return { seq: model.server.state.log.length, dseq: model.server.state.devices.get(device)?.last ?? 0 };
  let seq = Infinity;
  let dseq = Infinity;
  for (const { state } of restorable(model)) {
    seq = Math.min(seq, commonLength(state.log, model.server.state.log));
    dseq = Math.min(dseq, commonDseq(state.devices.get(device), model.server.state.devices.get(device)));
  }
  return { seq, dseq };
}

/** How far two logs are the same. A disk that was put back makes two of one timeline, so timelines alone do not tell. */
function commonLength(a: readonly Entry[], b: readonly Entry[]): number {
  const other = a.findIndex(({ op }, i) => op.opId !== b[i]?.op.opId);
  return other < 0 ? a.length : other;
}

/** How far two copies of a device's stream are the same: equal links mean equal everything before them. */
function commonDseq(a: DeviceRow | undefined, b: DeviceRow | undefined): number {
  if (!a || !b) return 0;
  let dseq = Math.min(a.last, b.last);
  while (dseq > 0 && a.chains[dseq] !== b.chains[dseq]) dseq -= 1;
  return dseq;
}

/** Begins another life of the log, which agrees with the one before up to `start`. */
export function beginLife(model: Model, start: number, id: string): void {
  const { state } = model.server;
  state.history.push({ id, start });
  state.slots += SLOTS_SKIPPED;
}

/** Puts a copy in the place of the database, without `random` as a disk image does; otherwise a new timeline, skipped slots, and the register replayed (two restores from one copy would give out the same slots twice). */
export function restore(model: Model, backup: Backup, random: Random | null): void {
  const { server } = model;
  const before = server.state;
  server.state = copyState(backup.state);
  if (random) beginLife(model, server.state.log.length, random.id());
  if (model.on.register) {
    for (const id of server.register.enrolled) if (!server.state.devices.has(id)) server.state.devices.set(id, { last: 0, chains: [0] });
    server.state.slots = Math.max(server.state.slots, server.register.slots);
    for (const id of server.register.revoked) server.state.revoked.add(id);
    server.state.suspended = new Set(server.register.suspended);
  }
  // What the program knows does not come from the database.
  server.state.version = before.version;
  server.state.oldest = before.oldest;
  replicate(model);
  model.totals.serverRestores += 1;
}

/** The same log under a new timeline: nothing is lost, but every PC has to notice. */
export function moveClinic(model: Model, random: Random): void {
  const { state } = model.server;
  state.history.push({ id: random.id(), start: state.log.length });
  replicate(model);
}
