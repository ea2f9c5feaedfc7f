import { EVENT_LASTS_MS, SERVER_WENT_BACK } from '#domain/sync/alerts.ts';
import { DeviceReport, type DevicesAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { lockClinic, lockDevice, SERVER_DEVICE } from './device-rows.ts';
import { statusWord, statusWrite, type StatusWord } from './device-writes.ts';
import { recordEvent } from './events.ts';
import { SyncRefusal } from './refusal.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

/** The PCs of a clinic, oldest first; how far each has pulled as it last said, which the database hears of only now and then. */
export async function devicesOf(tx: ClinicTx, { now, acks }: Pick<SyncParts, 'now' | 'acks'>, clinicId: string): Promise<Infer<typeof DevicesAnswer>> {
  const rows = await tx.selectFrom('device').selectAll().where('clinic_id', '=', clinicId).where('role', '!=', SERVER_DEVICE).orderBy('enrolled_at').orderBy('device_id').execute();
  const incidents = await recentIncidents(tx, clinicId, now());
  const heard = new Map(rows.map(({ device_id }) => [device_id, acks.heard(clinicId, device_id)]));
  const lastSeen = (id: string, noted: Date | null): string | null => {
    const at = Math.max(noted?.getTime() ?? 0, heard.get(id)?.at ?? 0);
    return at === 0 ? null : new Date(at).toISOString();
  };
  return {
    devices: rows.map((row) => ({
      id: row.device_id, name: row.name, slot: row.slot, letter: row.letter, role: row.role, status: statusWord(row.status), last: row.last_dseq,
      pulled: heard.get(row.device_id)?.seq ?? row.acked_seq, skewMs: row.skew_ms, lastSeen: lastSeen(row.device_id, row.last_seen), forkedFrom: row.forked_from, report: reportOf(row.report),
      incidents: incidents.get(row.device_id) ?? [],
    })),
    now: now(),
  };
}

/** What somebody should look at; a repaired row came with a difference that is told already. */
const TOLD = ['fork', 'sum-mismatch', 'chain-broken', 'store-damaged', SERVER_WENT_BACK];

/** By device: the newest incident of each kind. */
async function recentIncidents(tx: ClinicTx, clinicId: string, now: number): Promise<Map<string, { kind: string; at: number }[]>> {
  const rows = await tx.selectFrom('clinic_event').select((eb) => ['device_id', 'kind', eb.fn.max<number>('at').as('at')]).where('clinic_id', '=', clinicId)
    .where('kind', 'in', TOLD).where('at', '>', now - EVENT_LASTS_MS).groupBy(['device_id', 'kind']).execute();
  const found = new Map<string, { kind: string; at: number }[]>();
  for (const { device_id: device, kind, at } of rows) if (device !== null) found.set(device, [...found.get(device) ?? [], { kind, at }]);
  return found;
}

function reportOf(text: string | null): Infer<typeof DeviceReport> | null {
  const read = DeviceReport.safeParse(text === null ? null : JSON.parse(text));
  return read.success ? read.data : null;
}

export interface StatusChange {
  readonly deviceId: string;
  readonly status: StatusWord;
  /** `person:<id>` or `admin:<id>`. */
  readonly actor: string;
  readonly reason: string;
}

/**
 * Suspends, readmits or revokes a device, and tells every PC of the clinic. Revoking is for good: it wipes itself, and joins anew. A push at work ends first: the row is
 * locked. The register has it before the database, so that a restored database cannot let a stolen PC in again.
 * Throws SyncRefusal `unknown-device`, `revoked`.
 */
export async function changeStatus(parts: SyncParts, clinicId: string, { deviceId, status, actor, reason }: StatusChange, allowed: (tx: ClinicTx) => Promise<void>): Promise<void> {
  await inClinic(parts.database, clinicId, async (tx) => {
    await allowed(tx);
    const device = await lockDevice(tx, clinicId, deviceId);
    const wanted = DeviceStatus[status];
    if (device.status === wanted) return;
    if (device.status === DeviceStatus.revoked) throw new SyncRefusal('revoked', 409);
    parts.register.append({ kind: 'status', clinicId, deviceId, status: wanted });
    await tx.updateTable('device').set({ status: wanted }).where('clinic_id', '=', clinicId).where('device_id', '=', deviceId).execute();
    await storeOperations(tx, parts, clinicId, await lockClinic(tx, clinicId), { also: [statusWrite(deviceId, wanted)] });
    await recordEvent(tx, parts, clinicId, { kind: `device-${status}`, deviceId, actor, detail: { reason } });
  });
  parts.hub.ring(clinicId);
}
