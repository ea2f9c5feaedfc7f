import { sql, type Kysely } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { SLOTS_SKIPPED } from './begin-timeline.ts';
import type { RegisterEntry } from './register.ts';

export interface ReplayReport {
  readonly clinics: number;
  readonly devices: number;
}

/**
 * Brings what happened after the backup into a restored database: clinics and devices made since (their logs come back
 * when the PCs push), slots given, keys changed, PCs and administrators stopped. Safe to run twice.
 */
export async function replayRegister(db: Kysely<Schema>, entries: readonly RegisterEntry[], newId: () => string): Promise<ReplayReport> {
  const report = { clinics: 0, devices: 0 };
  for (const entry of entries) {
    switch (entry.kind) {
      case 'clinic':
        if (await addClinic(db, entry, newId)) report.clinics += 1;
        break;
      case 'device':
        if (await addDevice(db, entry)) report.devices += 1;
        break;
      case 'status':
        await ofDevice(db, entry).set({ status: entry.status }).execute();
        break;
      case 'key':
        await ofDevice(db, entry).set({ pubkey: Buffer.from(entry.pubkey, 'base64') }).execute();
        break;
      case 'admin-revoked':
        await db.updateTable('admin').set({ revoked_at: sql<Date>`now()` }).where('admin_id', '=', entry.adminId).where('revoked_at', 'is', null).execute();
        break;
    }
  }
  return report;
}

const ofDevice = (db: Kysely<Schema>, { clinicId, deviceId }: { readonly clinicId: string; readonly deviceId: string }) =>
  db.updateTable('device').where('clinic_id', '=', clinicId).where('device_id', '=', deviceId);

async function addClinic(db: Kysely<Schema>, { clinicId: clinic_id, code, name }: RegisterEntry & { kind: 'clinic' }, newId: () => string): Promise<boolean> {
  const made = await db.insertInto('clinic').values({ clinic_id, code, name }).onConflict((on) => on.doNothing()).executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return false;
  const timeline = newId();
  await db.insertInto('clinic_cursor').values({ clinic_id, last_seq: 0, timeline }).execute();
  await db.insertInto('timeline').values({ clinic_id, ord: 0, timeline, start_seq: 0, reason: 'restored' }).execute();
  await db.insertInto('slot_counter').values({ clinic_id, next_slot: SLOTS_SKIPPED }).execute();
  return true;
}

/** A device the backup did not know yet starts at nothing received, so its PC sends everything again. */
async function addDevice(db: Kysely<Schema>, entry: RegisterEntry & { kind: 'device' }): Promise<boolean> {
  const { clinicId: clinic_id, deviceId: device_id, name, role, slot, slotNumber, forkedFrom: forked_from } = entry;
  await db.updateTable('slot_counter').set((eb) => ({ next_slot: eb.fn<number>('greatest', ['next_slot', eb.val(slotNumber + 1)]) })).where('clinic_id', '=', clinic_id).execute();
  const known = await db.selectFrom('clinic_cursor').select('clinic_id').where('clinic_id', '=', clinic_id).executeTakeFirst();
  if (!known) return false;
  const made = await db.insertInto('device').values({
    // A letter is only told apart on queue tokens; a slot is unlike every letter.
    clinic_id, device_id, name, role, slot, letter: entry.letter ?? slot, pubkey: Buffer.from(entry.pubkey, 'base64'), forked_from,
  }).onConflict((on) => on.doNothing()).executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}
