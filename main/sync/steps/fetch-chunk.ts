import { createHash } from 'node:crypto';
import { dropParts, keepPart, partsOf, type Chunk } from '#db/sync/arrival.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { NetworkFailure } from '../transport.ts';

/** The bytes of a chunk are not those that the server signed. */
export class ChunkBroken extends Error {
  override readonly name = 'ChunkBroken';
}

/** How many bytes to ask for at once: more while it goes quickly, fewer after a failure, so that little is fetched twice on a bad line. */
export class PieceSize {
  static readonly #LEAST = 16 * 1024;
  static readonly #MOST = 4 * 1024 * 1024;
  #bytes = 256 * 1024;

  get bytes(): number {
    return this.#bytes;
  }

  took(ms: number): void {
    if (ms < 1_000) this.#bytes = Math.min(PieceSize.#MOST, this.#bytes * 2);
  }

  failed(): void {
    this.#bytes = Math.max(PieceSize.#LEAST, Math.floor(this.#bytes / 4));
  }
}

export interface Fetching {
  readonly size: PieceSize;
  /** A piece came: the line is not dead, however often it breaks. */
  readonly onPiece: () => void;
}

/**
 * Fetches a chunk from where it broke off and checks it against its hash. What arrives is kept with each piece, so
 * that a cut costs one piece at most. Throws ChunkBroken; what is here of the chunk is then thrown away.
 */
export async function fetchChunk(link: ServerLink, chunk: Chunk, { size, onPiece }: Fetching, signal: AbortSignal): Promise<Buffer> {
  const { store } = link.parts;
  const parts = partsOf(store.read, chunk.sha256);
  let here = parts.reduce((sum, { length }) => sum + length, 0);
  while (here < chunk.bytes) {
    const piece = await fetchPiece(link, chunk, here, size, signal);
    onPiece();
    parts.push(piece);
    const start = here;
    here += piece.length;
    // The last piece goes into the rows at once; only what has to wait for others is kept.
    if (here < chunk.bytes) store.write(syncWrite, (tx) => { keepPart(tx, chunk.sha256, start, piece); });
  }
  const body = Buffer.concat(parts);
  if (createHash('sha256').update(body).digest('hex') === chunk.sha256) return body;
  store.write(syncWrite, (tx) => { dropParts(tx, chunk.sha256); });
  throw new ChunkBroken();
}

async function fetchPiece(link: ServerLink, { sha256, bytes: whole }: Chunk, from: number, size: PieceSize, signal: AbortSignal): Promise<Uint8Array> {
  const to = Math.min(from + size.bytes, whole) - 1;
  const started = link.parts.now();
  try {
    const bytes = await link.bytes({ method: 'GET', path: `/chunks/${sha256}`, range: { from, to }, timeoutMs: 60_000, signal });
    size.took(link.parts.now() - started);
    if (bytes.length === to - from + 1) return bytes;
    // The way here knows no ranges and sent all of it.
    if (bytes.length === whole) return bytes.subarray(from);
    throw new NetworkFailure('cut');
  } catch (error) {
    size.failed();
    throw error;
  }
}
