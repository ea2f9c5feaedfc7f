import { commit } from './device.ts';
import { timelineOf } from './disk.ts';
import type { Hello } from './messages.ts';
import { ask, type Wire } from './network.ts';
import { merge } from './replica.ts';

/**
 * Takes what a manager discarded out of this PC's rows, and brings back what is discarded no more because the server was
 * restored to before that: each row becomes the server's, with all that is here of it besides. All in one transaction, as
 * it was written.
 */
export function settleDiscarded(wire: Wire, { discarded, token }: Hello): void {
  const { device, model } = wire;
  const { disk } = device;
  const told = new Set(discarded);
  const found = [...disk.outbox, ...[...disk.held.values()].map(({ op }) => op)].filter(({ opId }) => told.has(opId) !== disk.undone.has(opId));
  if (!model.on['take-back'] || found.length === 0) return;
  const request = { device: disk.id, token, timeline: timelineOf(disk.history), ids: found.map(({ rowId }) => rowId), aside: found.map(({ opId }) => opId) };
  // What came into the log since it was greeted, by this PC itself perhaps, is discarded no more.
  const answer = ask(wire, 'rows', request);
  // A row that shows what this PC has not read in the log would keep that if the server went back, and nobody could hand it in.
  if (answer.head !== disk.cursor) return;
  const gone = new Set(answer.discarded);
  const changed = found.filter(({ opId }) => gone.has(opId) !== disk.undone.has(opId));
  const ids = new Set(changed.map(({ rowId }) => rowId));
  const { rows } = answer;
  commit(device, (d) => {
    for (const { opId } of changed) {
      if (gone.has(opId)) d.undone.add(opId);
      else d.undone.delete(opId);
    }
    const waiting = new Set(d.deferred.map(({ opId }) => opId));
    const standing = [...d.outbox, ...[...d.held.values()].map(({ op }) => op)].filter(({ rowId, opId }) => ids.has(rowId) && !d.undone.has(opId) && !waiting.has(opId));
    for (const id of ids) {
      const row = rows.get(id);
      if (row) d.rows.set(id, row);
      else d.rows.delete(id);
    }
    for (const op of standing) merge(d.rows, op, model.on['op-tie']);
  });
}
