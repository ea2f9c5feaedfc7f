import type { Kysely } from 'kysely';
import { replayRegister } from '../backup/replay-register.ts';
import type { RegisterEntry } from '../backup/register.ts';
import { DeviceStatus, type Schema } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import type { SyncParts } from './sync-parts.ts';

type DeviceEntry = Extract<RegisterEntry, { readonly deviceId: string }>;

/** What the register says of devices, by clinic. */
export const devicesInRegister = ({ register }: Pick<SyncParts, 'register'>): Map<string, DeviceEntry[]> =>
  Map.groupBy(register.entries().filter((entry): entry is DeviceEntry => 'deviceId' in entry), ({ clinicId }) => clinicId);

/**
 * A database that was put back beside a register that was not neither lets a stopped PC in again nor forgets one that
 * joined since (sync design 2.15). Returns whether anything was amiss.
 */
export async function registerPrevails(parts: SyncParts, clinicId: string, entries: readonly DeviceEntry[]): Promise<boolean> {
  const said = new Map<string, DeviceStatus>();
  for (const entry of entries) said.set(entry.deviceId, entry.kind === 'status' ? entry.status : said.get(entry.deviceId) ?? DeviceStatus.active);
  return inClinic(parts.database, clinicId, async (tx) => {
    const rows = await tx.selectFrom('device').select(['device_id', 'status']).where('clinic_id', '=', clinicId).execute();
    const here = new Map(rows.map(({ device_id, status }) => [device_id, status]));
    const isAmiss = ([id, status]: readonly [string, DeviceStatus]): boolean => {
      const standing = here.get(id);
      return standing === undefined || (status !== DeviceStatus.active && standing !== status);
    };
    const amiss = new Set([...said].filter(isAmiss).map(([id]) => id));
    if (amiss.size === 0) return false;
    await replayRegister(tx as unknown as Kysely<Schema>, entries.filter(({ deviceId }) => amiss.has(deviceId)), parts.newId);
    parts.log.warn('register.prevailed', { clinic: clinicId, devices: amiss.size });
    return true;
  });
}
