import type { RowState } from '#domain/sync/merge.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { BucketAnswer, RowsAnswer, SumsAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import { readLine, type SnapshotLine } from '#domain/sync/wire/snapshot-line.ts';
import type { ServerLink } from '../link.ts';
import { OtherTimeline } from './outcome.ts';

const TIMEOUT_MS = 60_000;

/** Rows of one request for images. */
export const ROWS_AT_ONCE = 200;

/** Rows as they stand at the server, at a place of its log. */
export interface RowsThere {
  readonly seq: number;
  readonly rows: ReadonlyMap<string, RowState>;
}

/** Sums of every table, or of each bucket of one. Throws OtherTimeline. */
export const askSums = (link: ServerLink, name: SyncedTable | undefined, signal: AbortSignal | undefined): Promise<Infer<typeof SumsAnswer>> =>
  inOneLife(link, link.ask(SumsAnswer, get(name === undefined ? '/sums' : `/sums?table=${String(tables[name].id)}`, signal)));

/** What each row of a bucket adds to its sum. Throws OtherTimeline. */
export const askBucket = (link: ServerLink, name: SyncedTable, bucket: number, signal: AbortSignal | undefined): Promise<Infer<typeof BucketAnswer>> =>
  inOneLife(link, link.ask(BucketAnswer, get(`/bucket?table=${String(tables[name].id)}&bucket=${String(bucket)}`, signal)));

/** Rows by their ids, `ROWS_AT_ONCE` at most; those that are not there are left out. Throws OtherTimeline. */
export async function askRows(link: ServerLink, name: SyncedTable, ids: readonly string[], signal: AbortSignal | undefined): Promise<RowsThere> {
  const { seq, rows } = await inOneLife(link, link.ask(RowsAnswer, { ...get('/rows', signal), method: 'POST', body: { table: tables[name].id, rows: ids } }));
  return { seq, rows: new Map(rows.map((line): [string, RowState] => {
    const { rowId, row } = readLine(line as unknown as SnapshotLine);
    return [rowId, row];
  })) };
}

const get = (path: string, signal: AbortSignal | undefined) => ({ method: 'GET', path, timeoutMs: TIMEOUT_MS, ...(signal ? { signal } : {}) } as const);

/** A place of the log says nothing where the log began another life between two questions. Servers before this do not say in which they are. */
async function inOneLife<T extends { readonly timeline?: string | undefined }>(link: ServerLink, asked: Promise<T>): Promise<T> {
  const answer = await asked;
  if (answer.timeline !== undefined && answer.timeline !== link.place.timelines.at(-1)?.id) throw new OtherTimeline();
  return answer;
}
