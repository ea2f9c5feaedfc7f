import { sql } from 'kysely';
import type { Scalar } from '#domain/sync/operation.ts';
import { bucketOf, plus, rowSum, sumText, ZERO, type Sum } from '#domain/sync/row-sum.ts';
import type { Version } from '#domain/sync/version.ts';
import type { BucketAnswer, Infer, RowsAnswer, RowsRequest, SumsAnswer } from '#domain/sync/wire/messages.ts';
import { writeLine } from '#domain/sync/wire/snapshot-line.ts';
import type { ClinicTx } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { SyncRefusal } from './refusal.ts';
import { rowsOf, type StateRow } from './snapshot-rows.ts';
import { WHOLE_TABLE } from './state-rows.ts';
import type { SyncParts } from './sync-parts.ts';

/** Rows and sum of each table as they were kept with every operation (sync design 2.19). */
export async function tableSums(tx: ClinicTx, clinicId: string): Promise<{ table: number; rows: number; sum: string }[]> {
  const rows = await tx.selectFrom('table_sum').select(['tbl', 'n', 'sum_high', 'sum_low']).where('clinic_id', '=', clinicId).where('bucket', '=', WHOLE_TABLE).orderBy('tbl').execute();
  return rows.map(({ tbl, n, sum_high, sum_low }) => ({ table: tbl, rows: n, sum: sumText({ high: sum_high, low: sum_low }) }));
}

/** Sums of all tables (bucket -1), or of the buckets of one, and the place of the log they belong to. */
export function sums(parts: SyncParts, clinicId: string, table: number | undefined): Promise<Infer<typeof SumsAnswer>> {
  return atHead(parts, clinicId, async (tx) => {
    if (table === undefined) return { sums: (await tableSums(tx, clinicId)).map((sum) => ({ ...sum, bucket: -1 })) };
    return { sums: await bucketSums(tx, clinicId, table) };
  });
}

/** Computed from the rows: asked for only when the sums of a table differ. */
async function bucketSums(tx: ClinicTx, clinicId: string, table: number): Promise<Infer<typeof SumsAnswer>['sums']> {
  const buckets = new Map<number, { rows: number; sum: Sum }>();
  for await (const page of rowsOf(tx, clinicId, table)) {
    for (const row of page) {
      const bucket = bucketOf(row.row_id);
      const known = buckets.get(bucket) ?? { rows: 0, sum: ZERO };
      buckets.set(bucket, { rows: known.rows + 1, sum: plus(known.sum, rowSum(row.row_id, stateOf(row))) });
    }
  }
  return [...buckets].sort(([a], [b]) => a - b).map(([bucket, { rows, sum }]) => ({ table, bucket, rows, sum: sumText(sum) }));
}

/** What each row of a bucket adds, computed from the rows themselves. */
export function bucketRows(parts: SyncParts, clinicId: string, table: number, bucket: number): Promise<Infer<typeof BucketAnswer>> {
  const ending = bucket.toString(16).padStart(2, '0');
  return atHead(parts, clinicId, async (tx) => {
    // Ids that do not end in two hexadecimal digits are few, and sorted into buckets here.
    const { rows } = await sql<StateRow>`SELECT row_id, cols, base_hlc, base_tie, over FROM row_state WHERE clinic_id = ${clinicId} AND tbl = ${table}
      AND (right(row_id, 2) = ${ending} OR right(row_id, 2) !~ '^[0-9a-f]{2}$') ORDER BY row_id`.execute(tx);
    return { rows: rows.filter((row) => bucketOf(row.row_id) === bucket).map((row): [string, string] => [row.row_id, sumText(rowSum(row.row_id, stateOf(row)))]) };
  });
}

/** Rows as they stand, as lines of a snapshot. */
export function rowImages(parts: SyncParts, clinicId: string, { table, rows: wanted }: Infer<typeof RowsRequest>): Promise<Infer<typeof RowsAnswer>> {
  return atHead(parts, clinicId, async (tx) => {
    const readable = wanted.filter((id) => !id.includes('\0') && id.isWellFormed());
    const { rows } = await sql<StateRow>`SELECT row_id, cols, base_hlc, base_tie, over FROM row_state WHERE clinic_id = ${clinicId} AND tbl = ${table}
      AND row_id = ANY(${readable}::text[]) ORDER BY row_id`.execute(tx);
    return { rows: rows.map((row) => JSON.parse(writeLine(row.row_id, row.base_hlc, row.base_tie, row.over, JSON.parse(row.cols) as Record<number, Scalar>)) as unknown[]) };
  });
}

const stateOf = (row: StateRow): Parameters<typeof rowSum>[1] => ({
  values: JSON.parse(row.cols) as Record<number, Scalar>,
  versions: { base: [row.base_hlc, row.base_tie], over: row.over === null ? {} : JSON.parse(row.over) as Record<number, Version> },
});

function atHead<T extends object>({ database, now }: SyncParts, clinicId: string, read: (tx: ClinicTx) => Promise<T>): Promise<T & { seq: number; timeline: string; now: number }> {
  return inClinic(database, clinicId, async (tx) => {
    const cursor = await tx.selectFrom('clinic_cursor').select(['last_seq', 'timeline']).where('clinic_id', '=', clinicId).executeTakeFirst();
    if (!cursor) throw new SyncRefusal('unknown-clinic', 404);
    return { ...await read(tx), seq: cursor.last_seq, timeline: cursor.timeline, now: now() };
  }, { snapshot: true });
}
