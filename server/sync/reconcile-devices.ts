import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { lockClinic, SERVER_DEVICE } from './device-rows.ts';
import { deviceWrite, statusWord } from './device-writes.ts';
import type { ServerWrite } from './server-stream.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

/**
 * Tells PCs again what a restore changed without them: the register brings back devices and their status, the synced
 * rows are as old as the backup. Returns how many differed.
 */
export async function reconcileDevices(parts: SyncParts, clinicId: string): Promise<number> {
  const written = await inClinic(parts.database, clinicId, async (tx) => {
    if ((await differing(tx, clinicId)).length === 0) return 0;
    const clinic = await lockClinic(tx, clinicId);
    const writes = await differing(tx, clinicId);
    await storeOperations(tx, parts, clinicId, clinic, { also: writes });
    return writes.length;
  });
  if (written > 0) parts.hub.ring(clinicId);
  return written;
}

async function differing(tx: ClinicTx, clinicId: string): Promise<ServerWrite[]> {
  const devices = await tx.selectFrom('device').select(['device_id', 'name', 'slot', 'letter', 'status', 'enrolled_at']).where('clinic_id', '=', clinicId)
    .where('role', '!=', SERVER_DEVICE).execute();
  const rows = await tx.selectFrom('row_state').select(['row_id', 'cols']).where('clinic_id', '=', clinicId).where('tbl', '=', tables.device.id).execute();
  const shown = new Map(rows.map(({ row_id, cols }) => [row_id, JSON.parse(cols) as Record<number, Scalar>]));
  const { name, slot, letter, status } = tables.device.columns;
  const writes: ServerWrite[] = [];
  for (const device of devices) {
    const row = shown.get(device.device_id);
    const wanted = { name: device.name, slot: device.slot, letter: device.letter, status: statusWord(device.status) };
    const same = row && row[name.id] === wanted.name && row[slot.id] === wanted.slot && row[letter.id] === wanted.letter && row[status.id] === wanted.status;
    if (same) continue;
    writes.push(row ? { table: 'device', rowId: device.device_id, values: wanted }
      : deviceWrite({ deviceId: device.device_id, ...wanted, status: device.status, joinedAt: device.enrolled_at.getTime() }));
  }
  return writes;
}
