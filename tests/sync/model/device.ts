import type { Random } from '../random.ts';
import { Crash, DiskRefused, type Device, type Model } from './context.ts';
import type { Disk } from './disk.ts';
import { link } from './digest.ts';
import type { Op } from './operation.ts';

/** A place where the program may be stopped. */
export function crashPoint(device: Device): void {
  if (device.crashIn === null) return;
  device.crashIn -= 1;
  if (device.crashIn < 0) throw new Crash('stopped');
}

/**
 * One transaction on the PC's database, whole or not at all. The mark outside the database is written after it, so it
 * can only ever be behind.
 */
export function commit(device: Device, change: (disk: Disk) => void): void {
  crashPoint(device);
  if (device.refusals > 0) {
    device.refusals -= 1;
    throw new DiskRefused('the disk is full or read-only');
  }
  change(device.disk);
  crashPoint(device);
  device.mark = { id: device.disk.id, dseq: device.disk.dseq };
}

export const physicalMs = (model: Model, device: Device): number => model.nowMs + device.clockMs;

/**
 * The program starts: everything in memory is gone. When the machine is another one, or the stream had come further
 * than this database knows, the database was copied or rolled back: numbers continue in a series of their own.
 */
export function start(model: Model, device: Device, random: Random): void {
  device.crashIn = null;
  const { disk, mark } = device;
  const moved = disk.machine !== device.machine;
  const rolledBack = mark.id !== disk.id || mark.dseq > disk.dseq;
  if (!model.on['start-up-check'] || (!moved && !rolledBack)) return;
  disk.machine = device.machine;
  disk.suffix = random.id().slice(0, 2);
  disk.counter = 0;
  disk.suspect = true;
  device.mark = { id: disk.id, dseq: disk.dseq };
}

/** Puts an operation at the end of the PC's own stream. `group` is the `dseq` of its group's first; null makes it that one. */
export function append(disk: Disk, one: Unlabelled, group: number | null): Op {
  const dseq = disk.dseq + 1;
  const labelled = { ...one, dseq, group: group ?? dseq, origin: disk.id };
  const op: Op = { ...labelled, chain: link(disk.chain[disk.dseq] ?? 0, labelled) };
  disk.dseq = dseq;
  disk.chain[dseq] = op.chain;
  disk.outbox.push(op);
  disk.seen.add(op.opId);
  return op;
}

/** An operation before it has a place in a stream. */
export type Unlabelled = Omit<Op, 'dseq' | 'group' | 'origin' | 'chain'>;
