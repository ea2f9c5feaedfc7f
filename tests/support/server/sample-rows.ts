import { inClinic } from '#server/db/transactions.ts';
import type { TestClinic, TestDatabase } from '../server.ts';

/** One row in each table of a clinic that `newClinic` leaves empty. Returns the device's id. */
export async function oneRowEach(database: TestDatabase, clinic: TestClinic): Promise<string> {
  const clinic_id = clinic.id;
  const id = database.newId();
  const device_id = database.newId();
  const chain = Buffer.alloc(16, 1);
  await inClinic(database, clinic_id, async (tx) => {
    await tx.updateTable('clinic_cursor').set({ last_seq: 1 }).where('clinic_id', '=', clinic_id).execute();
    await tx.insertInto('op_log').values({
      clinic_id, seq: 1, origin: device_id, dseq: 1, grp: 1, op_id: id, tbl: 10, row_id: id, kind: 1, hlc: 2048, sv: 1, person_id: null,
      at: 1_700_000_000_000, intent: 'test.write', batch: null, cols: '[[1,"a\\u0000b"]]', prev: null,
    }).execute();
    await tx.insertInto('row_state').values({ clinic_id, tbl: 10, row_id: id, cols: '{"1":"a"}', base_hlc: 2048, base_tie: 7, over: null, deleted: false, last_seq: 1 }).execute();
    await tx.insertInto('device').values({ clinic_id, device_id, name: 'Desk 1', slot: '22', letter: 'A', pubkey: Buffer.alloc(32, 2), last_dseq: 1, last_chain: chain, acked_seq: 1 }).execute();
    await tx.insertInto('device_chain').values({ clinic_id, device_id, dseq: 1, chain }).execute();
    await tx.insertInto('conflict').values({ clinic_id, id, tbl: 10, row_id: id, col: 1, severity: 1, is_open: true, contenders: '[]', opened_at: 1_700_000_000_000 }).execute();
    await tx.insertInto('quarantine').values({ clinic_id, op_id: id, origin: device_id, dseq: 1, reason: 'unknown-table', body: '{}', decided_by: null }).execute();
    await tx.insertInto('snapshot').values({ clinic_id, id, seq: 1, timeline: clinic.timeline, sv: 1, tier: 1, manifest: '{}' }).execute();
    await tx.insertInto('snapshot_chunk').values({ clinic_id, snapshot_id: id, ord: 0, sha256: Buffer.alloc(32, 3), bytes: 2, body: Buffer.from('{}') }).execute();
    await tx.insertInto('issued_number').values({ clinic_id, tbl: 10, number: 'KB7-3F-00001-X', row_id: id }).execute();
    await tx.insertInto('clinic_event').values({ clinic_id, id, at: 1_700_000_000_000, kind: 'fork', device_id, actor: 'device', detail: '{}' }).execute();
    await tx.insertInto('patient_series').values({ clinic_id, slot: '0A', timeline: clinic.timeline, next_number: 2 }).execute();
    await tx.insertInto('patient_index').values({ clinic_id, seq: 1 }).execute();
    await tx.insertInto('patient_word').values({ clinic_id, patient_id: id, word: 'a' }).execute();
    await tx.insertInto('patient_part').values({ clinic_id, patient_id: id, tbl: 13, row_id: id }).execute();
    await tx.insertInto('table_sum').values({ clinic_id, tbl: 10, bucket: 1, n: 1, sum_high: 1, sum_low: 2 }).execute();
  });
  return device_id;
}
