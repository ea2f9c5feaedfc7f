import { sql } from 'kysely';
import { limits } from '#domain/sync/wire/limits.ts';
import type { Infer, PullAnswer } from '#domain/sync/wire/messages.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { timelinesOf } from './device-rows.ts';
import { makePage, standsAt, type LogPage, type PageWanted } from './pages-made.ts';
import { SyncRefusal } from './refusal.ts';
import type { SyncParts } from './sync-parts.ts';

type Page = Extract<Infer<typeof PullAnswer>, { kind: 'page' }>;

/** An answer whose operations are JSON already. */
export type Pulled = Exclude<Infer<typeof PullAnswer>, Page> | (Omit<Page, 'packed' | 'stored'> & Partial<Pick<LogPage, 'packedText' | 'stored'>>);

/** The JSON of a PullAnswer. */
export function answerText(pulled: Pulled): string {
  if (pulled.kind !== 'page' || pulled.packedText === undefined) return JSON.stringify(pulled);
  const { packedText, ...rest } = pulled;
  return `${JSON.stringify(rest).slice(0, -1)},"packed":${packedText}}`;
}

export interface PullRequest {
  readonly device: string;
  /** The last place of the log that the device has. */
  readonly after: number;
  readonly timeline: string;
  readonly limit: number;
  readonly waitMs: number;
  /** The device's schema version; null when it did not say. */
  readonly schema: number | null;
}

/** A ring that was missed costs no more than this, spread so that PCs do not ask together. */
const RECHECK_MS = 8_000;

/** How a call waits without keeping a place among those that work, and when it must end. */
export interface Waiting {
  readonly ending: AbortSignal;
  parked<T>(wait: () => Promise<T>): Promise<T>;
}

/**
 * What the clinic's log holds after a place, in its order, groups whole (sync design 2.9); waits for something new.
 * Throws SyncRefusal `upgrade`, `suspended`, `revoked`, `unknown-device`, `unknown-clinic`.
 */
export async function pull(parts: SyncParts, clinicId: string, request: PullRequest, { ending, parked }: Waiting): Promise<Pulled> {
  if (request.schema !== null && request.schema < parts.schema.min) throw new SyncRefusal('upgrade', 426);
  const until = parts.now() + Math.min(request.waitMs, limits.waitSeconds * 1000);
  for (;;) {
    const enough = new AbortController();
    // Listens before it looks, so that nothing that comes in between is missed.
    const rung = parts.hub.wait(clinicId, nextLook(parts, until), AbortSignal.any([ending, enough.signal]));
    try {
      const answer = await look(parts, clinicId, request);
      const isNews = answer.kind !== 'page' || answer.next > request.after;
      if (isNews || ending.aborted || parts.now() >= until) return answer;
      await parked(() => rung);
    } finally {
      enough.abort();
    }
  }
}

function nextLook({ now, random }: SyncParts, until: number): number {
  const [byte = 0] = random(new Uint8Array(1));
  return Math.max(0, Math.min(until - now(), RECHECK_MS * (0.75 + byte / 512)));
}

async function look(parts: SyncParts, clinicId: string, request: PullRequest): Promise<Pulled> {
  const wanted = { clinicId, timeline: request.timeline, after: request.after, limit: request.limit };
  // Before a connection is taken: it is made under one of its own.
  await parts.pages.made(wanted);
  const pulled = await inClinic(parts.database, clinicId, async (tx): Promise<Pulled> => {
    const now = parts.now();
    const clinic = await standing(tx, clinicId, request.device);
    if (clinic.timeline !== request.timeline) return { kind: 'timeline', timelines: await timelinesOf(tx, clinicId), now };
    if (request.after > clinic.lastSeq) return { kind: 'behind', head: clinic.lastSeq, now };
    await noteAcked(tx, parts, clinicId, request, now);
    const page = request.after === clinic.lastSeq ? undefined : await pageFor(tx, parts, wanted, clinic.lastSeq);
    const next = page?.next ?? clinic.lastSeq;
    return { kind: 'page', next, head: clinic.lastSeq, more: next < clinic.lastSeq, ...(page && { packedText: page.packedText, stored: page.stored }), now };
  });
  if (pulled.kind === 'page' && pulled.more) parts.pages.prepare({ ...wanted, after: pulled.next });
  return pulled;
}

/** A page that was made before, if the log still holds it at this place; a new one otherwise. */
async function pageFor(tx: ClinicTx, { pages }: SyncParts, wanted: PageWanted, head: number): Promise<LogPage | undefined> {
  const kept = pages.find(wanted, head);
  if (kept) {
    const there = await standsAt(tx, wanted.clinicId, kept.next);
    if (there?.opId === kept.last.opId && there.stored === kept.last.stored) return kept;
  }
  const page = await makePage(tx, wanted, head);
  if (page) pages.keep(wanted, page, head);
  return page;
}

/** The clinic's head, for a device that may read. The head is read first: nothing after it is shown, so nothing is passed over. */
async function standing(tx: ClinicTx, clinicId: string, deviceId: string): Promise<{ lastSeq: number; timeline: string }> {
  const row = await tx.selectFrom('clinic_cursor as c').leftJoin('device as d', (on) => on.onRef('d.clinic_id', '=', 'c.clinic_id').on('d.device_id', '=', deviceId))
    .select(['c.last_seq', 'c.timeline', 'd.status']).where('c.clinic_id', '=', clinicId).executeTakeFirst();
  if (!row) throw new SyncRefusal('unknown-clinic', 404);
  if (row.status === null) throw new SyncRefusal('unknown-device', 401);
  if (row.status !== DeviceStatus.active) throw new SyncRefusal(row.status === DeviceStatus.revoked ? 'revoked' : 'suspended', 403);
  return { lastSeq: row.last_seq, timeline: row.timeline };
}

/** Skipped while somebody else holds the row, and not waited for until it is on the disk: nothing depends on it. */
async function noteAcked(tx: ClinicTx, { acks }: SyncParts, clinicId: string, { device, after }: PullRequest, now: number): Promise<void> {
  if (!acks.isDue(clinicId, device, after, now)) return;
  await sql`WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true)) UPDATE device SET acked_seq = ${after}, last_seen = ${new Date(now)} WHERE clinic_id = ${clinicId} AND device_id =
    (SELECT device_id FROM device WHERE clinic_id = ${clinicId} AND device_id = ${device} FOR UPDATE SKIP LOCKED) AND EXISTS (SELECT 1 FROM unhurried)`.execute(tx);
}
