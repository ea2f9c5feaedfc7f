import { sql, type RawBuilder } from 'kysely';
import type { ColumnValue, Operation, Previous } from '#domain/sync/operation.ts';
import type { LoggedOperation, OriginOperation } from '#domain/sync/wire/logged.ts';
import type { LoggedTexts } from '#domain/sync/wire/pack-text.ts';
import type { ClinicTx } from '../db/schema.ts';
import type { OperationTexts } from './chain.ts';
import { integers, isOne, listedRows, texts, uuids } from './sql-lists.ts';

/** An operation on its way into the log. */
export interface Entry {
  readonly operation: OriginOperation;
  readonly flags: number;
  /** Its columns and versions as JSON, where they were made before. */
  readonly texts?: OperationTexts | undefined;
}

/** The wall clock of an operation lay ahead of the server's by more than a clock can be wrong. */
export const FLAG_CLOCK_SUSPECT = 1;

/** PostgreSQL's word for a key that is there already, and the keys of what a push nearly always brings as the first. */
const UNIQUE_VIOLATION = '23505';
const KEYS_OF_NEWS: ReadonlySet<unknown> = new Set(['op_log_clinic_id_op_id_key', 'row_state_pkey', 'issued_number_pkey']);

/** Whether storing failed because the clinic has one of the operations, new rows or printed numbers already. */
export const isNoNews = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION && 'constraint' in error && KEYS_OF_NEWS.has(error.constraint);

/** Which of these operations the clinic's log holds already, whoever brought them. */
export async function knownOperations(tx: ClinicTx, clinicId: string, opIds: readonly string[]): Promise<Set<string>> {
  if (opIds.length === 0) return new Set();
  const { rows } = await sql<{ op_id: string }>`SELECT w.op_id FROM ${listedRows({ op_id: uuids(opIds) })} AS w
    CROSS JOIN LATERAL (SELECT 1 FROM op_log o WHERE o.clinic_id = ${clinicId} AND o.op_id = w.op_id LIMIT 1) AS known`.execute(tx);
  return new Set(rows.map(({ op_id }) => op_id));
}

/**
 * Gives entries the places after `last`. `others` are statements that go with it. Links of the chain are not among what is kept: those of a batch
 * follow from its operations, which the log holds word for word, and from the link before, which is kept for each batch.
 */
export async function appendLog(tx: ClinicTx, clinicId: string, last: number, { count, rows }: LogRows, others: readonly RawBuilder<unknown>[] = []): Promise<void> {
  if (count === 0 && others.length === 0) return;
  const before = others.length === 0 ? sql`` : sql`WITH ${sql.join(others.map((other, i) => sql`${sql.id(`other_${String(i)}`)} AS (${other})`))} `;
  await sql`${before}INSERT INTO op_log (clinic_id, seq, origin, dseq, grp, op_id, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev, flags)
    SELECT ${clinicId}::uuid, ${last}::bigint + place, origin, dseq, grp, op_id, tbl, row_id, kind, hlc, sv, NULLIF(person_id, ''), at, intent, NULLIF(batch, ''), cols, prev, flags
    FROM ${rows} AS n`.execute(tx);
}

/** Entries as the database takes them. Of the operations nothing else is kept. */
export interface LogRows {
  readonly count: number;
  readonly rows: RawBuilder<unknown>;
}

export const logRows = (entries: readonly Entry[]): LogRows => ({ count: entries.length, rows: entryRows(entries) });

function entryRows(entries: readonly Entry[]): RawBuilder<unknown> {
  const of = <T>(pick: (op: OriginOperation) => T): T[] => entries.map(({ operation }) => pick(operation));
  const lists: Record<string, RawBuilder<unknown>> = {
    dseq: integers(of((op) => op.dseq), 'bigint'), grp: integers(of((op) => op.group), 'bigint'),
    op_id: uuids(of((op) => op.opId)), tbl: integers(of((op) => op.table), 'int'), row_id: texts(of((op) => op.rowId)), kind: integers(of((op) => op.kind), 'smallint'),
    hlc: integers(of((op) => op.hlc), 'bigint'), at: integers(of((op) => op.at), 'bigint'),
    cols: texts(entries.map(({ operation, texts: made }) => made?.columns ?? JSON.stringify(operation.columns))),
    prev: texts(entries.map(({ operation, texts: made }) => made?.previous ?? JSON.stringify(operation.previous))),
  };
  // Among what each row has: counted on where the lists are read.
  const same: Record<string, RawBuilder<unknown>> = { place: sql`generate_series(1, ${entries.length}::int)` };
  const origin = of((op) => op.origin);
  const [sv, batch, flags] = [of((op) => op.schemaVersion), of((op) => op.batch ?? ''), entries.map((entry) => entry.flags)];
  // What a push has in common is said once. All of it or nothing, so that few different statements are made.
  if ([origin, sv, batch, flags].every(isOne)) {
    Object.assign(same, { origin: sql`${origin[0]}::uuid`, sv: sql`${sv[0]}::int`, batch: sql`${batch[0]}::text`, flags: sql`${flags[0]}::int` });
  } else {
    Object.assign(lists, { origin: uuids(origin), sv: integers(sv, 'int'), batch: texts(batch), flags: integers(flags, 'int') });
  }
  for (const [name, list] of Object.entries({ person_id: of((op) => op.personId ?? ''), intent: of((op) => op.intent) })) {
    if (isOne(list)) same[name] = sql`${list[0]}::text`;
    else lists[name] = texts(list);
  }
  return listedRows(lists, same);
}

export const LOG_COLUMNS = sql.raw('seq, origin, dseq, grp, op_id, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev');

/** When a row of the log was stored, microseconds since 1970: of one transaction, and kept by backups and images of the disk as it is. */
export const STORED = sql<number>`(date_part('epoch', received_at) * 1e6)::bigint`;

export interface LogRow {
  seq: number; origin: string; dseq: number; grp: number; op_id: string; tbl: number; row_id: string; kind: number; hlc: number; sv: number;
  person_id: string | null; at: number; intent: string; batch: string | null; cols: string | null; prev: string | null;
  stored?: number;
}

/** A row of the log as it is sent. */
export const sentRow = (row: LogRow): LoggedTexts => ({
  seq: row.seq, origin: row.origin, dseq: row.dseq, group: row.grp, opId: row.op_id, table: row.tbl, rowId: row.row_id, kind: row.kind as Operation['kind'],
  hlc: row.hlc, schemaVersion: row.sv, personId: row.person_id, at: row.at, intent: row.intent, batch: row.batch, columnsText: row.cols ?? '[]', previousText: row.prev ?? '[]',
});

/** A row of the log as the operation it stands for. */
export const operationOf = (row: LogRow): LoggedOperation => ({
  seq: row.seq, origin: row.origin, dseq: row.dseq, group: row.grp, opId: row.op_id, table: row.tbl, rowId: row.row_id, kind: row.kind as Operation['kind'],
  hlc: row.hlc, schemaVersion: row.sv, personId: row.person_id, at: row.at, intent: row.intent, batch: row.batch, stored: row.stored,
  columns: row.cols === null ? [] : JSON.parse(row.cols) as ColumnValue[], previous: row.prev === null || row.prev === '[]' ? [] : JSON.parse(row.prev) as Previous[],
});

/** Who wrote versions of rows: by row and clock, newest first. */
export async function writersOf(tx: ClinicTx, clinicId: string, rowIds: readonly string[], clocks: readonly number[]): Promise<LoggedOperation[]> {
  const { rows } = await sql<LogRow>`SELECT ${LOG_COLUMNS}
    FROM op_log WHERE clinic_id = ${clinicId} AND row_id = ANY(${rowIds}::text[]) AND hlc = ANY(${clocks}::bigint[])`.execute(tx);
  return rows.map(operationOf);
}
