import { sql } from 'kysely';
import { tables } from '#domain/sync/tables.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { lockClinic } from './device-rows.ts';
import { storeOperations } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

const DAY_MS = 86_400_000;
/** A minor difference that nobody looked at is closed after this; one of a queue when its day is long over. */
const MINOR_MS = 90 * DAY_MS;
const QUEUE_MS = 2 * DAY_MS;
/** Conflicts of one clinic closed in one step. */
const AT_ONCE = 200;

const QUEUE_TABLES = Object.values(tables).filter(({ area }) => area === 'queue').map(({ id }) => id);

/** Closes minor conflicts that time has answered (sync design 2.6). Both values stay in the log. Returns how many. */
export async function settleConflicts(parts: SyncParts, clinicId: string): Promise<number> {
  const settled = await inClinic(parts.database, clinicId, async (tx) => {
    const before = await settleable(tx, clinicId, parts.now());
    if (before.length === 0) return 0;
    const clinic = await lockClinic(tx, clinicId);
    // Once more now that nobody else can open or close one.
    const ids = await settleable(tx, clinicId, parts.now());
    await tx.updateTable('conflict').set({ is_open: false }).where('clinic_id', '=', clinicId).where('id', '=', sql<string>`ANY(${ids}::uuid[])`).execute();
    await storeOperations(tx, parts, clinicId, clinic, { also: ids.map((id) => ({
      table: 'conflict', rowId: id, values: { status: 'settled', closed_at: new Date(parts.now()).toISOString() },
    })) });
    return ids.length;
  });
  if (settled > 0) parts.hub.ring(clinicId);
  return settled;
}

async function settleable(tx: ClinicTx, clinicId: string, now: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM conflict WHERE clinic_id = ${clinicId} AND is_open AND severity = 1
    AND (opened_at < ${now - MINOR_MS} OR (tbl = ANY(${QUEUE_TABLES}::int[]) AND opened_at < ${now - QUEUE_MS})) ORDER BY opened_at LIMIT ${AT_ONCE}`.execute(tx);
  return rows.map(({ id }) => id);
}
