import { hear, stampWrite } from '#domain/sync/clock.ts';
import { OperationKind, type Previous } from '#domain/sync/operation.ts';
import type { Random } from '../random.ts';
import type { Writing } from '../step.ts';
import type { Device, Model } from './context.ts';
import { append, commit, physicalMs, type Unlabelled } from './device.ts';
import type { Disk } from './disk.ts';
import { draftsFor, type Draft } from './draft.ts';
import { Column, NUMBER, type Op } from './operation.ts';
import { currentVersion, merge } from './replica.ts';

/** A person writes: rows, operations, clock and number series in one transaction, all of it one group. */
export function write(model: Model, device: Device, what: Writing, random: Random): void {
  const drafts = draftsFor(device.disk, what, random);
  if (drafts.length === 0) return;
  commit(device, (disk) => {
    const ops: Op[] = [];
    for (const draft of drafts) {
      const op = append(disk, stamp(model, disk, draft, physicalMs(model, device), random), ops[0]?.dseq ?? null);
      merge(disk.rows, op, model.on['op-tie']);
      ops.push(op);
    }
    model.remember(ops);
  });
}

function stamp(model: Model, disk: Disk, draft: Draft, physical: number, random: Random): Unlabelled {
  const previous = versionsSeen(disk, draft);
  const replaced = model.on['column-clock'] ? Math.max(0, ...previous.map(([, hlc]) => hlc)) : 0;
  const own = stampWrite(physical, disk.hlc, 0);
  const hlc = stampWrite(physical, disk.hlc, replaced);
  // A poisoned stamp goes into its column, but must not drag this clock along for everything that follows.
  disk.hlc = hear(physical, own, hlc);
  if (draft.numbered) disk.counter += 1;
  return {
    opId: random.id(), table: draft.table, rowId: draft.rowId, kind: draft.kind, hlc, schemaVersion: disk.version, personId: 'person',
    at: physical, columns: draft.numbered ? [[NUMBER, `${disk.slot}${disk.suffix}-${String(disk.counter)}`]] : draft.columns, previous, writer: disk.id,
  };
}

/** The version of every column that the write replaces; a deletion replaces the whole row. */
function versionsSeen(disk: Disk, draft: Draft): Previous[] {
  if (draft.kind === OperationKind.insert) return [];
  const row = disk.rows.get(draft.rowId);
  const columns = draft.kind === OperationKind.markDeleted
    ? [...new Set([...Object.keys(row?.values ?? {}).map(Number), Column.deleted])]
    : draft.columns.map(([column]) => column);
  const seen: Previous[] = draft.alsoSaw.map(([column, [hlc, tie]]) => [column, hlc, tie]);
  for (const column of columns) {
    const version = currentVersion(row, column);
    if (version) seen.push([column, version[0], version[1]]);
  }
  return seen;
}
