import type { ChunkShape, Infer } from '#domain/sync/wire/messages.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { changePlace, placeOf, type LogPlace } from './place.ts';

export type Chunk = Infer<typeof ChunkShape>;

/** The place of the clinic's log, and the server's life, that a copy shows; of no meaning while it is wanted. */
export interface CopyPlace {
  readonly seq: number;
  readonly timeline: string;
}

/**
 * How far a copy of the clinic has come. `wanted`: it is to be fetched. `first`: what work needs is on its way.
 * `older`: work goes on, history is on its way. `here`: all of it arrived.
 */
export interface Arrival extends CopyPlace {
  readonly stage: 'wanted' | 'first' | 'older' | 'here';
  /** Of copies that came before: rows may be here that no other brought. One for each life of the server, the last. */
  readonly earlier?: readonly CopyPlace[];
  /** What the log had at `seq`: absent where the server did not say. */
  readonly last?: Omit<LogPlace, 'seq'> | null | undefined;
  /** When it was begun, milliseconds since 1970: what was written before is told in the server's log, not in this PC's. */
  readonly at: number;
  /** A PC that has records of its own fetches them anew: it stays in use meanwhile. */
  readonly again: boolean;
  /** Of one that is fetched anew: when the first copy was begun; null where the records were written here or read from the log. */
  readonly since?: number | null;
}

const KEY = 'snapshot';

/** Undefined for a PC whose records never came as a copy. */
export function arrivalOf(db: ReadDb): Arrival | undefined {
  const row = db.statement('SELECT value FROM local_meta WHERE key = ?').get(KEY) as { value: string } | undefined;
  return row && (JSON.parse(row.value) as Arrival);
}

function save(tx: WriteDb, arrival: Arrival): void {
  tx.statement('INSERT INTO local_meta (key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value').run(KEY, JSON.stringify(arrival));
  tx.areas.add('sync');
}

/** This PC is to get a copy of the clinic: it joined, or what it has is not to be trusted. */
export function wantCopy(tx: WriteDb, at: number, again: boolean): void {
  const before = arrivalOf(tx);
  tx.statement('DELETE FROM snapshot_chunk').run();
  tx.statement('DELETE FROM snapshot_part').run();
  save(tx, { stage: 'wanted', seq: 0, timeline: '', at, again, ...(again ? { since: before ? sinceOf(before) : null, ...(before ? { earlier: placesOfCopies(before) } : {}) } : {}) });
}

/** What copies showed of which rows may be here, one for each life of the server. */
export function placesOfCopies({ seq, timeline, earlier = [] }: Arrival): CopyPlace[] {
  return timeline === '' ? [...earlier] : [{ seq, timeline }, ...earlier.filter((place) => place.timeline !== timeline)];
}

const sinceOf = ({ at, again, since }: Arrival): number | null => (again ? since ?? null : at);

/** The whole log is short enough to be read instead. */
export function forgoCopy(tx: WriteDb): void {
  tx.statement('DELETE FROM local_meta WHERE key = ?').run(KEY);
  tx.areas.add('sync');
}

/** Whether people must wait for the first records before they can work here. */
export const mustWait = (arrival: Arrival | undefined): boolean =>
  arrival !== undefined && !arrival.again && (arrival.stage === 'wanted' || arrival.stage === 'first');

/**
 * Begins with a manifest, or goes over to a newer one: a chunk that is loaded already has the same content under any
 * manifest, and is not fetched again.
 */
export function takeManifest(tx: WriteDb, manifest: Pick<Arrival, 'seq' | 'timeline' | 'last'> & { readonly chunks: readonly Chunk[] }): void {
  const before = arrivalOf(tx);
  if (!before) throw new Error('no copy is wanted');
  const known = new Map((tx.statement('SELECT sha256, loaded FROM snapshot_chunk').all() as { sha256: string; loaded: number }[]).map(({ sha256, loaded }) => [sha256, loaded]));
  tx.statement('DELETE FROM snapshot_chunk').run();
  manifest.chunks.forEach(({ sha256, bytes, rows, table, tier }, place) => {
    tx.statement('INSERT OR IGNORE INTO snapshot_chunk (sha256, place, bytes, row_count, tbl, tier, loaded) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(sha256, place, bytes, rows, table, tier, known.get(sha256) ?? 0);
  });
  tx.statement('DELETE FROM snapshot_part WHERE sha256 NOT IN (SELECT sha256 FROM snapshot_chunk WHERE loaded = 0)').run();
  save(tx, { ...before, stage: before.stage === 'older' ? 'older' : 'first', seq: manifest.seq, timeline: manifest.timeline, last: manifest.last, earlier: placesOfCopies(before) });
}

/** What is missing of the first part, or of all, in the order to fetch. */
export function missingChunks(db: ReadDb, which: 'first' | 'all'): Chunk[] {
  return db.statement('SELECT sha256, bytes, row_count AS rows, tbl AS "table", tier FROM snapshot_chunk WHERE loaded = 0 AND tier <= ? ORDER BY place')
    .all(which === 'first' ? 1 : 2) as Chunk[];
}

/** All that work needs is here: the clinic's log goes on from the copy's place. */
export function firstPartHere(tx: WriteDb): void {
  const [arrival, place] = [arrivalOf(tx), placeOf(tx)];
  if (!arrival || !place) throw new Error('no copy is wanted');
  const { seq, last } = arrival;
  // Its place is compared with the log like that of a page.
  changePlace(tx, seq > place.cursor ? { cursor: seq, ...(last ? { newest: { seq, ...last } } : {}) } : {});
  save(tx, { ...arrival, stage: 'older' });
}

export function allHere(tx: WriteDb): void {
  const arrival = arrivalOf(tx);
  if (!arrival) throw new Error('no copy is wanted');
  tx.statement('DELETE FROM snapshot_chunk').run();
  tx.statement('DELETE FROM snapshot_part').run();
  save(tx, { ...arrival, stage: 'here' });
}

/** Its rows are here; its bytes are not needed any more. */
export function chunkLoaded(tx: WriteDb, sha256: string): void {
  tx.statement('UPDATE snapshot_chunk SET loaded = 1 WHERE sha256 = ?').run(sha256);
  dropParts(tx, sha256);
  tx.areas.add('sync');
}

export function keepPart(tx: WriteDb, sha256: string, start: number, bytes: Uint8Array): void {
  tx.statement('INSERT OR REPLACE INTO snapshot_part (sha256, start, bytes) VALUES (?, ?, ?)').run(sha256, start, bytes);
}

/** What is here of a chunk, from its beginning on without a gap. */
export function partsOf(db: ReadDb, sha256: string): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const { start, bytes } of db.statement('SELECT start, bytes FROM snapshot_part WHERE sha256 = ? ORDER BY start').all(sha256) as { start: number; bytes: Uint8Array }[]) {
    if (start !== end) break;
    parts.push(bytes);
    end += bytes.length;
  }
  return parts;
}

export function dropParts(tx: WriteDb, sha256: string): void {
  tx.statement('DELETE FROM snapshot_part WHERE sha256 = ?').run(sha256);
}

export interface ArrivalProgress {
  readonly stage: Arrival['stage'];
  readonly at: number;
  readonly again: boolean;
  /** What was written before then is told in the server's log, not in this PC's; null when all of it is here. */
  readonly since: number | null;
  /** Rows that are here, and rows of what is being fetched now: the first part, or all. */
  readonly rows: number;
  readonly of: number;
}

export function arrivalProgress(db: ReadDb): ArrivalProgress | null {
  const arrival = arrivalOf(db);
  if (!arrival) return null;
  // Of a chunk that is on its way as many as its bytes that are here stand for: on a slow line one takes minutes.
  const { rows, of } = db.statement(`SELECT ifnull(sum(CASE WHEN loaded = 1 THEN row_count
      ELSE row_count * ifnull((SELECT sum(length(p.bytes)) FROM snapshot_part p WHERE p.sha256 = c.sha256), 0) / max(c.bytes, 1) END), 0) AS rows, ifnull(sum(row_count), 0) AS "of"
    FROM snapshot_chunk c WHERE tier <= ?`).get(arrival.stage === 'first' ? 1 : 2) as { rows: number; of: number };
  return { stage: arrival.stage, at: arrival.at, again: arrival.again, since: sinceOf(arrival), rows, of };
}
