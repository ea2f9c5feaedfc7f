import { plus, sumText, ZERO } from '#domain/sync/row-sum.ts';
import type { RowState } from '#domain/sync/merge.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { BucketAnswer, RowsAnswer, SumsAnswer } from '#domain/sync/wire/messages.ts';
import { readLine, type SnapshotLine } from '#domain/sync/wire/snapshot-line.ts';
import { changePlace } from '#db/sync/place.ts';
import { bucketOfTable, imageOf } from '#db/sync/repair.ts';
import type { TableSums } from '#db/sync/table-sums.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { ServerRefusal } from '../transport.ts';
import { RowsToHandIn } from './hand-in-rows.ts';
import { keepIncident } from './row-incidents.ts';
import { differentBuckets, sumInTurns } from './sum-in-turns.ts';

/** Rows of one request for images. */
const AT_ONCE = 200;
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
  const { sums } = await link.ask(SumsAnswer, { ...get('/sums'), ...(signal ? { signal } : {}) });
  const theirs = new Map(sums.map(({ table, rows, sum }) => [table, `${String(rows)} ${sum}`]));
  for (const name of Object.keys(tables) as SyncedTable[]) {
    const mine = await sumInTurns(link.parts.store.read, name);
    const isSame = `${String(mine.rows)} ${sumText(mine.buckets.reduce(plus, ZERO))}` === (theirs.get(tables[name].id) ?? `0 ${sumText(ZERO)}`);
    if (!isSame && mine.rows > 0) await offerBuckets(link, name, mine, lacking, signal);
  }
  await send(link, lacking, signal);
}

const get = (path: string) => ({ method: 'GET', path, timeoutMs: 60_000 } as const);

async function offerBuckets(link: ServerLink, name: SyncedTable, mine: TableSums, lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<void> {
  const table = String(tables[name].id);
  const common = signal ? { signal } : {};
  const { sums } = await link.ask(SumsAnswer, { ...get(`/sums?table=${table}`), ...common });
  for (const bucket of differentBuckets(mine, sums)) {
    const { rows } = await link.ask(BucketAnswer, { ...get(`/bucket?table=${table}&bucket=${String(bucket)}`), ...common });
    const theirs = new Map(rows);
    const differing = [...bucketOfTable(link.parts.store.read, name, bucket)].filter(([id, sum]) => theirs.get(id) !== sum).map(([id]) => id);
    for (let at = 0; at < differing.length; at += AT_ONCE) await offerRows(link, name, differing.slice(at, at + AT_ONCE), lacking, signal);
  }
}

async function offerRows(link: ServerLink, name: SyncedTable, ids: readonly string[], lacking: RowsToHandIn, signal: AbortSignal | undefined): Promise<void> {
  const { rows } = await link.ask(RowsAnswer, { method: 'POST', path: '/rows', body: { table: tables[name].id, rows: ids }, timeoutMs: 60_000, ...(signal ? { signal } : {}) });
  const theirs = new Map(rows.map((line): [string, RowState] => {
    const { rowId, row } = readLine(line as unknown as SnapshotLine);
    return [rowId, row];
  }));
  for (const id of ids) lacking.offer(link.parts.store.read, name, id, theirs.get(id));
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
