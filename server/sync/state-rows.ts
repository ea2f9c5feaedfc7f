import { sql } from 'kysely';
import type { RowState } from '#domain/sync/merge.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import { plus } from '#domain/sync/row-sum.ts';
import type { Version } from '#domain/sync/version.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { rowKey, type BatchOutcome, type BatchState } from './merge-batch.ts';
import { integers, texts } from './sql-lists.ts';

/** The bucket under which the sum of a whole table is kept; sums of buckets are computed when somebody asks (sums.ts). */
export const WHOLE_TABLE = -1;

/**
 * Rows as they stand, for every row the operations touch. LATERAL … LIMIT 1 asks for each by the key, whatever the
 * statistics say: a join would read the whole table while it is thought to be small.
 */
export async function loadRows(tx: ClinicTx, clinicId: string, operations: readonly OriginOperation[]): Promise<Map<string, RowState>> {
  const wanted = new Map(operations.map((op) => [rowKey(op.table, op.rowId), op]));
  const list = [...wanted.values()];
  if (list.length === 0) return new Map();
  const { rows } = await sql<{ tbl: number; row_id: string; cols: string; base_hlc: number; base_tie: number; over: string | null }>`
    SELECT r.tbl, r.row_id, r.cols, r.base_hlc, r.base_tie, r.over
    FROM unnest(${integers(list.map((op) => op.table), 'int')}, ${texts(list.map((op) => op.rowId))}) AS w(tbl, row_id)
    CROSS JOIN LATERAL (SELECT * FROM row_state s WHERE s.clinic_id = ${clinicId} AND s.tbl = w.tbl AND s.row_id = w.row_id LIMIT 1) AS r`.execute(tx);
  return new Map(rows.map((row) => [rowKey(row.tbl, row.row_id), {
    values: JSON.parse(row.cols) as Record<number, Scalar>,
    versions: { base: [row.base_hlc, row.base_tie], over: row.over === null ? {} : JSON.parse(row.over) as Record<number, Version> },
  }]));
}

/** Writes the rows that changed and adds to the sums. The clinic is locked, so a row that was not there still is not. */
export async function storeRows(tx: ClinicTx, clinicId: string, state: BatchState, outcome: BatchOutcome, seq: number): Promise<void> {
  const created: ChangedRow[] = [];
  const updated: ChangedRow[] = [];
  for (const key of outcome.changed) {
    const cut = key.indexOf(':');
    const changed = { table: Number(key.slice(0, cut)), rowId: key.slice(cut + 1), row: state.rows.get(key) ?? EMPTY };
    (outcome.created.has(key) ? created : updated).push(changed);
  }
  if (created.length > 0) {
    await sql`INSERT INTO row_state (clinic_id, tbl, row_id, cols, base_hlc, base_tie, over, last_seq)
      SELECT ${clinicId}, tbl, row_id, cols, base_hlc, base_tie, NULLIF(over, ''), ${seq} FROM ${listed(created)}`.execute(tx);
  }
  if (updated.length > 0) {
    // Finds each row by the key; UPDATE … FROM could read the whole table.
    await sql`INSERT INTO row_state (clinic_id, tbl, row_id, cols, base_hlc, base_tie, over, last_seq)
      SELECT ${clinicId}, tbl, row_id, cols, base_hlc, base_tie, NULLIF(over, ''), ${seq} FROM ${listed(updated)}
      ON CONFLICT (clinic_id, tbl, row_id) DO UPDATE SET cols = excluded.cols, base_hlc = excluded.base_hlc, base_tie = excluded.base_tie,
        over = excluded.over, last_seq = excluded.last_seq`.execute(tx);
  }
  if (outcome.sums.size > 0) await addSums(tx, clinicId, outcome);
}

const EMPTY: RowState = { values: {}, versions: { base: [0, 0], over: {} } };

interface ChangedRow {
  readonly table: number;
  readonly rowId: string;
  readonly row: RowState;
}

const listed = (rows: readonly ChangedRow[]) => sql`unnest(${integers(rows.map(({ table }) => table), 'int')}, ${texts(rows.map(({ rowId }) => rowId))},
  ${texts(rows.map(({ row }) => JSON.stringify(row.values)))}, ${integers(rows.map(({ row }) => row.versions.base[0]), 'bigint')},
  ${integers(rows.map(({ row }) => row.versions.base[1]), 'bigint')}, ${texts(rows.map(({ row }) => overText(row)))}) AS n(tbl, row_id, cols, base_hlc, base_tie, over)`;

/** Empty for a row whose columns are all of its insert's version. */
function overText({ versions: { over } }: RowState): string {
  const text = JSON.stringify(over);
  return text === '{}' ? '' : text;
}

/** The halves of a sum do not carry into each other in SQL, so the few tables touched are read, added and written. */
async function addSums(tx: ClinicTx, clinicId: string, { sums }: BatchOutcome): Promise<void> {
  const known = await tx.selectFrom('table_sum').select(['tbl', 'n', 'sum_high', 'sum_low']).where('clinic_id', '=', clinicId)
    .where('tbl', 'in', [...sums.keys()]).where('bucket', '=', WHOLE_TABLE).execute();
  const before = new Map(known.map((row) => [row.tbl, row]));
  await tx.insertInto('table_sum').values([...sums].map(([tbl, added]) => {
    const { n, sum_high, sum_low } = before.get(tbl) ?? { n: 0, sum_high: 0, sum_low: 0 };
    const sum = plus({ high: sum_high, low: sum_low }, added.sum);
    return { clinic_id: clinicId, tbl, bucket: WHOLE_TABLE, n: n + added.rows, sum_high: sum.high, sum_low: sum.low };
  })).onConflict((on) => on.columns(['clinic_id', 'tbl', 'bucket']).doUpdateSet((row) => ({
    n: row.ref('excluded.n'), sum_high: row.ref('excluded.sum_high'), sum_low: row.ref('excluded.sum_low'),
  }))).execute();
}
