import { COPY_ORIGIN } from '#domain/sync/from-copy.ts';
import type { ContributeAnswer, ContributeRequest, Infer } from '#domain/sync/wire/messages.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { adoptConflicts } from './adopt-conflicts.ts';
import { lockClinic, serverHead, timelinesOf } from './device-rows.ts';
import { recordEvent } from './events.ts';
import { knownVersions, withShared } from './copied-rows.ts';
import { knownOperations } from './log-rows.ts';
import { readOperations, sortOperations } from './read-operations.ts';
import { SyncRefusal } from './refusal.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

/** After a restore PCs may hand back what others wrote for this long; an operator can open it again. */
const OPEN_AFTER_RESTORE_MS = 30 * 86_400_000;
const OPENED = 'contribution-opened';

/**
 * Takes operations of other PCs that a restored server may lack, known by their ids alone, outside the chains of their
 * authors, who may have gone on under another identity (sync design 2.16).
 * Throws SyncRefusal `contribution-closed`, `timeline-changed`, `malformed`.
 */
export async function contribute(parts: SyncParts, clinicId: string, deviceId: string, request: Infer<typeof ContributeRequest>): Promise<Infer<typeof ContributeAnswer>> {
  const operations = readOperations(request.packed);
  const answer = await inClinic(parts.database, clinicId, async (tx) => {
    if (!(await contributionIsOpen(tx, clinicId, parts.now()))) throw new SyncRefusal('contribution-closed', 403);
    const timelines = await timelinesOf(tx, clinicId);
    if (timelines.at(-1)?.id !== request.timeline) throw new SyncRefusal('timeline-changed', 409);
    const clinic = await lockClinic(tx, clinicId);
    const server = await serverHead(tx, parts, clinicId, clinic);
    const known = new Set([...await knownOperations(tx, clinicId, operations.map(({ opId }) => opId)), ...await knownVersions(tx, clinicId, operations)]);
    const news = (await withShared(tx, clinicId, operations.filter(({ opId }) => !known.has(opId)), request.shared)).map((operation) => ({ operation }));
    // What a PC that was stopped says others wrote is for a person to believe.
    const aside = await isActive(tx, clinicId, deviceId) ? null : 'device-not-active' as const;
    const sorted = sortOperations(news, aside, ({ origin }) => origin === server.origin || origin === COPY_ORIGIN);
    const stored = await storeOperations(tx, parts, clinicId, clinic, { wanted: sorted.good, bad: sorted.bad });
    const { taken } = stored;
    const head = await adoptConflicts(tx, parts, clinicId, sorted.good.map(({ operation }) => operation)) ?? stored.head;
    if (taken > 0) await recordEvent(tx, parts, clinicId, { kind: 'contributed', deviceId, actor: 'device', detail: { taken, head } });
    return { taken, known: operations.length - taken, head, now: parts.now() };
  });
  if (answer.taken > 0) parts.hub.ring(clinicId);
  return answer;
}

async function isActive(tx: ClinicTx, clinicId: string, deviceId: string): Promise<boolean> {
  const row = await tx.selectFrom('device').select('status').where('clinic_id', '=', clinicId).where('device_id', '=', deviceId).executeTakeFirst();
  return row?.status === DeviceStatus.active;
}

/** Whether PCs may hand back what others wrote: after a restore, or when an operator opened it. */
export async function contributionIsOpen(tx: ClinicTx, clinicId: string, now: number): Promise<boolean> {
  const life = await tx.selectFrom('timeline').select(['ord', 'started_at']).where('clinic_id', '=', clinicId).orderBy('ord', 'desc').limit(1).executeTakeFirst();
  if (life && life.ord > 0 && life.started_at.getTime() > now - OPEN_AFTER_RESTORE_MS) return true;
  const opened = await tx.selectFrom('clinic_event').select('detail').where('clinic_id', '=', clinicId).where('kind', '=', OPENED).orderBy('at', 'desc').limit(1).executeTakeFirst();
  return opened !== undefined && (JSON.parse(opened.detail) as { until: number }).until > now;
}

/** Lets PCs contribute for a while. `actor` as in the events: `admin:<id>` or `server`. */
export async function openContribution(parts: Pick<SyncParts, 'database' | 'now' | 'newId'>, clinicId: string, actor: string, forMs: number): Promise<void> {
  await inClinic(parts.database, clinicId, (tx) => recordEvent(tx, parts, clinicId, { kind: OPENED, deviceId: null, actor, detail: { until: parts.now() + forMs } }));
}
