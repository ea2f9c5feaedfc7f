import { sql } from 'kysely';
import type { Scalar } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import { WIRE_VERSION, type Infer, type SnapshotManifest } from '#domain/sync/wire/messages.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { STORED } from './log-rows.ts';
import { SyncRefusal } from './refusal.ts';
import { ChunkWriter, inOrder, type Chunk } from './snapshot-chunks.ts';
import { patientBands } from './snapshot-patients.ts';
import { rowsOf } from './snapshot-rows.ts';
import { tierOf } from './snapshot-tiers.ts';
import { tableSums } from './sums.ts';
import type { SyncParts } from './sync-parts.ts';

type Manifest = Infer<typeof SnapshotManifest>;

/** Older snapshots go after this; the one before the new one stays for PCs that are fetching it. */
const KEPT_MS = 3_600_000;

/**
 * Makes a snapshot of a clinic: all rows as they stand at one place of the log, read in one consistent transaction.
 * Chunks are written as they fill, by transactions of their own, so that memory does not grow with the clinic; nobody
 * sees them before the last step.
 */
export async function buildSnapshot(parts: SyncParts, clinicId: string): Promise<void> {
  const id = parts.newId();
  const manifest = await inClinic(parts.database, clinicId, (tx) => readState(tx, parts, clinicId, id), { snapshot: true });
  await inClinic(parts.database, clinicId, async (tx) => {
    const old = await tx.selectFrom('snapshot').select(['id', 'made_at']).where('clinic_id', '=', clinicId).orderBy('made_at', 'desc').offset(1).execute();
    await tx.insertInto('snapshot').values({
      clinic_id: clinicId, id, seq: manifest.seq, timeline: manifest.timeline, sv: manifest.sv, tier: 2, manifest: JSON.stringify(manifest), made_at: new Date(parts.now()),
    }).execute();
    await dropSnapshots(tx, clinicId, old.filter((row) => row.made_at.getTime() < parts.now() - KEPT_MS).map((row) => row.id));
  });
}

/** Also chunks that a build left behind when it was cut short. */
async function dropSnapshots(tx: ClinicTx, clinicId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('snapshot').where('clinic_id', '=', clinicId).where('id', 'in', ids).execute();
  await sql`DELETE FROM snapshot_chunk c WHERE clinic_id = ${clinicId}
    AND NOT EXISTS (SELECT FROM snapshot s WHERE s.clinic_id = ${clinicId} AND s.id = c.snapshot_id)`.execute(tx);
}

async function readState(tx: ClinicTx, parts: SyncParts, clinicId: string, id: string): Promise<Manifest> {
  const cursor = await tx.selectFrom('clinic_cursor').select(['last_seq', 'timeline']).where('clinic_id', '=', clinicId).executeTakeFirst();
  if (!cursor) throw new SyncRefusal('unknown-clinic', 404);
  const newest = await tx.selectFrom('device').select((eb) => eb.fn.max('sv').as('sv')).where('clinic_id', '=', clinicId).executeTakeFirst();
  const last = await tx.selectFrom('op_log').select(['op_id', STORED.as('stored')]).where('clinic_id', '=', clinicId).where('seq', '=', cursor.last_seq).executeTakeFirst();
  const sums = await tableSums(tx, clinicId);
  const bandOf = await patientBands(tx, clinicId, sums.reduce((all, { rows }) => all + rows, 0));
  const chunks: Chunk[] = [];
  const keep = async (chunk: Chunk, body: Buffer): Promise<void> => {
    await storeChunk(parts, clinicId, id, chunks.length, chunk, body);
    chunks.push(chunk);
  };
  for (const { id: table } of Object.values(tables)) {
    const writer = new ChunkWriter(table, keep);
    const tier = tierOf(table, parts.now());
    for await (const page of rowsOf(tx, clinicId, table)) {
      for (const row of page) {
        const values = JSON.parse(row.cols) as Record<number, Scalar>;
        const part = tier(values);
        await writer.add(part, part === 1 ? 0 : bandOf(table, row.row_id, values), { rowId: row.row_id, hlc: row.base_hlc, tie: row.base_tie, over: row.over, values }, row.cols.length);
      }
    }
    await writer.end();
  }
  return {
    v: WIRE_VERSION, clinicId, seq: cursor.last_seq, timeline: cursor.timeline, sv: newest?.sv ?? 0, encoding: 'zstd', last: last ? { opId: last.op_id, stored: last.stored } : null,
    chunks: inOrder(chunks).map(({ sha256, bytes, rows, table, tier }) => ({ sha256, bytes, rows, table, tier })), sums,
  };
}

async function storeChunk(parts: SyncParts, clinicId: string, id: string, ord: number, { sha256, bytes }: Chunk, body: Buffer): Promise<void> {
  await inClinic(parts.database, clinicId, (tx) => tx.insertInto('snapshot_chunk').values({
    clinic_id: clinicId, snapshot_id: id, ord, sha256: Buffer.from(sha256, 'hex'), bytes, body,
  }).execute());
}
