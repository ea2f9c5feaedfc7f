import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import type { ChunkShape, Infer } from '#domain/sync/wire/messages.ts';
import { writeChunk, type ChunkRow } from '#domain/sync/wire/snapshot-chunk.ts';

const compress = promisify(zstdCompress);
/** Bytes of a chunk before compression: as much as may have to be fetched again on a bad line. */
const CHUNK_BYTES = 4 * 1024 * 1024;

export interface Chunk extends Infer<typeof ChunkShape> {
  /** Among chunks of tier 2, those of the patients seen last have 0. */
  readonly band: number;
}

interface Open {
  readonly tier: 1 | 2;
  readonly band: number;
  rows: ChunkRow[];
  size: number;
}

/** What a row takes in a chunk beside its values. */
const ROW_BYTES = 70;

/** Gathers the rows of one table into chunks, one at a time for each tier and band. */
export class ChunkWriter {
  readonly #table: number;
  readonly #keep: (chunk: Chunk, body: Buffer) => Promise<void>;
  readonly #open = new Map<string, Open>();

  constructor(table: number, keep: (chunk: Chunk, body: Buffer) => Promise<void>) {
    this.#table = table;
    this.#keep = keep;
  }

  /** `bytes` is how long the row's values are. */
  async add(tier: 1 | 2, band: number, row: ChunkRow, bytes: number): Promise<void> {
    const key = `${String(tier)}:${String(band)}`;
    const open = this.#open.get(key) ?? { tier, band, rows: [], size: 0 };
    this.#open.set(key, open);
    open.rows.push(row);
    open.size += bytes + ROW_BYTES;
    if (open.size >= CHUNK_BYTES) await this.#close(open);
  }

  async end(): Promise<void> {
    for (const open of this.#open.values()) if (open.rows.length > 0) await this.#close(open);
  }

  async #close(open: Open): Promise<void> {
    const body = await compress(writeChunk(open.rows));
    const chunk = {
      sha256: createHash('sha256').update(body).digest('hex'), bytes: body.length, rows: open.rows.length, table: this.#table, tier: open.tier, band: open.band,
    };
    open.rows = [];
    open.size = 0;
    await this.#keep(chunk, body);
  }
}

/** The order in which a PC fetches them. */
export const inOrder = (chunks: readonly Chunk[]): Chunk[] => [...chunks].sort((a, b) => a.tier - b.tier || a.band - b.band || a.table - b.table);
