import type { Timeline } from '#domain/sync/timelines.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import type { Linked } from './compare-chains.ts';
import { SyncRefusal } from './refusal.ts';
import type { ServerHead } from './server-stream.ts';
import type { SyncParts } from './sync-parts.ts';

export interface LockedDevice {
  readonly id: string;
  readonly role: string;
  readonly status: DeviceStatus;
  readonly pubkey: Buffer;
  readonly lastDseq: number;
  readonly lastChain: Buffer;
  readonly durableDseq: number;
}

export interface LockedClinic {
  readonly lastSeq: number;
  readonly durableSeq: number;
  readonly server: ServerHead;
}

/** PostgreSQL's largest `int`. */
const MOST_INT4 = 2 ** 31 - 1;

/** The role of the row that stands for the server's own stream. */
export const SERVER_DEVICE = 'server';

/** Locks the device's row, always before the clinic's. Throws SyncRefusal `unknown-device`. */
export async function lockDevice(tx: ClinicTx, clinicId: string, deviceId: string): Promise<LockedDevice> {
  const row = await tx.selectFrom('device').select(['status', 'pubkey', 'last_dseq', 'last_chain', 'durable_dseq', 'role'])
    .where('clinic_id', '=', clinicId).where('device_id', '=', deviceId).forUpdate().executeTakeFirst();
  if (!row || row.role === SERVER_DEVICE) throw new SyncRefusal('unknown-device', 401);
  return {
    id: deviceId, role: row.role, status: row.status, pubkey: row.pubkey, lastDseq: row.last_dseq, lastChain: row.last_chain ?? Buffer.alloc(16), durableDseq: row.durable_dseq,
  };
}

/** Locks the clinic's counter until the transaction is visible, so that numbers of the log appear in their order (2.7). */
export async function lockClinic(tx: ClinicTx, parts: SyncParts, clinicId: string): Promise<LockedClinic> {
  const row = await tx.selectFrom('clinic_cursor').select(['last_seq', 'durable_seq', 'hlc']).where('clinic_id', '=', clinicId).forUpdate().executeTakeFirst();
  if (!row) throw new SyncRefusal('unknown-clinic', 404);
  const server = await tx.selectFrom('device').select(['device_id', 'last_dseq', 'last_chain']).where('clinic_id', '=', clinicId)
    .where('role', '=', SERVER_DEVICE).executeTakeFirst() ?? await addServerDevice(tx, parts, clinicId);
  return {
    lastSeq: row.last_seq, durableSeq: row.durable_seq,
    server: { origin: server.device_id, dseq: server.last_dseq, chain: server.last_chain ?? Buffer.alloc(16), hlc: row.hlc },
  };
}

/** The server's own stream begins when a clinic is first written to. It has no slot and no letter: it issues no numbers. */
async function addServerDevice(tx: ClinicTx, parts: SyncParts, clinicId: string): Promise<{ device_id: string; last_dseq: number; last_chain: null }> {
  const device_id = parts.newId();
  await tx.insertInto('device').values({
    clinic_id: clinicId, device_id, name: SERVER_DEVICE, slot: '', letter: '', pubkey: parts.key.publicKey, role: SERVER_DEVICE, last_chain: null,
  }).execute();
  return { device_id, last_dseq: 0, last_chain: null };
}

/** The clinic's log now ends here. */
export async function moveClinic(tx: ClinicTx, clinicId: string, lastSeq: number, server: ServerHead, serverWrote: boolean): Promise<void> {
  await tx.updateTable('clinic_cursor').set({ last_seq: lastSeq, hlc: server.hlc }).where('clinic_id', '=', clinicId).execute();
  if (!serverWrote) return;
  await tx.updateTable('device').set({ last_dseq: server.dseq, last_chain: Buffer.from(server.chain) })
    .where('clinic_id', '=', clinicId).where('device_id', '=', server.origin).execute();
}

/** The device's stream now ends with this operation. */
export async function addDevicePush(tx: ClinicTx, clinicId: string, device: LockedDevice, last: Linked | undefined, now: number): Promise<void> {
  if (!last) return;
  await tx.updateTable('device').set({
    last_dseq: last.operation.dseq, last_chain: last.chain, last_seen: new Date(now), sv: Math.min(last.operation.schemaVersion, MOST_INT4),
  }).where('clinic_id', '=', clinicId).where('device_id', '=', device.id).execute();
  await tx.insertInto('device_chain').values({ clinic_id: clinicId, device_id: device.id, dseq: last.operation.dseq, chain: last.chain }).execute();
}

/** The server's lives in this clinic, oldest first. */
export async function timelinesOf(tx: ClinicTx, clinicId: string): Promise<Timeline[]> {
  const rows = await tx.selectFrom('timeline').select(['timeline', 'start_seq']).where('clinic_id', '=', clinicId).orderBy('ord').execute();
  if (rows.length === 0) throw new SyncRefusal('unknown-clinic', 404);
  return rows.map(({ timeline, start_seq }) => ({ id: timeline, start: start_seq }));
}
