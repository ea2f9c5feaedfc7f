import { sql } from 'kysely';
import { OperationKind } from '#domain/sync/operation.ts';
import { limits } from '#domain/sync/wire/limits.ts';
import type { Infer, QuarantineAnswer } from '#domain/sync/wire/messages.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { quarantineReason } from './classify.ts';
import { lockClinic } from './device-rows.ts';
import { recordEvent } from './events.ts';
import { isNeeded, NEEDED, neededRows } from './needed-rows.ts';
import { SyncRefusal } from './refusal.ts';
import { ADMITTED, DISCARDED, isNotInLog } from './set-aside.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';
import { reopenUndecided } from './undecided.ts';

const WAITING = 0;
const LISTED = 200;

/** What waits for a decision, oldest first, and after it discarded rows that the record needs; `contents` only for those who may read the clinic's records. */
export async function listQuarantine(tx: ClinicTx, clinicId: string, contents: boolean, now: number): Promise<Infer<typeof QuarantineAnswer>> {
  const counts = await tx.selectFrom('quarantine').select((eb) => ['reason', eb.fn.countAll<number>().as('count')])
    .where('clinic_id', '=', clinicId).where('status', '=', WAITING).where(isNotInLog).groupBy('reason').orderBy('reason').execute();
  const rows = await tx.selectFrom('quarantine').select(['op_id', 'origin', 'dseq', 'reason', 'received_at']).select(contents ? [sql<string>`left(body, 20000)`.as('contents')] : [])
    .where('clinic_id', '=', clinicId).where('status', '=', WAITING).where(isNotInLog).orderBy('received_at').orderBy('dseq').limit(LISTED).execute();
  const needed = (await neededRows(tx, clinicId, contents)).map((row) => ({ ...row, reason: NEEDED }));
  return {
    counts: needed.length === 0 ? counts : [...counts, { reason: NEEDED, count: needed.length }],
    operations: [...rows, ...needed.slice(0, LISTED)].map((row) => ({
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
  /** Whoever discards it was shown that the record needs it. */
  readonly needed?: boolean | undefined;
}

/**
 * Lets what was set aside into the log after all, as its author wrote it: the operation and all that its transaction
 * wrote with it. Also what was discarded, while the record needs it. Throws SyncRefusal `not-waiting`, or `cannot-admit` while this server
 * cannot store all of it.
 */
export async function admit(parts: SyncParts, clinicId: string, decision: Decision, allowed: (tx: ClinicTx) => Promise<void>): Promise<void> {
  await inClinic(parts.database, clinicId, async (tx) => {
    await allowed(tx);
    const { group } = await undecided(tx, clinicId, decision.opId);
    for (const operation of group) {
      const reason = quarantineReason(operation);
      // Its size alone was the reason, and a person has looked at it.
      if (reason !== null && reason !== 'too-large') throw new SyncRefusal('cannot-admit', 409);
    }
    const clinic = await lockClinic(tx, clinicId);
    await storeOperations(tx, parts, clinicId, clinic, { wanted: group.map((operation) => ({ operation })) });
    await decide(tx, parts, clinicId, decision, group, ADMITTED, 'quarantine-admitted');
  });
  parts.hub.ring(clinicId);
}

/**
 * Leaves an operation and what was written with it out of the log for good; it is kept, and why. What it had decided before the server was
 * restored is open again. Of what was discarded before, and is needed, it is not said again until more needs it. Throws SyncRefusal `not-waiting`.
 */
export async function discard(parts: SyncParts, clinicId: string, decision: Decision, allowed: (tx: ClinicTx) => Promise<void>): Promise<void> {
  const reopened = await inClinic(parts.database, clinicId, async (tx) => {
    await allowed(tx);
    const { group, status } = await undecided(tx, clinicId, decision.opId);
    if (status === DISCARDED) {
      if (decision.needed !== true) throw new SyncRefusal('not-waiting', 404);
      await leaveOut(tx, parts, clinicId, decision, group);
      return 0;
    }
    await decide(tx, parts, clinicId, decision, group, DISCARDED, 'quarantine-discarded');
    if (!group.some(({ kind }) => kind === OperationKind.resolve)) return 0;
    const clinic = await lockClinic(tx, clinicId);
    const also = await reopenUndecided(tx, clinicId, group);
    if (also.length > 0) await storeOperations(tx, parts, clinicId, clinic, { also });
    return also.length;
  });
  if (reopened > 0) parts.hub.ring(clinicId);
}

interface Undecided {
  readonly group: readonly OriginOperation[];
  /** Whether it waits, or was discarded and is needed. */
  readonly status: number;
}

/** All of one transaction about which there is something to decide, in its order. */
async function undecided(tx: ClinicTx, clinicId: string, opId: string): Promise<Undecided> {
  const row = await tx.selectFrom('quarantine').select(['body', 'status']).where('clinic_id', '=', clinicId).where('op_id', '=', opId)
    .where((eb) => eb.or([eb('status', '=', WAITING), isNeeded])).forUpdate().executeTakeFirst();
  if (!row) throw new SyncRefusal('not-waiting', 404);
  const { origin, group } = JSON.parse(row.body) as OriginOperation;
  const rows = await tx.selectFrom('quarantine').select('body').where('clinic_id', '=', clinicId).where('origin', '=', origin).where('dseq', '>=', group)
    .where('status', '=', row.status).orderBy('dseq').limit(limits.opsPerGroup).forUpdate().execute();
  return { group: rows.map(({ body }) => JSON.parse(body) as OriginOperation).filter((operation) => operation.group === group), status: row.status };
}

async function decide(tx: ClinicTx, parts: SyncParts, clinicId: string, decision: Decision, group: readonly OriginOperation[], status: number, kind: string): Promise<void> {
  await tx.updateTable('quarantine').set({ status, decided_by: decision.actor, decided_at: new Date(parts.now()) }).where('clinic_id', '=', clinicId)
    .where('op_id', 'in', group.map((operation) => operation.opId)).execute();
  await tell(tx, parts, clinicId, decision, group, kind);
}

/** The record goes on without it, though it has changes of it. */
async function leaveOut(tx: ClinicTx, parts: SyncParts, clinicId: string, decision: Decision, group: readonly OriginOperation[]): Promise<void> {
  const { lastSeq } = await lockClinic(tx, clinicId);
  await tx.updateTable('quarantine').set({ left_at: lastSeq }).where('clinic_id', '=', clinicId).where('op_id', 'in', group.map(({ opId }) => opId)).execute();
  await tell(tx, parts, clinicId, decision, group, 'quarantine-left-out');
}

const tell = (tx: ClinicTx, parts: SyncParts, clinicId: string, { opId, actor, reason }: Decision, group: readonly OriginOperation[], kind: string): Promise<void> =>
  recordEvent(tx, parts, clinicId, { kind, deviceId: group[0]?.origin ?? null, actor, detail: { operation: opId, operations: group.length, reason } });
