import type { RowState } from '#domain/sync/merge.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { rowsSetAside } from '#db/sync/fates.ts';
import { bucketOfTable, imageOf } from '#db/sync/repair.ts';
import type { WriteDb } from '#db/door.ts';
import { isInStep, standingOf } from '../in-step.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { askBucket, askRows, askSums, ROWS_AT_ONCE } from './ask-state.ts';
import type { RowsToHandIn } from './hand-in-rows.ts';
import { keepIncident } from './row-incidents.ts';
import { differentBuckets, sumInTurns } from './sum-in-turns.ts';

export interface Repaired {
  /** Ids of the rows that were made what the server says. */
  readonly repaired: string[];
  /** Something moved before all of them were looked at. */
  readonly cut: boolean;
  /** Nothing differs but what the server set aside of this PC's. */
  readonly isAside: boolean;
}

/**
 * Finds the rows in which this PC and the server differ, bucket by bucket, and makes those here what the server's are.
 * Whatever moves meanwhile stops it: a difference counts only while both stand at the same place with nothing unsent.
 * A row that only this PC has stays: it is told, never thrown away. What a restored server lacks of rows that came with a
 * copy is left to be handed in.
 */
export async function repairTable(link: ServerLink, name: SyncedTable, lacking: RowsToHandIn, signal?: AbortSignal): Promise<Repaired> {
  const found: Found = { repaired: [], lacking, aside: rowsSetAside(link.parts.store.read, tables[name].id), others: 0 };
  const { repaired } = found;
  try {
    await repairBuckets(link, name, found, signal);
    return { repaired, cut: false, isAside: found.others === 0 && found.aside.size > 0 };
  } catch (error) {
    if (error instanceof MovedOn) return { repaired, cut: true, isAside: false };
    throw error;
  }
}

/** This PC or the server has gone on: what differs now says nothing. */
class MovedOn extends Error {
  override readonly name = 'MovedOn';
}

interface Found {
  readonly repaired: string[];
  readonly lacking: RowsToHandIn;
  /** What the server set aside stays as its author wrote it, until somebody decides. */
  readonly aside: ReadonlySet<string>;
  /** Rows that differ beside those. */
  others: number;
}

async function repairBuckets(link: ServerLink, name: SyncedTable, found: Found, signal: AbortSignal | undefined): Promise<void> {
  const { read } = link.parts.store;
  const { repaired, lacking, aside } = found;
  for (const bucket of await bucketsToRepair(link, name, signal)) {
    const standing = standingOf(link);
    const answer = await askBucket(link, name, bucket, signal);
    if (!isInStep(link, answer.seq, standing)) throw new MovedOn();
    const mine = bucketOfTable(read, name, bucket);
    const theirs = new Map(answer.rows);
    const wrong = answer.rows.filter(([id, sum]) => mine.get(id) !== sum && !aside.has(id)).map(([id]) => id);
    const onlyHere = [...mine.keys()].filter((id) => !theirs.has(id) && !aside.has(id));
    found.others += wrong.length + onlyHere.length;
    noteOnlyHere(link, name, onlyHere.filter((id) => !lacking.take(read, name, id)));
    for (let at = 0; at < wrong.length; at += ROWS_AT_ONCE) repaired.push(...await repairRows(link, name, wrong.slice(at, at + ROWS_AT_ONCE), lacking, signal));
  }
}

async function bucketsToRepair(link: ServerLink, name: SyncedTable, signal: AbortSignal | undefined): Promise<number[]> {
  const standing = standingOf(link);
  const theirs = await askSums(link, name, signal);
  const mine = await sumInTurns(link.parts.store.read, name);
  if (!isInStep(link, theirs.seq, standing)) throw new MovedOn();
  return differentBuckets(mine, theirs.sums);
}

async function repairRows(link: ServerLink, name: SyncedTable, ids: readonly string[], lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<string[]> {
  const standing = standingOf(link);
  const { seq, rows } = await askRows(link, name, ids, signal);
  return link.parts.store.write(syncWrite, (tx) => {
    // Looked at inside the transaction: nothing can move between this and the repair.
    if (!isInStep(link, seq, standing)) throw new MovedOn();
    return [...rows].filter(([rowId, row]) => !lacking.take(tx, name, rowId, row) && repairRow(link, tx, name, rowId, row)).map(([rowId]) => rowId);
  });
}

/** The incident holds both images, for managers of this clinic; they are part of the encrypted store and go nowhere else. */
function repairRow(link: ServerLink, tx: WriteDb, name: SyncedTable, rowId: string, theirs: RowState): boolean {
  const here = imageOf(tx, name, rowId);
  const isDone = tx.receive((door) => door.replace(name, rowId, theirs));
  keepIncident(link, tx, isDone ? 'row-repaired' : 'row-unfit', { table: name, row: rowId, here: here ?? null, server: theirs });
  return isDone;
}

/** Tells managers of rows that only this PC has, or has newer than the server. */
export function noteOnlyHere(link: ServerLink, name: SyncedTable, ids: readonly string[]): void {
  if (ids.length === 0) return;
  link.parts.store.write(syncWrite, (tx) => {
    for (const row of ids) keepIncident(link, tx, 'row-only-here', { table: name, row, here: imageOf(tx, name, row) ?? null, server: null });
  });
}
