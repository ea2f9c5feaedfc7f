import type { Id } from '#domain/kit/ids.ts';
import { changedColumns, takenBack, takenOver, type ChangedColumns, type MergeFact } from '#domain/patients/merge-facts.ts';
import { MERGED_REASON, type MergeLink } from '#domain/patients/merge-links.ts';
import { tables, type SyncedRow } from '#domain/sync/tables.ts';
import { openStayOf } from '#db/queries/bedside.ts';
import { giveRows, mergeLinks, mergePicture, movedBy, noteMoved, rowsOfRecord, rowsWith, type RowsByTable } from '#db/queries/merging.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { fail } from '../dispatch/failure.ts';

/** Who merges or separates, and when. */
export interface Hand {
  readonly personId: Id | null;
  /** ISO instant. */
  readonly at: string;
}

/** What stood in the two persons' own rows; kept with the merge as JSON. */
interface Facts {
  readonly survivor: ChangedColumns;
  readonly merged: ChangedColumns;
}

type PatientRow = SyncedRow<'patient'>;

/** Why two records cannot become one now; undefined when they can. `at-bedside`: a device is watching one of them. */
export function whyNot(db: ReadDb, keptId: Id, otherId: Id): 'same-record' | 'already-merged' | 'at-bedside' | undefined {
  if (keptId === otherId) return 'same-record';
  const picture = mergePicture(db);
  if (picture.isMerged(keptId) || picture.isMerged(otherId)) return 'already-merged';
  return [keptId, otherId].some((id) => openStayOf(db, id) !== undefined) ? 'at-bedside' : undefined;
}

/**
 * Makes one record of two: every row of `otherId` goes to `keptId`, which takes over the facts named; the other is put away.
 * Which rows moved and what stood in the persons' own rows is written down, so that `separate` restores both.
 * Throws CONFLICT when it cannot be.
 */
export function merge(tx: WriteDb, { keptId, otherId, take }: { keptId: Id; otherId: Id; take: readonly MergeFact[] }, hand: Hand): { mergeId: Id; moved: number } {
  const reason = whyNot(tx, keptId, otherId);
  if (reason !== undefined) throw fail('CONFLICT', { reason });
  const [kept, other] = [patientRow(tx, keptId), patientRow(tx, otherId)];
  const survivor = changedColumns(kept, takenOver(other, take));
  const merged = changedColumns(other, AWAY);
  const rows = { ...rowsOfRecord(tx, otherId), ...photosToMove(tx, keptId, otherId) };
  const moved = giveRows(tx, rows, keptId);
  tx.update('patient', keptId, afterOf(survivor));
  tx.update('patient', otherId, AWAY);
  const mergeId = tx.newId();
  tx.insert('patient_merge', {
    id: mergeId, survivor_id: keptId, merged_id: otherId, status: 'standing', merged_at: hand.at, merged_by: hand.personId,
    undone_at: null, undone_by: null, facts: JSON.stringify({ survivor, merged } satisfies Facts),
  });
  noteMoved(tx, { id: mergeId, survivorId: keptId }, rows);
  return { mergeId, moved };
}

/**
 * Takes a merge back: both records are again what they were, apart from what was written since, which stays where it was
 * written. Throws CONFLICT when it was taken back already, or when the record has become part of a third since.
 */
export function separate(tx: WriteDb, mergeId: Id, hand: Hand): void {
  const link = mergeLinks(tx).find(({ id }) => id === mergeId);
  if (!link) throw fail('NOT_FOUND', { what: 'merge' });
  if (link.status !== 'standing') throw fail('CONFLICT', { reason: 'not-merged' });
  if (mergePicture(tx).isMerged(link.survivorId)) throw fail('CONFLICT', { reason: 'merged-further' });
  for (const same of mergeLinks(tx).filter((each) => each.status === 'standing' && each.mergedId === link.mergedId && each.survivorId === link.survivorId).reverse()) {
    endMerge(tx, same, 'undone', hand);
    giveRows(tx, rowsWith(tx, movedBy(tx, same.id), new Set([same.survivorId])), same.mergedId);
  }
}

/** Marks a merge as one that does not stand any more, and gives the persons' own rows back what it changed in them. */
export function endMerge(tx: WriteDb, link: MergeLink, status: 'undone' | 'crossed', hand: Hand): void {
  const survivor = tx.row('patient', link.survivorId);
  if (survivor) tx.update('patient', link.survivorId, takenBack(survivor, factsOf(tx, link.id).survivor));
  tx.update('patient_merge', link.id, { status, undone_at: hand.at, undone_by: hand.personId });
  markAway(tx, link.mergedId);
}

/** Patients whose rows do not say what the merges say: away although their record stands alone, or the other way round. */
export function wronglyMarked(db: ReadDb): Id[] {
  const picture = mergePicture(db);
  const row = db.statement('SELECT archived, archived_reason AS reason FROM patient WHERE id = ?');
  return [...new Set(mergeLinks(db).map(({ mergedId }) => mergedId))].filter((id) => {
    const patient = row.get(id) as { archived: 0 | 1; reason: string | null } | undefined;
    return patient !== undefined && picture.isMerged(id) !== (patient.archived === 1 && patient.reason === MERGED_REASON) && (picture.isMerged(id) || patient.reason === MERGED_REASON);
  });
}

/** Puts a record away that is part of another; one that is not any more gets back what its row said before. */
export function markAway(tx: WriteDb, patientId: Id): void {
  const patient = tx.row('patient', patientId);
  if (!patient) return;
  if (mergePicture(tx).isMerged(patientId)) tx.update('patient', patientId, AWAY);
  else if (patient.archived_reason === MERGED_REASON) {
    const last = mergeLinks(tx).findLast(({ mergedId }) => mergedId === patientId);
    const before = last ? factsOf(tx, last.id).merged : {};
    tx.update('patient', patientId, { archived: before['archived'] ? 0 : 1, archived_reason: (before['archived_reason']?.before ?? null) as string | null });
  }
}

const AWAY = { archived: 1, archived_reason: MERGED_REASON } as const;

const factsOf = (tx: WriteDb, mergeId: Id): Facts => JSON.parse(tx.row('patient_merge', mergeId)?.facts ?? '{"survivor":{},"merged":{}}') as Facts;

function patientRow(tx: WriteDb, id: Id): PatientRow {
  const row = tx.row('patient', id);
  if (!row) throw fail('NOT_FOUND', { what: 'patient' });
  return row;
}

const afterOf = (changed: ChangedColumns): Partial<PatientRow> =>
  Object.fromEntries(Object.entries(changed).map(([column, { after }]) => [column, after]));

/** A person has one picture: it goes along only where the record that stays has none. */
function photosToMove(db: ReadDb, keptId: Id, otherId: Id): RowsByTable {
  const photos = db.statement('SELECT id FROM patient_photo WHERE patient_id = ? ORDER BY rid');
  if (photos.get(keptId) !== undefined) return {};
  const ids = (photos.all(otherId) as { id: Id }[]).map(({ id }) => id);
  return ids.length === 0 ? {} : { [tables.patient_photo.id]: ids };
}
