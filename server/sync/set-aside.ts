import { limits } from '#domain/sync/wire/limits.ts';
import type { Infer, OperationFate } from '#domain/sync/wire/messages.ts';
import type { ClinicTx } from '../db/schema.ts';

const ADMITTED = 1;

/** What of a device's stream, from a number up to another, is not in the log: its PC may not have heard of it. */
export async function setAsideOf(tx: ClinicTx, clinicId: string, deviceId: string, from: number, to: number): Promise<Infer<typeof OperationFate>[]> {
  if (from > to) return [];
  const rows = await tx.selectFrom('quarantine').select(['dseq', 'op_id', 'reason']).where('clinic_id', '=', clinicId).where('origin', '=', deviceId)
    .where('dseq', '>=', from).where('dseq', '<=', to).where('status', '!=', ADMITTED).orderBy('dseq').limit(limits.opsPerGroup).execute();
  return rows.map(({ dseq, op_id, reason }) => ({ dseq, opId: op_id, fate: 'quarantined', reason }));
}
