import type { Database } from '../db/database.ts';
import { inClinic } from '../db/transactions.ts';
import type { Manifest } from './format.ts';

/**
 * Tells each clinic and device how much of theirs a verified backup contains: from here on PCs may forget it
 * (sync design 2.16). A clinic whose timeline changed meanwhile was restored; the backup says nothing about it.
 * Returns the clinics marked.
 */
export async function markDurable(database: Database, manifest: Manifest): Promise<number> {
  let marked = 0;
  for (const clinic of manifest.clinics) {
    const { clinicId: clinic_id, lastSeq, timeline, devices } = clinic;
    const isMarked = await inClinic(database, clinic_id, async (tx) => {
      const cursor = await tx.selectFrom('clinic_cursor').select('timeline').where('clinic_id', '=', clinic_id).executeTakeFirst();
      if (cursor?.timeline !== timeline) return false;
      for (const { deviceId, lastDseq } of devices) {
        await tx.updateTable('device').set({ durable_dseq: lastDseq })
          .where('clinic_id', '=', clinic_id).where('device_id', '=', deviceId).where('durable_dseq', '<', lastDseq).execute();
      }
      await tx.updateTable('clinic_cursor').set((eb) => ({ durable_seq: eb.fn<number>('greatest', ['durable_seq', eb.val(lastSeq)]), durable_at: manifest.at }))
        .where('clinic_id', '=', clinic_id).where('timeline', '=', timeline).execute();
      return true;
    });
    if (isMarked) marked += 1;
  }
  return marked;
}
