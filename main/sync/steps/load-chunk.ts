import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { tableById, tables } from '#domain/sync/tables.ts';
import { rowSum, sumText } from '#domain/sync/row-sum.ts';
import { sameVersion, type RowVersions } from '#domain/sync/version.ts';
import { readChunk, rowOfChunk, type ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import { WireError } from '#domain/sync/wire/unpack.ts';
import type { WriteDb } from '#db/door.ts';
import { arrivalOf, chunkLoaded, type Chunk } from '#db/sync/arrival.ts';
import type { ForeignDoor } from '#db/sync/foreign-door.ts';
import { incidentTime, noteIncident } from '#db/sync/incidents.ts';
import { imageOf } from '#db/sync/repair.ts';
import type { Gathering } from '#db/store.ts';
import type { ServerLink } from '../link.ts';
import { NetworkFailure } from '../transport.ts';
import type { CopyPace } from './copy-pace.ts';

const unzstd = promisify(zstdDecompress);

/** A chunk holds some megabytes; a single photograph may make it larger. */
const LARGEST_BYTES = 256 * 1024 * 1024;
/** Node unpacks so many bytes at a time, and goes there and back between threads for each. */
const AT_ONCE = { least: 64 * 1024, most: 8 * 1024 * 1024 } as const;
/** Text is about so many times as long as its chunk. */
const LONGER = 12;

/**
 * Of a record that is fetched anew: rows of the same versions whose values differ are nobody's work, and become what the
 * server has. One that was written here since has later versions, and stays.
 */
function replaceDiffering({ parts: { newId, now } }: ServerLink, tx: WriteDb, door: ForeignDoor, table: number, rows: ChunkRows, from: number, to: number): void {
  const name = tableById(table);
  if (name === undefined) return;
  for (let place = from; place < to; place += 1) {
    const { rowId, row } = rowOfChunk(rows, place);
    const here = imageOf(tx, name, rowId);
    if (!here || !sameVersions(here.versions, row.versions) || sumText(rowSum(rowId, here)) === sumText(rowSum(rowId, row))) continue;
    if (!door.replace(name, rowId, row)) continue;
    noteIncident(tx, { id: newId(), at: incidentTime(tx, now()), kind: 'row-repaired', detail: JSON.stringify({ table: name, row: rowId, here, server: row }) });
  }
}

const sameVersions = (a: RowVersions, b: RowVersions): boolean => sameVersion(a.base, b.base) && JSON.stringify(a.over) === JSON.stringify(b.over);

/** What the chunks of a copy are loaded with. */
export interface Loading {
  readonly link: ServerLink;
  readonly gathering: Gathering;
  readonly pace: Pick<CopyPace, 'of' | 'wrote' | 'committed'>;
}

/**
 * Writes a chunk's rows a piece at a time, between which others work: whoever writes meanwhile commits what is there.
 * The last piece also notes that the chunk is here: after a cut it is loaded anew, and rows that are here already stay
 * as they are.
 */
export async function loadChunk({ link, gathering, pace }: Loading, chunk: Chunk, body: Buffer, signal: AbortSignal): Promise<void> {
  const { now } = link.parts;
  const rows = await read(body);
  await nextTurn();
  let gathered = 0;
  const commit = (): void => {
    const started = now();
    gathering.commit();
    pace.committed(chunk.table, gathered, now() - started);
    gathered = 0;
  };
  for (let from = 0; ;) {
    const { piece, commit: most } = pace.of(chunk.table);
    const started = now();
    const to = Math.min(from + piece, rows.ids.length);
    gathering.add((tx) => { writePiece(link, tx, chunk, rows, from, to); });
    pace.wrote(chunk.table, to - from, now() - started);
    gathered += to - from;
    from = to;
    const isLast = to === rows.ids.length;
    await nextTurn();
    if (isLast || gathered >= most || signal.aborted) {
      commit();
      await gathering.rest();
    }
    if (isLast) return;
    signal.throwIfAborted();
  }
}

function writePiece(link: ServerLink, tx: WriteDb, chunk: Chunk, rows: ChunkRows, from: number, to: number): void {
  const isLast = to === rows.ids.length;
  tx.receive((door) => {
    door.load(chunk.table, rows, from, to);
    if (arrivalOf(tx)?.again === true) replaceDiffering(link, tx, door, chunk.table, rows, from, to);
    if (isLast) door.replayFor(chunk.table);
  });
  if (!isLast) return;
  tx.hear(rows.clocks.reduce((highest, hlc) => Math.max(highest, hlc), 0));
  const name = tableById(chunk.table);
  if (name !== undefined) tx.areas.add(tables[name].area);
  chunkLoaded(tx, chunk.sha256);
}

async function read(body: Buffer): Promise<ChunkRows> {
  try {
    const chunkSize = Math.min(AT_ONCE.most, Math.max(AT_ONCE.least, body.length * LONGER));
    return readChunk((await unzstd(body, { maxOutputLength: LARGEST_BYTES, chunkSize })).toString('utf8'));
  } catch (error) {
    // Its hash is what the server signed, so the server is of another make.
    throw error instanceof WireError || (error instanceof Error && 'code' in error) ? new NetworkFailure('not-daybook') : error;
  }
}
