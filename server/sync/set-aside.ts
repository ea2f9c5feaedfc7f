import { sql } from 'kysely';
import { limits } from '#domain/sync/wire/limits.ts';
import type { Infer, OperationFate } from '#domain/sync/wire/messages.ts';
import type { ClinicTx } from '../db/schema.ts';
import type { QuarantineReason } from './classify.ts';

export const ADMITTED = 1;
export const DISCARDED = 2;
const REPEATED: QuarantineReason = 'repeated-id';

/**
 * A PC that was stopped may have handed in what its author brought itself, or a program that did not know a table was followed by one that
 * does: that is in the record, whatever was set aside. Another operation under the same id is not.
 */
export const isNotInLog = sql<boolean>`(quarantine.reason = ${REPEATED} OR NOT EXISTS (SELECT 1 FROM op_log o WHERE o.clinic_id = quarantine.clinic_id AND o.op_id = quarantine.op_id))`;

/**
 * What of a device's stream, from a number up to another, is not in the log: its PC may not have heard of it. Also what another copy of
 * its disk sent first, under that one's name: it has the same number there. `names`: those of `namesOf`.
 */
export async function setAsideOf(tx: ClinicTx, clinicId: string, names: readonly string[], from: number, to: number): Promise<Infer<typeof OperationFate>[]> {
  const rows = await tx.selectFrom('quarantine').select(['dseq', 'op_id', 'reason']).where('clinic_id', '=', clinicId).where('origin', 'in', names)
    .where('dseq', '>=', from).where('dseq', '<=', to).where('status', '!=', ADMITTED).where(isNotInLog).orderBy('dseq').limit(limits.opsPerGroup).execute();
  return rows.map(({ dseq, op_id, reason }) => ({ dseq, opId: op_id, fate: 'quarantined', reason }));
}

export interface Decided {
  /** Left out for good. */
  readonly discarded: readonly Infer<typeof OperationFate>[];
  /** In the log after all, with their places: somebody let them in. */
  readonly letIn: readonly { readonly opId: string; readonly seq: number }[];
  /** From where on there may be more; undefined when this is all. */
  readonly more: number | undefined;
}

/**
 * What became of a device's stream, from a number on, that was set aside before, and that its PC took for something that waits: under
 * whatever name of its disk and of copies of it, since the PC knows which operations are its own.
 */
export async function decidedOf(tx: ClinicTx, clinicId: string, names: readonly string[], from: number): Promise<Decided> {
  const rows = await tx.selectFrom('quarantine as q').leftJoin('op_log as o', (on) => on.onRef('o.clinic_id', '=', 'q.clinic_id').onRef('o.op_id', '=', 'q.op_id').on('q.reason', '!=', REPEATED))
    .select(['q.dseq', 'q.op_id', 'q.reason', 'o.seq']).where('q.clinic_id', '=', clinicId).where('q.origin', 'in', names).where('q.dseq', '>=', from)
    .where((eb) => eb.or([eb('o.seq', 'is not', null), eb('q.status', '=', DISCARDED)])).orderBy('q.dseq').limit(limits.opsPerGroup).execute();
  return {
    discarded: rows.flatMap(({ dseq, op_id, reason, seq }) => (seq === null ? [{ dseq, opId: op_id, fate: 'discarded' as const, reason }] : [])),
    letIn: rows.flatMap(({ op_id, seq }) => (seq === null ? [] : [{ opId: op_id, seq }])),
    // Of several names the last number may not have come whole.
    more: rows.length < limits.opsPerGroup ? undefined : rows.at(-1)?.dseq,
  };
}

/**
 * A device's name, those that it had before, and those that copies of its disk have: what one of them had not sent when it was copied, each sends
 * under its own name, and the first of them stays the name of what is set aside.
 */
export async function namesOf(tx: ClinicTx, clinicId: string, deviceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`WITH RECURSIVE elder (id, before) AS (SELECT device_id, forked_from FROM device WHERE clinic_id = ${clinicId} AND device_id = ${deviceId}
    UNION SELECT d.device_id, d.forked_from FROM elder JOIN device d ON d.clinic_id = ${clinicId} AND d.device_id = elder.before),
    name (id) AS (SELECT id FROM elder UNION SELECT d.device_id FROM name JOIN device d ON d.clinic_id = ${clinicId} AND d.forked_from = name.id) SELECT id FROM name`.execute(tx);
  return rows.map(({ id }) => id);
}
