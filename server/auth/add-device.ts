import type { Infer, EnrolAnswer } from '#domain/sync/wire/messages.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { publicKeyOf } from '../sync/chain.ts';
import { lockClinic, timelinesOf } from '../sync/device-rows.ts';
import { deviceWrite } from '../sync/device-writes.ts';
import { recordEvent } from '../sync/events.ts';
import { SyncRefusal } from '../sync/refusal.ts';
import { storeOperations } from '../sync/store-operations.ts';
import type { SyncParts } from '../sync/sync-parts.ts';
import { slotNumber, takeNames, type DeskNames } from './slots.ts';

/** A PC that becomes known to its clinic. */
export interface NewDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly role: string;
  /** Raw Ed25519 key in base64url. */
  readonly publicKey: string;
  readonly program: string | null;
  readonly schema: number | null;
  readonly wished?: DeskNames;
  /** A fork goes on where its elder's stream is still common to both. */
  readonly elder?: { readonly deviceId: string; readonly status: DeviceStatus; readonly dseq: number; readonly chain: Buffer; readonly durableDseq: number };
  /** Who let it in: `person:<id>`, `admin:<id>` or `device`. */
  readonly actor: string;
}

type Enrolled = Infer<typeof EnrolAnswer>;

/** Throws SyncRefusal `bad-key` for what is not an Ed25519 key. */
export function readKey(publicKey: string): Buffer {
  const raw = Buffer.from(publicKey, 'base64url');
  if (!publicKeyOf(raw)) throw new SyncRefusal('bad-key', 422);
  return raw;
}

/**
 * Gives a device its slot, letter and row, and tells every PC of the clinic in the server's own stream. The same device
 * with the same key gets the same answer again. Throws SyncRefusal `device-exists`, `no-slots`, `bad-key`.
 */
export async function addDevice(tx: ClinicTx, parts: SyncParts, clinicId: string, device: NewDevice): Promise<Enrolled> {
  const pubkey = readKey(device.publicKey);
  const known = await answerAgain(tx, parts, clinicId, device.deviceId, pubkey);
  if (known) return known;
  const names = await takeNames(tx, clinicId, device.wished);
  // In the register before the commit: a slot that is lost costs nothing, one given twice does.
  parts.register.append({
    kind: 'device', clinicId, deviceId: device.deviceId, name: device.name, role: device.role, ...names, slotNumber: slotNumber(names.slot),
    pubkey: pubkey.toString('base64'), forkedFrom: device.elder?.deviceId ?? null,
  });
  const now = parts.now();
  await insertDevice(tx, clinicId, device, names, pubkey, now);
  const clinic = await lockClinic(tx, clinicId);
  await storeOperations(tx, parts, clinicId, clinic, { also: [deviceWrite({ ...names, ...device, status: statusOf(device), joinedAt: now })] });
  await recordEvent(tx, parts, clinicId, { kind: device.elder ? 'device-forked' : 'device-joined', deviceId: device.deviceId, actor: device.actor, detail: { slot: names.slot } });
  return { clinicId, deviceId: device.deviceId, ...names, timelines: await timelinesOf(tx, clinicId), serverKey: parts.key.publicKey.toString('base64url'), now };
}

const statusOf = ({ elder }: NewDevice): DeviceStatus => elder?.status ?? DeviceStatus.active;

async function insertDevice(tx: ClinicTx, clinicId: string, device: NewDevice, names: DeskNames, pubkey: Buffer, now: number): Promise<void> {
  const { elder } = device;
  const stream = elder
    ? { last_dseq: elder.dseq, last_chain: elder.chain, durable_dseq: elder.durableDseq, forked_from: elder.deviceId }
    : { last_dseq: 0, last_chain: null, durable_dseq: 0, forked_from: null };
  await tx.insertInto('device').values({
    clinic_id: clinicId, device_id: device.deviceId, name: device.name, ...names, ...stream, pubkey, role: device.role, status: statusOf(device),
    app_version: device.program, sv: device.schema, enrolled_at: new Date(now),
  }).execute();
  if (elder) await tx.insertInto('device_chain').values({ clinic_id: clinicId, device_id: device.deviceId, dseq: elder.dseq, chain: elder.chain }).execute();
}

/** The answer of a device that is known already with that key; undefined for a new one. Throws SyncRefusal `device-exists`. */
export async function answerAgain(tx: ClinicTx, parts: SyncParts, clinicId: string, deviceId: string, pubkey: Buffer): Promise<Enrolled | undefined> {
  const row = await tx.selectFrom('device').select(['slot', 'letter', 'pubkey']).where('clinic_id', '=', clinicId).where('device_id', '=', deviceId).executeTakeFirst();
  if (!row) return undefined;
  if (!row.pubkey.equals(pubkey)) throw new SyncRefusal('device-exists', 409);
  return {
    clinicId, deviceId, slot: row.slot, letter: row.letter, timelines: await timelinesOf(tx, clinicId), serverKey: parts.key.publicKey.toString('base64url'), now: parts.now(),
  };
}
