import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file to import, from disk or sent by a screen. Can be read more than once. */
export interface SourceFile {
  readonly name: string;
  /** Bytes as stored (compressed, where it is). */
  readonly size: number;
  /** Where the bytes are, in a form that can be handed to another thread. */
  readonly data: SourceData;
  open(): AsyncIterable<Uint8Array>;
}

export type SourceData = { readonly path: string } | { readonly blob: Blob } | { readonly bytes: Uint8Array };

/** A read that failed for a reason of the file: `truncated-gzip` or `unreadable-file`. */
export class SourceFault extends Error {
  readonly reason: 'truncated-gzip' | 'unreadable-file';

  constructor(reason: 'truncated-gzip' | 'unreadable-file', cause: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const CHUNK = 262_144;

export const blobSource = (name: string, blob: Blob): SourceFile => ({
  name, size: blob.size, data: { blob },
  open: () => blob.stream() as unknown as AsyncIterable<Uint8Array>,
});

export const bytesSource = (name: string, bytes: Uint8Array): SourceFile => ({
  name, size: bytes.length, data: { bytes },
  open: async function* open() {
    // Slices as a disk would give them, so that the event loop gets its turn.
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  },
});

const fileSource = (path: string, name: string, size: number): SourceFile => ({
  name, size, data: { path }, open: () => createReadStream(path, { highWaterMark: CHUNK }),
});

/** A source for a thread that may wait for the disk: a chunk's memory is used again for the next. */
export function waitingSource({ name, size, data }: Omit<SourceFile, 'open'>): SourceFile {
  if ('blob' in data) return blobSource(name, data.blob);
  return 'bytes' in data ? bytesSource(name, data.bytes) : { name, size, data, open: () => readInto(Buffer.allocUnsafeSlow(CHUNK), data.path) };
}

async function* readInto(chunk: Buffer, path: string): AsyncGenerator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) yield chunk.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

const JSON_NAMES = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/** Files at the given paths; of a folder, every JSON file in it and below, in the order of their names. */
export async function sourcesAt(paths: readonly string[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const path of paths) {
    const about = await stat(path);
    if (!about.isDirectory()) {
      found.push(fileSource(path, basename(path), about.size));
      continue;
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const inside = entries.filter((entry) => entry.isFile() && JSON_NAMES.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
    for (const file of inside.sort()) found.push(fileSource(file, relative(path, file), (await stat(file)).size));
  }
  return found;
}

/**
 * The plain bytes of a file, decompressed where it is gzip (told by its first two bytes, not by its name).
 * Throws SourceFault after the bytes that could still be read. A chunk is good until the next one is asked for.
 * @param onRead told how many stored bytes have been used, for progress
 */
export async function* plainBytes(source: SourceFile, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const stored = counted(source.open(), onRead);
  try {
    const first = await firstBytes(stored);
    const whole = rejoined(first, stored);
    yield* first[0] === 0x1f && first[1] === 0x8b ? unzipped(whole) : whole;
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    throw new SourceFault('unreadable-file', error);
  } finally {
    await stored.return(undefined);
  }
}

async function* rejoined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}

async function* counted(chunks: AsyncIterable<Uint8Array>, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onRead(chunk.length);
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  }
}

/** The first chunks, until there are two bytes to look at or no more. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return first;
}

async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const stored = Readable.from(copied(chunks), { objectMode: false });
  stored.on('error', (error) => gunzip.destroy(error));
  stored.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new SourceFault(code === 'Z_BUF_ERROR' ? 'truncated-gzip' : 'unreadable-file', error);
  } finally {
    stored.destroy();
    gunzip.destroy();
  }
}

/** Streams read ahead of what they are asked for. */
async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
