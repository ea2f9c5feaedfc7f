import { sql, type RawBuilder } from 'kysely';
import type { RowState } from '#domain/sync/merge.ts';
import { plus, type RowTexts } from '#domain/sync/row-sum.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { Version } from '#domain/sync/version.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { openOf, type OpenRow } from './conflict-rows.ts';
import type { BatchOutcome, BatchState, ChangedRow } from './merge-batch.ts';
import { RowMap } from './row-map.ts';
import { integers, listedRows, texts } from './sql-lists.ts';

/** The bucket under which the sum of a whole table is kept; sums of buckets are computed when somebody asks (sums.ts). */
export const WHOLE_TABLE = -1;

/** All columns are of the insert's version: kept as nothing. */
const NO_OVER = '{}';

interface StandingRow {
  tbl: number; row_id: string; cols: string; base_hlc: number; base_tie: number; over: string | null;
  /** Only of an open conflict, whose contenders are in `cols` and whose opening is in `base_hlc`. */
  id: string | null; col: number; severity: number;
}

/**
 * Every row the operations touch as it stands, and the open conflicts of these rows, in one question. LATERAL … LIMIT 1
 * asks for each by the key, whatever the statistics say: a join would read the whole table while it is thought small.
 */
export async function loadState(tx: ClinicTx, clinicId: string, operations: readonly OriginOperation[]): Promise<BatchState> {
  const list = oncePerRow(operations);
  if (list.length === 0) return { rows: new RowMap(), open: new Map() };
  const { rows } = await sql<StandingRow>`WITH w AS MATERIALIZED (
      SELECT * FROM ${listedRows({ tbl: integers(list.map((op) => op.table), 'int'), row_id: texts(list.map((op) => op.rowId)) })} AS w)
    SELECT r.tbl, r.row_id, r.cols, r.base_hlc, r.base_tie, r.over, NULL::uuid AS id, 0 AS col, 0::smallint AS severity
    FROM w CROSS JOIN LATERAL (SELECT * FROM row_state s WHERE s.clinic_id = ${clinicId}::uuid AND s.tbl = w.tbl AND s.row_id = w.row_id LIMIT 1) AS r
    UNION ALL
    SELECT c.tbl, c.row_id, c.contenders, c.opened_at, 0, NULL, c.id, c.col, c.severity
    FROM w CROSS JOIN LATERAL (SELECT * FROM conflict x WHERE x.clinic_id = ${clinicId}::uuid AND x.tbl = w.tbl AND x.row_id = w.row_id AND x.is_open OFFSET 0) AS c
    WHERE EXISTS (SELECT FROM conflict WHERE clinic_id = ${clinicId}::uuid AND is_open)`.execute(tx);
  const standing = new RowMap<RowState>();
  const kept = new Map<RowState, RowTexts>();
  for (const { tbl, row_id, cols, base_hlc, base_tie, over, id } of rows) {
    if (id !== null) continue;
    const row: RowState = {
      values: JSON.parse(cols) as Record<number, Scalar>,
      versions: { base: [base_hlc, base_tie], over: over === null ? {} : JSON.parse(over) as Record<number, Version> },
    };
    standing.set(tbl, row_id, row);
    kept.set(row, { values: cols, over: over ?? NO_OVER });
  }
  return { rows: standing, open: openOf(rows.flatMap(openRow)), texts: kept };
}

function oncePerRow(operations: readonly OriginOperation[]): OriginOperation[] {
  const seen = new RowMap<true>();
  return operations.filter(({ table, rowId }) => {
    const isFirst = !seen.has(table, rowId);
    if (isFirst) seen.set(table, rowId, true);
    return isFirst;
  });
}

const openRow = ({ id, tbl, row_id, col, severity, cols, base_hlc }: StandingRow): OpenRow[] =>
  (id === null ? [] : [{ id, tbl, row_id, col, severity, contenders: cols, opened_at: base_hlc }]);

/** Rows that begin with the operations at hand: nobody need be asked how they stand. */
export interface BegunRows {
  readonly list: RowList;
  readonly sums: BatchOutcome['sums'];
}

export interface Storing {
  readonly outcome: BatchOutcome;
  /** Rows that are not there yet, besides those of the outcome. */
  readonly begun?: BegunRows | undefined;
  /** The clinic's log ends here, and so far went the server's clock. */
  readonly seq: number;
  readonly hlc: number;
  /** Whether the log has grown. */
  readonly moves: boolean;
}

/**
 * Writes the rows that changed, adds to the sums and moves the clinic's counter, in one statement. The clinic is
 * locked, so a row that was not there still is not; one that was is found by its key, where UPDATE … FROM could read the
 * whole table. The halves of a sum carry into each other.
 */
export async function storeState(tx: ClinicTx, clinicId: string, { outcome, begun, seq, hlc, moves }: Storing): Promise<void> {
  if (!moves && outcome.changed.length === 0) return;
  const created = begun?.list ?? rowList(outcome.changed.filter(({ isNew }) => isNew));
  const others = rowList(begun ? outcome.changed : outcome.changed.filter(({ isNew }) => !isNew));
  const sums = [...sumsOf(outcome, begun)].map(([table, { rows, sum }]) => ({ table, rows, ...sum }));
  await sql`WITH made AS (
      INSERT INTO row_state (clinic_id, tbl, row_id, cols, base_hlc, base_tie, over, last_seq)
      SELECT ${clinicId}::uuid, tbl, row_id, cols, base_hlc, base_tie, NULLIF(over, ''), ${seq}::bigint FROM ${created}
    ), changed AS (
      INSERT INTO row_state (clinic_id, tbl, row_id, cols, base_hlc, base_tie, over, last_seq)
      SELECT ${clinicId}::uuid, tbl, row_id, cols, base_hlc, base_tie, NULLIF(over, ''), ${seq}::bigint FROM ${others}
      ON CONFLICT (clinic_id, tbl, row_id) DO UPDATE SET cols = excluded.cols, base_hlc = excluded.base_hlc, base_tie = excluded.base_tie,
        over = excluded.over, last_seq = excluded.last_seq
    ), summed AS (
      INSERT INTO table_sum AS t (clinic_id, tbl, bucket, n, sum_high, sum_low)
      SELECT ${clinicId}::uuid, tbl, ${sql.lit(WHOLE_TABLE)}, n, sum_high, sum_low
      FROM ${listedRows({
        tbl: integers(sums.map(({ table }) => table), 'int'), n: integers(sums.map(({ rows }) => rows), 'bigint'),
        sum_high: integers(sums.map(({ high }) => high), 'bigint'), sum_low: integers(sums.map(({ low }) => low), 'bigint'),
      })} AS s
      ON CONFLICT (clinic_id, tbl, bucket) DO UPDATE SET n = t.n + excluded.n, sum_low = (t.sum_low + excluded.sum_low) & 4294967295,
        sum_high = (t.sum_high + excluded.sum_high + ((t.sum_low + excluded.sum_low) >> 32)) & 4294967295
    )
    UPDATE clinic_cursor SET last_seq = ${seq}::bigint, hlc = ${hlc}::bigint WHERE clinic_id = ${clinicId}::uuid`.execute(tx);
}

/** What to add to the sums, by table. */
function sumsOf({ sums }: BatchOutcome, begun: BegunRows | undefined): BatchOutcome['sums'] {
  if (!begun) return sums;
  const all = new Map(begun.sums);
  for (const [table, { rows, sum }] of sums) {
    const known = all.get(table);
    all.set(table, known ? { rows: known.rows + rows, sum: plus(known.sum, sum) } : { rows, sum });
  }
  return all;
}

/** Rows as the database takes them. */
export type RowList = RawBuilder<unknown>;

export const rowList = (rows: readonly ChangedRow[]): RowList => sql`${listedRows({
  tbl: integers(rows.map(({ table }) => table), 'int'), row_id: texts(rows.map(({ rowId }) => rowId)), cols: texts(rows.map((each) => each.texts.values)),
  base_hlc: integers(rows.map(({ row }) => row.versions.base[0]), 'bigint'), base_tie: integers(rows.map(({ row }) => row.versions.base[1]), 'bigint'),
  over: texts(rows.map((each) => (each.texts.over === NO_OVER ? '' : each.texts.over))),
})} AS n`;
