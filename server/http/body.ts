import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { fail, failBusy } from './errors.ts';

export interface BodyLimit {
  readonly sent: number;
  readonly inflated: number;
}

/** The caller hung up; there is nobody to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

export const USUAL_BODY: BodyLimit = { sent: 64 * 1024, inflated: 256 * 1024 };

/** No byte for this long ends the request; a slow but steady link may take its time. */
const IDLE_MS = 30_000;

/** Bytes of bodies held at once by all requests together. */
export class BodyBudget {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(bytes: number): void {
    if (this.#held + bytes > this.#limit) throw failBusy(5);
    this.#held += bytes;
  }

  giveBack(bytes: number): void {
    this.#held -= bytes;
  }
}

/** Bytes that a decoder hands on at once: in the usual 16 kB a large push would come in dozens of turns of the event loop. */
const PIECE = { chunkSize: 128 * 1024 };

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(PIECE), br: () => createBrotliDecompress(PIECE), zstd: () => createZstdDecompress(PIECE),
};

/**
 * A zstd body of no more bytes than this is inflated in one go when it is there: a decoder of its own and its way
 * through other threads cost more than the inflating, which takes a thousandth of a second.
 */
const AT_ONCE_BYTES = 128 * 1024;

/** Throws too-large, bad-request. */
function inflateAtOnce(packed: Buffer, { inflated }: BodyLimit): Buffer {
  try {
    return zstdDecompressSync(packed, { ...PIECE, maxOutputLength: inflated });
  } catch (error) {
    if (error instanceof RangeError) throw fail('too-large', { data: { limit: inflated } });
    throw fail('bad-request');
  }
}

/**
 * Reads and decompresses a body. Both sizes are limited while reading, so a small body that would inflate to
 * gigabytes stops at the limit. What it took from `budget` the caller gives back when done with the body.
 * Throws too-large, unknown-encoding, slow-body, bad-request, busy, CallerGone.
 */
export function readBody(request: IncomingMessage, limit: BodyLimit, budget: BodyBudget, idleMs = IDLE_MS): Promise<Buffer> {
  if (request.destroyed) throw new CallerGone();
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && !Object.hasOwn(DECODERS, encoding)) throw fail('unknown-encoding');
  if (Number(request.headers['content-length'] ?? 0) > limit.sent) throw fail('too-large', { data: { limit: limit.sent } });
  const atOnce = encoding === 'zstd' && Number(request.headers['content-length'] ?? Infinity) <= AT_ONCE_BYTES;
  const decoder = atOnce ? undefined : DECODERS[encoding]?.();
  return new Promise((resolve, reject) => {
    let pieces: Buffer[] = [];
    let sent = 0;
    let held = 0;
    const idle = setTimeout(() => { stop(fail('slow-body')); }, idleMs);
    const settle = (): void => {
      clearTimeout(idle);
      request.off('data', receive).off('end', finish).off('close', lost);
      decoder?.destroy();
    };
    const stop = (error: Error): void => {
      settle();
      request.pause();
      budget.giveBack(held);
      held = 0;
      reject(error);
    };
    const keep = (piece: Buffer): void => {
      if (held + piece.length > limit.inflated) {
        stop(fail('too-large', { data: { limit: limit.inflated } }));
        return;
      }
      try {
        budget.take(piece.length);
      } catch (error) {
        stop(error as Error);
        return;
      }
      held += piece.length;
      pieces.push(piece);
    };
    const done = (): void => {
      settle();
      resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
    };
    const receive = (piece: Buffer): void => {
      idle.refresh();
      sent += piece.length;
      if (sent > limit.sent) stop(fail('too-large', { data: { limit: limit.sent } }));
      else if (decoder) decoder.write(piece);
      else keep(piece);
    };
    const inflate = (): void => {
      try {
        const body = inflateAtOnce(Buffer.concat(pieces), limit);
        budget.giveBack(held);
        [pieces, held] = [[], 0];
        budget.take(body.length);
        [pieces, held] = [[body], body.length];
      } catch (error) {
        stop(error as Error);
        return;
      }
      done();
    };
    const finish = (): void => {
      if (atOnce) inflate();
      else if (!decoder) done();
      else if (sent > 0) decoder.end();
      else stop(fail('bad-request'));
    };
    const lost = (): void => {
      // A whole body also ends in `close`, while it may still be decompressing.
      if (!request.complete) stop(new CallerGone());
    };
    decoder?.on('data', keep).on('end', done).on('error', () => { stop(fail('bad-request')); });
    request.on('data', receive).on('end', finish).on('close', lost);
  });
}
