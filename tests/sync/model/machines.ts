import { Random } from '../random.ts';
import type { Step } from '../step.ts';
import type { Device, Model } from './context.ts';
import { commit, start } from './device.ts';
import { copyDisk, emptyDisk, type Disk } from './disk.ts';
import { SECOND_VERSION } from './operation.ts';
import { handle } from './server.ts';

type StepOf<K extends Step['do']> = Extract<Step, { readonly do: K }>;

/** An administrator enrols a new PC on site: it has an identity, and no data yet. */
export function enrol(model: Model, step: StepOf<'enrol'>): void {
  if (model.devices.has(step.device)) return;
  const identity = handle(model, 'enrol', { from: null, id: new Random(step.r).id() });
  if (identity.status !== 'ok') return;
  model.machines += 1;
  add(model, step.device, emptyDisk(identity, model.machines, step.version), step.clockMs);
}

function add(model: Model, number: number, disk: Disk, clockMs: number): Device {
  const device: Device = {
    number, disk, machine: model.machines, mark: { id: disk.id, dseq: disk.dseq }, clockMs, saved: null, link: null, refusals: 0,
    busy: false, crashIn: null,
  };
  model.devices.set(number, device);
  return device;
}

export function save(device: Device): void {
  device.saved = { disk: copyDisk(device.disk), mark: device.mark };
}

/** The disk is put back to its last backup. Unnoticed, it is a virtual machine whose every trace went back with it. */
export function restoreDisk(model: Model, device: Device, step: StepOf<'restore-disk'>): void {
  const { saved } = device;
  if (!saved) return;
  destroying(model, device.disk.seen, () => {
    device.disk = copyDisk(saved.disk);
    if (!step.noticed) device.mark = saved.mark;
  });
  start(model, device, new Random(step.r));
  if (model.wasPutBack) model.unmet.add(device.number);
  model.totals.deviceRestores += 1;
}

/** A copy of the disk starts in another machine, while the first one goes on. Unnoticed, both look the same to the program. */
export function clone(model: Model, device: Device, step: StepOf<'clone-disk'>): void {
  if (model.devices.has(step.as)) return;
  model.machines += 1;
  const disk = copyDisk(device.disk);
  const twin = add(model, step.as, disk, device.clockMs);
  if (!step.noticed) disk.machine = twin.machine;
  start(model, twin, new Random(step.r));
  if (model.wasPutBack) model.unmet.add(step.as);
  model.totals.clones += 1;
}

/** The database file is damaged: part of the outbox can be read, everything else has to be fetched again. */
export function corrupt(model: Model, device: Device, random: Random): void {
  destroying(model, device.disk.seen, () => {
    const disk = copyDisk(device.disk);
    disk.outbox = disk.outbox.slice(0, random.chance(0.7) ? disk.outbox.length : random.int(disk.outbox.length + 1));
    disk.dseq = disk.outbox.at(-1)?.dseq ?? 0;
    const group = disk.outbox.at(-1)?.group;
    // A group is one transaction: without its end, its beginning is not there either.
    if (disk.outbox.length < device.disk.outbox.length && device.disk.outbox[disk.outbox.length]?.group === group) {
      disk.outbox = disk.outbox.filter((op) => op.group !== group);
      disk.dseq = disk.outbox.at(-1)?.dseq ?? 0;
    }
    disk.chain.length = disk.dseq + 1;
    disk.acked = Math.min(disk.acked, disk.dseq);
    Object.assign(disk, { held: new Map(), rows: new Map(), deferred: [], cursor: 0, base: 0, snapshotSeq: 0, needsSnapshot: true });
    disk.seen = new Set(disk.outbox.map((op) => op.opId));
    device.disk = disk;
  });
  start(model, device, random);
}

/** Stolen, burnt, dead. */
export function lose(model: Model, device: Device): void {
  destroying(model, device.disk.seen, () => { model.devices.delete(device.number); });
}

export function upgradeDevice(model: Model, device: Device, change: (model: Model, disk: Disk, version: number) => void): void {
  commit(device, (disk) => change(model, disk, SECOND_VERSION));
}

/** Notes the operations whose last copy goes with a change: nothing can bring these back. */
export function destroying(model: Model, atRisk: ReadonlySet<string>, change: () => void): void {
  const ids = [...atRisk].filter((id) => model.truth.has(id));
  change();
  for (const id of ids) if (!isHeld(model, id)) model.destroyed.add(id);
}

function isHeld(model: Model, id: string): boolean {
  const { state } = model.server;
  return state.ids.has(id) || state.quarantine.has(id) || state.discarded.has(id) || [...model.devices.values()].some((device) => device.disk.seen.has(id));
}
