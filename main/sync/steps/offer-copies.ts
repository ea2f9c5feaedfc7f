import { plus, sumText, ZERO } from '#domain/sync/row-sum.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { changePlace } from '#db/sync/place.ts';
import { bucketOfTable, imageOf } from '#db/sync/repair.ts';
import type { TableSums } from '#db/sync/table-sums.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { ServerRefusal } from '../transport.ts';
import { askBucket, askRows, askSums, ROWS_AT_ONCE } from './ask-state.ts';
import { RowsToHandIn } from './hand-in-rows.ts';
import { keepIncident } from './row-incidents.ts';
import { differentBuckets, sumInTurns } from './sum-in-turns.ts';

/** Statuses that say the message itself was at fault: it would be again, and the log is to be read. */
const FAULTS: ReadonlySet<number> = new Set([400, 404, 413, 422, 500]);

/**
 * Before this PC reads on in another life of the log than its copies of the clinic show: offers the server what it may lack of
 * their rows, also what somebody has overwritten meanwhile without knowing of it, so that people are shown both (sync design
 * 2.6, 2.16). Once for each life; the comparison of every day finds what only this PC has. Neither needs to stand still: a
 * version that is offered is the same whatever else was written.
 */
export async function offerCopies(link: ServerLink, signal?: AbortSignal): Promise<void> {
  const timeline = link.place.timelines.at(-1)?.id ?? '';
  const lacking = new RowsToHandIn(link);
  if (!lacking.isWanted || link.place.offered === timeline) return;
  try {
    await offerTables(link, lacking, signal);
  } catch (error) {
    if (!(error instanceof ServerRefusal && FAULTS.has(error.status))) throw error;
    link.parts.log.warn('sync-copy-not-offered', { code: error.code });
  }
  link.parts.store.write(syncWrite, (tx) => { changePlace(tx, { offered: timeline }); });
}

async function offerTables(link: ServerLink, lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<void> {
  const { sums } = await askSums(link, undefined, signal);
  const theirs = new Map(sums.map(({ table, rows, sum }) => [table, `${String(rows)} ${sum}`]));
  for (const name of Object.keys(tables) as SyncedTable[]) {
    const mine = await sumInTurns(link.parts.store.read, name);
    const isSame = `${String(mine.rows)} ${sumText(mine.buckets.reduce(plus, ZERO))}` === (theirs.get(tables[name].id) ?? `0 ${sumText(ZERO)}`);
    if (!isSame && mine.rows > 0) await offerBuckets(link, name, mine, lacking, signal);
  }
  await send(link, lacking, signal);
}

async function offerBuckets(link: ServerLink, name: SyncedTable, mine: TableSums, lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<void> {
  const { sums } = await askSums(link, name, signal);
  for (const bucket of differentBuckets(mine, sums)) {
    const { rows } = await askBucket(link, name, bucket, signal);
    const theirs = new Map(rows);
    const differing = [...bucketOfTable(link.parts.store.read, name, bucket)].filter(([id, sum]) => theirs.get(id) !== sum).map(([id]) => id);
    for (let at = 0; at < differing.length; at += ROWS_AT_ONCE) await offerRows(link, name, differing.slice(at, at + ROWS_AT_ONCE), lacking, signal);
  }
}

async function offerRows(link: ServerLink, name: SyncedTable, ids: readonly string[], lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<void> {
  const { rows } = await askRows(link, name, ids, signal);
  for (const id of ids) lacking.offer(link.parts.store.read, name, id, rows.get(id));
  if (lacking.isFull) await send(link, lacking, signal);
}

/** What the server takes no more of stays to be seen here, as it was before the log is read on. */
function send(link: ServerLink, lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<void> {
  return lacking.sendOffered(({ name, rowId, theirs }) => {
    link.parts.store.write(syncWrite, (tx) => {
      keepIncident(link, tx, 'row-overtaken', { table: name, row: rowId, here: imageOf(tx, name, rowId) ?? null, server: theirs });
    });
  }, signal);
}
