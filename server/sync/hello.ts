import { limits } from '#domain/sync/wire/limits.ts';
import { WIRE_VERSION, type DeviceReport, type HelloAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { contributionIsOpen } from './contribute.ts';
import { timelinesOf } from './device-rows.ts';
import { statusWord } from './device-writes.ts';
import { STORED } from './log-rows.ts';
import { SyncRefusal } from './refusal.ts';
import { decidedOf, namesOf, setAsideOf } from './set-aside.ts';
import type { SyncParts } from './sync-parts.ts';

export interface HelloRequest {
  readonly device: string;
  /** The PC's clock, milliseconds since 1970; null when it did not say. */
  readonly deviceNow: number | null;
  /** Up to where the PC has heard what became of its operations; null when it does not ask. */
  readonly since?: number | null;
  /** From where on the PC has something that was set aside, and asks whether it was discarded; null when it does not ask. */
  readonly aside?: number | null;
  /** A place of the log: the PC compares what is there with what it has of it. */
  readonly at?: number | null;
}

/** A clock further off than this is no measurement. */
const MOST_SKEW_MS = 100 * 365 * 86_400_000;

/** Where a device stands with its clinic (sync design 2.4). A suspended or revoked one is told so here, and to wipe itself. */
export function hello(parts: SyncParts, clinicId: string, { device, deviceNow, since = null, aside = null, at = null }: HelloRequest): Promise<Infer<typeof HelloAnswer>> {
  return inClinic(parts.database, clinicId, async (tx) => {
    const now = parts.now();
    const known = await tx.selectFrom('device').select(['status', 'last_dseq', 'last_chain', 'durable_dseq']).where('clinic_id', '=', clinicId)
      .where('device_id', '=', device).executeTakeFirst();
    if (!known) throw new SyncRefusal('unknown-device', 401);
    const cursor = await tx.selectFrom('clinic_cursor').select(['last_seq', 'durable_seq']).where('clinic_id', '=', clinicId).executeTakeFirst();
    if (!cursor) throw new SyncRefusal('unknown-clinic', 404);
    const skewMs = deviceNow === null ? null : Math.round(deviceNow - now);
    if (skewMs !== null) parts.skew(skewMs);
    await noteContact(tx, clinicId, device, skewMs, now);
    return {
      v: WIRE_VERSION, timelines: await timelinesOf(tx, clinicId), head: cursor.last_seq, last: known.last_dseq,
      chain: (known.last_chain ?? Buffer.alloc(16)).toString('base64url'), durable: { dseq: known.durable_dseq, seq: cursor.durable_seq },
      schema: parts.schema, limits: { opsPerPush: limits.opsPerPush, messageBytes: limits.messageBytes, waitSeconds: limits.waitSeconds },
      status: statusWord(known.status), contribute: await contributionIsOpen(tx, clinicId, now),
      ...await fatesOf(tx, clinicId, { device, since, aside, last: known.last_dseq }),
      ...(at === null ? {} : await placeAt(tx, clinicId, at)),
      commands: known.status === DeviceStatus.revoked ? ['wipe'] : [], now,
    };
  });
}

interface FatesAsked extends Required<Pick<HelloRequest, 'device' | 'since' | 'aside'>> {
  /** What the clinic has of the device's stream. */
  readonly last: number;
}

type Fates = Pick<Infer<typeof HelloAnswer>, 'fates' | 'letIn' | 'asideNext'>;

/** Nearly every PC asks, and nearly none has anything to hear: the names of its disk are looked up once at most. */
async function fatesOf(tx: ClinicTx, clinicId: string, { device, since, aside, last }: FatesAsked): Promise<Fates> {
  const isUnheard = since !== null && since < last;
  const names = isUnheard || aside !== null ? await namesOf(tx, clinicId, device) : [];
  const setAside = isUnheard ? await setAsideOf(tx, clinicId, names, since + 1, last) : [];
  if (aside === null) return { fates: setAside };
  const { discarded, letIn, more } = await decidedOf(tx, clinicId, names, aside);
  return { fates: [...setAside, ...discarded], letIn: [...letIn], ...(more === undefined ? {} : { asideNext: more }) };
}

async function placeAt(tx: ClinicTx, clinicId: string, seq: number): Promise<Pick<Infer<typeof HelloAnswer>, 'at' | 'atStored'>> {
  const row = await tx.selectFrom('op_log').select(['op_id', STORED.as('stored')]).where('clinic_id', '=', clinicId).where('seq', '=', seq).executeTakeFirst();
  return { at: row?.op_id ?? null, atStored: row?.stored ?? null };
}

async function noteContact(tx: ClinicTx, clinicId: string, device: string, skewMs: number | null, now: number): Promise<void> {
  const skew = skewMs !== null && Math.abs(skewMs) < MOST_SKEW_MS ? { skew_ms: skewMs } : {};
  await tx.updateTable('device').set({ last_seen: new Date(now), ...skew }).where('clinic_id', '=', clinicId).where('device_id', '=', device).execute();
}

/** Keeps what a PC tells of itself (sync design 2.20). */
export async function noteReport({ database, now }: SyncParts, clinicId: string, device: string, report: Infer<typeof DeviceReport>): Promise<void> {
  await inClinic(database, clinicId, (tx) => tx.updateTable('device').set({ report: JSON.stringify(report), app_version: report.program, last_seen: new Date(now()) })
    .where('clinic_id', '=', clinicId).where('device_id', '=', device).execute());
}
