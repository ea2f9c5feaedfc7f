import { tables } from '#domain/sync/tables.ts';
import type { RowState } from '#domain/sync/merge.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { Contender } from '#domain/sync/conflict.ts';
import type { Version } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { LOG_COLUMNS, operationOf, type LogRow } from '#server/sync/log-rows.ts';
import { sql } from 'kysely';
import type { Execution } from '../context.ts';

export interface Aside {
  readonly origin: string;
  readonly dseq: number;
  readonly waiting: boolean;
  /** A manager left it out for good, and it did not come in otherwise. */
  readonly discarded: boolean;
}

/** Everything the server holds of the clinic, read by the test itself. */
export interface ServerView {
  readonly log: readonly LoggedOperation[];
  readonly logIds: ReadonlySet<string>;
  readonly aside: ReadonlyMap<string, Aside>;
  /** By `table:row`. */
  readonly rows: ReadonlyMap<string, RowState>;
  readonly sums: ReadonlyMap<number, { readonly n: number; readonly high: number; readonly low: number }>;
  readonly head: number;
  readonly timeline: string;
  readonly status: ReadonlyMap<string, number>;
  /** Conflicts that the server itself takes to be open, and would close. */
  readonly open: ReadonlySet<string>;
  readonly serverDevice: string;
  /** Lives of the log that PCs had it begin. */
  readonly livesBegun: number;
}

export function viewOf({ server }: Execution): Promise<ServerView> {
  return server.in(async (tx) => {
    const { rows: logged } = await sql<LogRow>`SELECT ${LOG_COLUMNS} FROM op_log WHERE clinic_id = ${server.clinicId} ORDER BY seq`.execute(tx);
    const cursor = await tx.selectFrom('clinic_cursor').select(['last_seq', 'timeline']).executeTakeFirst();
    const aside = await tx.selectFrom('quarantine').select(['op_id', 'origin', 'dseq', 'status']).execute();
    const states = await tx.selectFrom('row_state').select(['tbl', 'row_id', 'cols', 'base_hlc', 'base_tie', 'over']).execute();
    const sums = await tx.selectFrom('table_sum').select(['tbl', 'n', 'sum_high', 'sum_low']).where('bucket', '=', -1).execute();
    const devices = await tx.selectFrom('device').select(['device_id', 'status', 'role']).execute();
    const open = await tx.selectFrom('conflict').select('id').where('is_open', '=', true).execute();
    const lives = await tx.selectFrom('timeline').select('ord').where('reason', '=', 'went-back').execute();
    const log = logged.map(operationOf);
    const logIds = new Set(log.map(({ opId }) => opId));
    return {
      log, logIds, head: cursor?.last_seq ?? 0, timeline: cursor?.timeline ?? '',
      aside: new Map(aside.map((row) => [row.op_id, { origin: row.origin, dseq: row.dseq, waiting: row.status === 0 && !logIds.has(row.op_id), discarded: row.status === 2 && !logIds.has(row.op_id) }])),
      rows: new Map(states.map((row) => [`${String(row.tbl)}:${row.row_id}`, {
        values: JSON.parse(row.cols) as Record<number, Scalar>,
        versions: { base: [row.base_hlc, row.base_tie] as Version, over: row.over === null ? {} : JSON.parse(row.over) as Record<number, Version> },
      }])),
      sums: new Map(sums.map((row) => [row.tbl, { n: row.n, high: row.sum_high, low: row.sum_low }])),
      open: new Set(open.map(({ id }) => id)),
      status: new Map(devices.map((row) => [row.device_id, row.status])), serverDevice: devices.find(({ role }) => role === 'server')?.device_id ?? '', livesBegun: lives.length,
    };
  });
}

/** The values that people were told of, by `table:row:column`: versions of every contender of every conflict, open or over. */
export function listedVersions({ rows }: ServerView): Map<string, Set<string>> {
  const of = tables.conflict.columns;
  const listed = new Map<string, Set<string>>();
  for (const [key, { values }] of rows) {
    if (!key.startsWith(`${String(tables.conflict.id)}:`)) continue;
    const cell = `${String(values[of.table_id.id])}:${String(values[of.row_id.id])}:${String(values[of.column_id.id])}`;
    const versions = listed.get(cell) ?? new Set();
    for (const { version } of JSON.parse(String(values[of.contenders.id])) as Contender[]) versions.add(version.join());
    listed.set(cell, versions);
  }
  return listed;
}
