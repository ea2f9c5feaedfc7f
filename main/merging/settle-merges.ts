import type { Id } from '#domain/kit/ids.ts';
import type { MergeLink, MergePicture } from '#domain/patients/merge-links.ts';
import { giveRows, mergeLinks, mergePicture, movedBy, noteMoved, rowsOfRecord, rowsWith, type RowsByTable } from '#db/queries/merging.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import { endMerge, markAway, wronglyMarked } from './merge-records.ts';

/** Rows that are not where the merges say, and where they belong. */
interface Stray {
  readonly rows: RowsByTable;
  readonly to: Id;
  /** Standing merges on the way, which must know of the rows when they are taken back. */
  readonly via: readonly MergeLink[];
}

/** Each round can bring rows one merge further; chains of more are nobody's work. */
const MOST_ROUNDS = 20;

/**
 * Brings rows to where the merges say they belong: those that another PC wrote for a record it did not know to be part of another,
 * and those of merges that were taken back or could not stand beside an earlier one. Every PC does the same from the same
 * rows, so it does not matter which comes first. `only` names patients whose rows alone are looked at. Returns how many moved.
 */
export function settleMerges(store: Pick<Store, 'read' | 'write'>, at: string, only?: ReadonlySet<Id>): number {
  let moved = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const crossed = mergePicture(store.read).crossed;
    const strays = crossed.length > 0 ? [] : straysOf(store.read, only);
    const wrong = crossed.length > 0 || only ? [] : wronglyMarked(store.read);
    if (crossed.length === 0 && strays.length === 0 && wrong.length === 0) break;
    store.write({ personId: null, intent: 'merging.settle' }, (tx) => {
      for (const link of crossed) endMerge(tx, link, 'crossed', { personId: null, at });
      for (const { rows, to, via } of strays) {
        moved += giveRows(tx, rows, to);
        for (const link of via) noteMoved(tx, link, rows);
      }
      for (const id of wrong) markAway(tx, id);
    });
  }
  return moved;
}

function straysOf(db: ReadDb, only: ReadonlySet<Id> | undefined): Stray[] {
  const picture = mergePicture(db);
  const late = picture.merged.filter((id) => only?.has(id) ?? true).flatMap((id) => strayFrom(db, picture, id, rowsOfRecord(db, id)));
  return only || late.length > 0 ? late : mergeLinks(db).filter(({ status }) => status !== 'standing').flatMap((link) => leftBehind(db, picture, link));
}

/** Rows of a merge that does not stand, still with the record they were given to or with what that became. */
function leftBehind(db: ReadDb, picture: MergePicture, { id, mergedId, survivorId }: MergeLink): Stray[] {
  const to = picture.survivorOf(mergedId);
  const where = [survivorId, ...picture.pathOf(survivorId)].filter((patientId) => patientId !== to);
  return where.length === 0 ? [] : strayFrom(db, picture, mergedId, rowsWith(db, movedBy(db, id), new Set(where)));
}

function strayFrom(db: ReadDb, picture: MergePicture, patientId: Id, rows: RowsByTable): Stray[] {
  if (Object.keys(rows).length === 0) return [];
  const path = picture.pathOf(patientId);
  const steps = path.map((survivorId, at) => ({ survivorId, mergedId: at === 0 ? patientId : path[at - 1] }));
  const via = steps.flatMap((step) =>
    mergeLinks(db).find((link) => link.status === 'standing' && link.mergedId === step.mergedId && link.survivorId === step.survivorId) ?? []);
  return [{ rows, to: path.at(-1) ?? patientId, via }];
}
