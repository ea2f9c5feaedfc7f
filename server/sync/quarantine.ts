import { sql } from 'kysely';
import type { Infer, QuarantineAnswer } from '#domain/sync/wire/messages.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { quarantineReason } from './classify.ts';
import { lockClinic } from './device-rows.ts';
import { recordEvent } from './events.ts';
import { SyncRefusal } from './refusal.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

const WAITING = 0;
const ADMITTED = 1;
const DISCARDED = 2;
const LISTED = 200;

/** What waits for a decision, oldest first; `contents` only for those who may read the clinic's records. */
export async function listQuarantine(tx: ClinicTx, clinicId: string, contents: boolean, now: number): Promise<Infer<typeof QuarantineAnswer>> {
  const counts = await tx.selectFrom('quarantine').select((eb) => ['reason', eb.fn.countAll<number>().as('count')])
    .where('clinic_id', '=', clinicId).where('status', '=', WAITING).groupBy('reason').orderBy('reason').execute();
  const rows = await tx.selectFrom('quarantine').select(['op_id', 'origin', 'dseq', 'reason', 'received_at']).select(contents ? [sql<string>`left(body, 20000)`.as('contents')] : [])
    .where('clinic_id', '=', clinicId).where('status', '=', WAITING).orderBy('received_at').orderBy('dseq').limit(LISTED).execute();
  return {
    counts,
    operations: rows.map((row) => ({
      opId: row.op_id, origin: row.origin, dseq: row.dseq, reason: row.reason, receivedAt: row.received_at.toISOString(),
      ...('contents' in row && typeof row.contents === 'string' ? { contents: row.contents } : {}),
    })),
    now,
  };
}

export interface Decision {
  readonly opId: string;
  readonly actor: string;
  readonly reason: string;
}

/**
 * Lets an operation that was set aside into the log after all, as its author wrote it. Throws SyncRefusal
 * `not-waiting`, or `cannot-admit` for one that this server still cannot store.
 */
export async function admit(parts: SyncParts, clinicId: string, decision: Decision, allowed: (tx: ClinicTx) => Promise<void>): Promise<void> {
  await inClinic(parts.database, clinicId, async (tx) => {
    await allowed(tx);
    const row = await waiting(tx, clinicId, decision.opId);
    const operation = JSON.parse(row.body) as OriginOperation;
    const reason = quarantineReason(operation);
    // Its size alone was the reason, and a person has looked at it.
    if (reason !== null && reason !== 'too-large') throw new SyncRefusal('cannot-admit', 409);
    const clinic = await lockClinic(tx, clinicId);
    await storeOperations(tx, parts, clinicId, clinic, { wanted: [{ operation, chain: null }] });
    await decide(tx, parts, clinicId, decision, row.origin, ADMITTED, 'quarantine-admitted');
  });
  parts.hub.ring(clinicId);
}

/** Leaves an operation out of the log for good; it is kept, and why. Throws SyncRefusal `not-waiting`. */
export function discard(parts: SyncParts, clinicId: string, decision: Decision, allowed: (tx: ClinicTx) => Promise<void>): Promise<void> {
  return inClinic(parts.database, clinicId, async (tx) => {
    await allowed(tx);
    const { origin } = await waiting(tx, clinicId, decision.opId);
    await decide(tx, parts, clinicId, decision, origin, DISCARDED, 'quarantine-discarded');
  });
}

async function waiting(tx: ClinicTx, clinicId: string, opId: string): Promise<{ body: string; origin: string }> {
  const row = await tx.selectFrom('quarantine').select(['body', 'origin']).where('clinic_id', '=', clinicId).where('op_id', '=', opId).where('status', '=', WAITING)
    .forUpdate().executeTakeFirst();
  if (!row) throw new SyncRefusal('not-waiting', 404);
  return row;
}

async function decide(tx: ClinicTx, parts: SyncParts, clinicId: string, { opId, actor, reason }: Decision, origin: string, status: number, kind: string): Promise<void> {
  await tx.updateTable('quarantine').set({ status, decided_by: actor, decided_at: new Date(parts.now()) }).where('clinic_id', '=', clinicId).where('op_id', '=', opId).execute();
  await recordEvent(tx, parts, clinicId, { kind, deviceId: origin, actor, detail: { operation: opId, reason } });
}
