import { sql } from 'kysely';
import { limits } from '#domain/sync/wire/limits.ts';
import type { ClinicTx } from '../db/schema.ts';
import { LOG_COLUMNS, STORED, type LogRow } from './log-rows.ts';

/**
 * Operations after a place up to `head`, about `limit` of them and about four megabytes. A group, which is what one
 * transaction of a PC wrote, is never split: a page ends before the group that does not fit, or holds one group alone.
 */
export async function readPage(tx: ClinicTx, clinicId: string, after: number, head: number, limit: number): Promise<LogRow[]> {
  // The size of a value is known without fetching it, so that large ones beyond the page are never read.
  const { rows } = await sql<LogRow>`SELECT ${LOG_COLUMNS}, ${STORED} AS stored FROM (
      SELECT *, sum(octet_length(cols) + 150) OVER (ORDER BY seq) - octet_length(cols) AS before
      FROM op_log WHERE clinic_id = ${clinicId} AND seq > ${after} AND seq <= ${head} ORDER BY seq LIMIT ${limit + 1}
    ) AS page WHERE before < ${limits.pullBytes} ORDER BY seq`.execute(tx);
  const last = rows.at(-1);
  if (!last) return [];
  if (last.seq === head && rows.length <= limit) return rows;
  const start = startOfGroup(rows, rows.length - 1);
  if (start > 0) return rows.slice(0, start);
  return [...rows, ...await restOfGroup(tx, clinicId, last, head)];
}

/** Where the group of the row at `at` begins in the page. */
function startOfGroup(rows: readonly LogRow[], at: number): number {
  let start = at;
  while (start > 0 && rows[start - 1]?.origin === rows[at]?.origin && rows[start - 1]?.grp === rows[at]?.grp) start -= 1;
  return start;
}

async function restOfGroup(tx: ClinicTx, clinicId: string, last: LogRow, head: number): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`SELECT ${LOG_COLUMNS}, ${STORED} AS stored FROM op_log WHERE clinic_id = ${clinicId} AND seq > ${last.seq} AND seq <= ${head}
      AND seq < COALESCE((SELECT seq FROM op_log WHERE clinic_id = ${clinicId} AND seq > ${last.seq} AND seq <= ${head}
        AND (origin, grp) IS DISTINCT FROM (${last.origin}::uuid, ${last.grp}::bigint) ORDER BY seq LIMIT 1), ${head + 1})
    ORDER BY seq`.execute(tx);
  return rows;
}
