import { sql, type RawBuilder } from 'kysely';
import type { Timeline } from '#domain/sync/timelines.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { SyncRefusal } from './refusal.ts';
import type { ServerHead } from './server-stream.ts';
import type { StoreParts } from './sync-parts.ts';

export interface LockedDevice {
  readonly id: string;
  readonly role: string;
  readonly status: DeviceStatus;
  readonly pubkey: Buffer;
  readonly lastDseq: number;
  readonly lastChain: Buffer;
  readonly durableDseq: number;
  /** The server's lives in this clinic, oldest first. */
  readonly timelines: readonly Timeline[];
}

export interface LockedClinic {
  readonly lastSeq: number;
  readonly durableSeq: number;
  /** The server's own clock stamp in this clinic. */
  readonly hlc: number;
}

/** PostgreSQL's largest `int`. */
const MOST_INT4 = 2 ** 31 - 1;

/** The role of the row that stands for the server's own stream. */
export const SERVER_DEVICE = 'server';

/** Locks the device's row, always before the clinic's, and reads the server's lives. Throws SyncRefusal `unknown-device`, `unknown-clinic`. */
export async function lockDevice(tx: ClinicTx, clinicId: string, deviceId: string): Promise<LockedDevice> {
  const { rows: [row] } = await sql<DeviceRow>`SELECT status, pubkey, last_dseq, last_chain, durable_dseq, role,
      (SELECT json_agg(json_build_object('id', timeline, 'start', start_seq) ORDER BY ord) FROM timeline WHERE clinic_id = ${clinicId}) AS timelines
    FROM device WHERE clinic_id = ${clinicId} AND device_id = ${deviceId} FOR UPDATE`.execute(tx);
  if (!row || row.role === SERVER_DEVICE) throw new SyncRefusal('unknown-device', 401);
  if (row.timelines === null) throw new SyncRefusal('unknown-clinic', 404);
  return {
    id: deviceId, role: row.role, status: row.status, pubkey: row.pubkey, lastDseq: row.last_dseq, lastChain: row.last_chain ?? Buffer.alloc(16), durableDseq: row.durable_dseq,
    timelines: row.timelines,
  };
}

interface DeviceRow {
  status: DeviceStatus; pubkey: Buffer; last_dseq: number; last_chain: Buffer | null; durable_dseq: number; role: string; timelines: Timeline[] | null;
}

/** Locks the clinic's counter until the transaction is visible, so that numbers of the log appear in their order (2.7). */
export async function lockClinic(tx: ClinicTx, clinicId: string): Promise<LockedClinic> {
  const row = await tx.selectFrom('clinic_cursor').select(['last_seq', 'durable_seq', 'hlc']).where('clinic_id', '=', clinicId).forUpdate().executeTakeFirst();
  if (!row) throw new SyncRefusal('unknown-clinic', 404);
  return { lastSeq: row.last_seq, durableSeq: row.durable_seq, hlc: row.hlc };
}

/** Where the server's own stream in this clinic ends; it begins with the first thing the server has to say. The clinic must be locked. */
export async function serverHead(tx: ClinicTx, parts: StoreParts, clinicId: string, { hlc }: LockedClinic): Promise<ServerHead> {
  const server = await tx.selectFrom('device').select(['device_id', 'last_dseq', 'last_chain']).where('clinic_id', '=', clinicId)
    .where('role', '=', SERVER_DEVICE).executeTakeFirst() ?? await addServerDevice(tx, parts, clinicId);
  return { origin: server.device_id, dseq: server.last_dseq, chain: server.last_chain ?? Buffer.alloc(16), hlc };
}

/** It has no slot and no letter: it issues no numbers. */
async function addServerDevice(tx: ClinicTx, parts: StoreParts, clinicId: string): Promise<{ device_id: string; last_dseq: number; last_chain: null }> {
  const device_id = parts.newId();
  await tx.insertInto('device').values({
    clinic_id: clinicId, device_id, name: SERVER_DEVICE, slot: '', letter: '', pubkey: parts.key.publicKey, role: SERVER_DEVICE, last_chain: null,
  }).execute();
  return { device_id, last_dseq: 0, last_chain: null };
}

/** The server's own stream now ends here. */
export async function moveServer(tx: ClinicTx, clinicId: string, server: ServerHead): Promise<void> {
  await tx.updateTable('device').set({ last_dseq: server.dseq, last_chain: Buffer.from(server.chain) })
    .where('clinic_id', '=', clinicId).where('device_id', '=', server.origin).execute();
}

/** Of the last operation of a stream. */
export interface StreamEnd {
  readonly dseq: number;
  readonly schemaVersion: number;
  readonly chain: Buffer;
}

/** The statements by which the device's stream now ends here. */
export function devicePush(clinicId: string, device: LockedDevice, { dseq, schemaVersion, chain }: StreamEnd, now: number): RawBuilder<unknown>[] {
  return [
    sql`UPDATE device SET last_dseq = ${dseq}::bigint, last_chain = ${chain}::bytea, last_seen = ${new Date(now)}::timestamptz,
      sv = ${Math.min(schemaVersion, MOST_INT4)}::int WHERE clinic_id = ${clinicId}::uuid AND device_id = ${device.id}::uuid`,
    sql`INSERT INTO device_chain (clinic_id, device_id, dseq, chain) VALUES (${clinicId}::uuid, ${device.id}::uuid, ${dseq}::bigint, ${chain}::bytea)`,
  ];
}

/** The server's lives in this clinic, oldest first. */
export async function timelinesOf(tx: ClinicTx, clinicId: string): Promise<Timeline[]> {
  const rows = await tx.selectFrom('timeline').select(['timeline', 'start_seq']).where('clinic_id', '=', clinicId).orderBy('ord').execute();
  if (rows.length === 0) throw new SyncRefusal('unknown-clinic', 404);
  return rows.map(({ timeline, start_seq }) => ({ id: timeline, start: start_seq }));
}
