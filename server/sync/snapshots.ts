import { sql } from 'kysely';
import type { Infer, SnapshotAnswer } from '#domain/sync/wire/messages.ts';
import { inClinic } from '../db/transactions.ts';
import { traceOf } from '../log.ts';
import { SyncRefusal } from './refusal.ts';
import { buildSnapshot } from './snapshot-build.ts';
import type { SyncParts } from './sync-parts.ts';
import type { Waiting } from './pull.ts';

/** A snapshot serves until what came after it is a tenth of the rows, or for a day. */
const LASTS_MS = 24 * 3_600_000;
const TAIL = 0.1;
/** In a small clinic a snapshot is not made anew for every few operations. */
const LEAST_TAIL = 1_000;
/** How long a PC waits in one request for a snapshot that is being made. */
const WAIT_MS = 20_000;
const RETRY_MS = 5_000;

/** Makes snapshots when they are asked for, one at a time for each clinic, and gives them out. */
export class Snapshots {
  readonly #parts: SyncParts;
  readonly #building = new Map<string, Promise<void>>();

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  /** The newest usable manifest, signed; `building` when it takes long. Throws SyncRefusal `unknown-clinic`. */
  async manifest(clinicId: string, { ending, parked }: Waiting): Promise<Infer<typeof SnapshotAnswer>> {
    const ready = await this.#usable(clinicId);
    if (ready !== undefined) return this.#signed(ready);
    const building = this.#build(clinicId);
    await parked(() => oneOf(building, WAIT_MS, ending));
    const made = await this.#usable(clinicId);
    return made === undefined ? { kind: 'building', retryAfterMs: RETRY_MS, now: this.#parts.now() } : this.#signed(made);
  }

  #signed(manifest: string): Infer<typeof SnapshotAnswer> {
    return { kind: 'ready', manifest, signature: this.#parts.key.sign(manifest), now: this.#parts.now() };
  }

  #build(clinicId: string): Promise<void> {
    const running = this.#building.get(clinicId);
    if (running) return running;
    const started = buildSnapshot(this.#parts, clinicId).catch((error: unknown) => {
      // Its callers are told that it is not there yet; the next one starts another.
      if (!(error instanceof SyncRefusal)) this.#parts.log.error('sync.snapshot-failed', { clinic: clinicId, ...traceOf(error) });
    }).finally(() => { this.#building.delete(clinicId); });
    this.#building.set(clinicId, started);
    return started;
  }

  #usable(clinicId: string): Promise<string | undefined> {
    return inClinic(this.#parts.database, clinicId, async (tx) => {
      const cursor = await tx.selectFrom('clinic_cursor').select(['last_seq', 'timeline']).where('clinic_id', '=', clinicId).executeTakeFirst();
      if (!cursor) throw new SyncRefusal('unknown-clinic', 404);
      // By its place in the log: while the clock stands still or was set back, an older one would look as new for ever, and each call would make another.
      const newest = await tx.selectFrom('snapshot').select(['seq', 'manifest', 'made_at']).where('clinic_id', '=', clinicId).where('timeline', '=', cursor.timeline)
        .where('seq', '<=', cursor.last_seq).orderBy('seq', 'desc').orderBy('made_at', 'desc').limit(1).executeTakeFirst();
      if (!newest || newest.made_at.getTime() < this.#parts.now() - LASTS_MS) return undefined;
      const { rows } = await sql<{ n: number }>`SELECT COALESCE(sum(n), 0)::bigint AS n FROM table_sum WHERE clinic_id = ${clinicId}`.execute(tx);
      return cursor.last_seq - newest.seq > Math.max(LEAST_TAIL, (rows[0]?.n ?? 0) * TAIL) ? undefined : newest.manifest;
    });
  }
}

/** Resolves when the work is done, after a time, or when the caller is gone; leaves nothing waiting behind it. */
function oneOf(work: Promise<void>, ms: number, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      ending.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    ending.addEventListener('abort', done);
    void work.then(done);
    if (ending.aborted) done();
  });
}

export interface ChunkPart {
  readonly bytes: Buffer;
  readonly from: number;
  readonly total: number;
}

/** Bytes of a chunk from a place on. Throws SyncRefusal `gone`, for a chunk that is no part of a snapshot any more, and `range-not-satisfiable`. */
export function chunkPart({ database }: SyncParts, clinicId: string, sha256: string, from: number, to: number | undefined): Promise<ChunkPart> {
  return inClinic(database, clinicId, async (tx) => {
    const found = await tx.selectFrom('snapshot_chunk').select(['snapshot_id', 'ord', 'bytes']).where('clinic_id', '=', clinicId)
      .where('sha256', '=', Buffer.from(sha256, 'hex')).limit(1).executeTakeFirst();
    if (!found) throw new SyncRefusal('gone', 410);
    const end = Math.min(to ?? Infinity, found.bytes - 1);
    if (from > end) throw new SyncRefusal('range-not-satisfiable', 416);
    const part = await tx.selectFrom('snapshot_chunk').select(sql<Buffer>`substring(body FROM ${from + 1}::int FOR ${end - from + 1}::int)`.as('bytes'))
      .where('clinic_id', '=', clinicId).where('snapshot_id', '=', found.snapshot_id).where('ord', '=', found.ord).executeTakeFirstOrThrow();
    return { bytes: part.bytes, from, total: found.bytes };
  });
}
