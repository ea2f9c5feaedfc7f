import { sql } from 'kysely';
import type { ClinicTx } from '../db/schema.ts';

/** A row of the clinic's state as it is kept; `cols` and `over` are JSON. */
export interface StateRow {
  readonly row_id: string;
  readonly cols: string;
  readonly base_hlc: number;
  readonly base_tie: number;
  readonly over: string | null;
}

const AT_ONCE_ROWS = 4_000;
const AT_ONCE_BYTES = 8 * 1024 * 1024;

/** All rows of a table in the order of their ids, some megabytes at a time. */
export async function* rowsOf(tx: ClinicTx, clinicId: string, table: number): AsyncGenerator<readonly StateRow[]> {
  let after = '';
  for (;;) {
    // Photographs make rows large: their size is known without fetching them.
    const { rows } = await sql<StateRow>`SELECT row_id, cols, base_hlc, base_tie, over FROM (
        SELECT row_id, cols, base_hlc, base_tie, over, sum(octet_length(cols)) OVER (ORDER BY row_id) - octet_length(cols) AS before
        FROM row_state WHERE clinic_id = ${clinicId} AND tbl = ${table} AND row_id > ${after} ORDER BY row_id LIMIT ${AT_ONCE_ROWS}
      ) AS page WHERE before < ${AT_ONCE_BYTES} ORDER BY row_id`.execute(tx);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.row_id;
  }
}
