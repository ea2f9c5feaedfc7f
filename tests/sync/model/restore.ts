import { rewindTo } from '#domain/sync/timelines.ts';
import type { Random } from '../random.ts';
import type { Model } from './context.ts';
import type { Horizon } from './messages.ts';
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
    seq = Math.min(seq, state.log.length, rewindTo(state.history, model.server.state.history) ?? Infinity);
    dseq = Math.min(dseq, commonDseq(state.devices.get(device), model.server.state.devices.get(device)));
  }
  return { seq, dseq };
}

/** How far two copies of a device's stream are the same: equal links mean equal everything before them. */
function commonDseq(a: DeviceRow | undefined, b: DeviceRow | undefined): number {
  if (!a || !b) return 0;
  let dseq = Math.min(a.last, b.last);
  while (dseq > 0 && a.chains[dseq] !== b.chains[dseq]) dseq -= 1;
  return dseq;
}

/** Puts a copy in the place of the database: a new timeline, skipped slots, and the register replayed (two restores from one copy would give out the same slots twice). */
export function restore(model: Model, backup: Backup, random: Random): void {
  const { server } = model;
  const before = server.state;
  server.state = copyState(backup.state);
  server.state.history.push({ id: random.id(), start: server.state.log.length });
  server.state.slots += SLOTS_SKIPPED;
  if (model.on.register) {
    for (const id of server.register.enrolled) if (!server.state.devices.has(id)) server.state.devices.set(id, { last: 0, chains: [0] });
    server.state.slots = Math.max(server.state.slots, server.register.slots);
    for (const id of server.register.revoked) server.state.revoked.add(id);
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
