import { append, commit } from './device.ts';
import { ask, type Wire } from './network.ts';

/**
 * This disk and the server do not agree on this PC's stream, or the disk was copied: take a new identity. What follows
 * the last common place moves into the new stream with its content unchanged; the log is read again from the start,
 * and what is known already is recognised by its id (sync design 2.16).
 */
export function fork(wire: Wire): void {
  const { device, model, plan } = wire;
  const { chains } = ask(wire, 'chains', { device: device.disk.id });
  const identity = ask(wire, 'enrol', { from: device.disk.id, id: plan.random.id() });
  commit(device, (disk) => {
    let common = Math.min(disk.dseq, chains.length - 1);
    while (common > 0 && chains[common] !== disk.chain[common]) common -= 1;
    const shared = disk.outbox.filter((op) => op.dseq <= common);
    const mine = disk.outbox.filter((op) => op.dseq > common);
    for (const op of shared) disk.held.set(op.opId, { op, seq: null, mark: 0 });
    Object.assign(disk, { id: identity.id, slot: identity.slot, suffix: '', counter: 0, suspect: false, dseq: 0, chain: [0], acked: 0, outbox: [], cursor: 0, base: 0 });
    // What both have in common stands in no stream of its own any more: if the log does not show it, it is handed in.
    disk.contributeAbove ??= Number.MAX_SAFE_INTEGER;
    let old = 0;
    let first: number | null = null;
    for (const op of mine) {
      const moved = append(disk, op, op.group === old ? first : null);
      old = op.group;
      first = moved.group;
    }
  });
  model.totals.forks += 1;
}
