import { sql, type RawBuilder } from 'kysely';
import type { Contender } from '#domain/sync/conflict.ts';
import { OperationKind, versionOfOperation } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables } from '#domain/sync/tables.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { integers, listedRows, texts } from './sql-lists.ts';

/** A new row that carries a number as printed. */
interface Issue {
  readonly operation: OriginOperation;
  readonly number: string;
  /** The value of the column that people are shown. */
  readonly shown: string;
}

interface EarlierRow { tbl: number; number: string; op_id: string; hlc: number; origin: string; person_id: string | null; at: number }

/** Stands between columns that make a number together. */
const BETWEEN_PARTS = ' / ';

interface IssuedColumns {
  readonly all: readonly number[];
  readonly shown: number;
}

const numbered: ReadonlyMap<number, IssuedColumns> = new Map(Object.values(tables).flatMap(({ id, issued, columns }: TableSpec) => {
  const all = issued?.map((column) => columns[column]?.id ?? 0);
  return all ? [[id, { all, shown: all.at(-1) ?? 0 }] as const] : [];
}));

/** The columns by which rows of a table are numbered for people; undefined for other tables. */
export const issuedColumns = (table: number): IssuedColumns | undefined => numbered.get(table);

/** The statement that notes the numbers of new rows, if they have any. It fails when one was given before (isNoNews). */
export function noteNumbers(clinicId: string, operations: readonly OriginOperation[]): RawBuilder<unknown>[] {
  const issues = operations.flatMap(issueOf);
  return issues.length === 0 ? [] : [sql`INSERT INTO issued_number (clinic_id, tbl, number, row_id) SELECT ${clinicId}::uuid, w.* FROM ${listOf(issues)} AS w`];
}

/**
 * Notes the numbers of new rows, and finds those that another row was given before: by operation, the write that had it
 * first. A second use is never refused, because a card with it may be in somebody's hand (sync design 2.14).
 */
export async function usedNumbers(tx: ClinicTx, clinicId: string, operations: readonly OriginOperation[]): Promise<Map<string, Contender>> {
  const issues = operations.flatMap(issueOf);
  if (issues.length === 0) return new Map();
  const list = listOf(issues);
  const { numAffectedRows } = await sql`INSERT INTO issued_number (clinic_id, tbl, number, row_id) SELECT ${clinicId}::uuid, w.* FROM ${list} AS w ON CONFLICT DO NOTHING`.execute(tx);
  // Nearly always all of them are new, here and in the clinic.
  if (numAffectedRows === BigInt(issues.length)) return new Map();
  return givenBefore(issues, await earlierRows(tx, clinicId, list));
}

const listOf = (issues: readonly Issue[]): RawBuilder<unknown> => listedRows({
  tbl: integers(issues.map(({ operation }) => operation.table), 'int'), number: texts(issues.map(({ number }) => number)), row_id: texts(issues.map(({ operation }) => operation.rowId)),
});

/** Who had these numbers in rows that the log holds already. A row's standing insert is found by its clock. */
async function earlierRows(tx: ClinicTx, clinicId: string, list: RawBuilder<unknown>): Promise<EarlierRow[]> {
  const { rows } = await sql<EarlierRow>`SELECT w.tbl, w.number, o.op_id, o.hlc, o.origin, o.person_id, o.at FROM ${list} AS w
    CROSS JOIN LATERAL (SELECT row_id FROM issued_number n WHERE n.clinic_id = ${clinicId} AND n.tbl = w.tbl AND n.number = w.number AND n.row_id <> w.row_id LIMIT 1) AS other
    CROSS JOIN LATERAL (SELECT base_hlc FROM row_state r WHERE r.clinic_id = ${clinicId} AND r.tbl = w.tbl AND r.row_id = other.row_id LIMIT 1) AS s
    CROSS JOIN LATERAL (SELECT * FROM op_log l WHERE l.clinic_id = ${clinicId} AND l.hlc = s.base_hlc AND l.row_id = other.row_id AND l.tbl = w.tbl
      AND l.kind = ${OperationKind.insert} LIMIT 1) AS o`.execute(tx);
  return rows;
}

/** The second and later uses of a number, by operation: of one that the log had, or that is earlier in the batch. */
function givenBefore(issues: readonly Issue[], rows: readonly EarlierRow[]): Map<string, Contender> {
  const earlier = new Map(rows.map((row) => [keyOf(row.tbl, row.number), { opId: row.op_id, hlc: row.hlc, origin: row.origin, personId: row.person_id, at: row.at }]));
  const used = new Map<string, Contender>();
  const first = new Map<string, OriginOperation>();
  for (const { operation, number, shown } of issues) {
    const key = keyOf(operation.table, number);
    const inBatch = first.get(key);
    const before = earlier.get(key) ?? (inBatch && inBatch.rowId !== operation.rowId ? inBatch : undefined);
    if (before) used.set(operation.opId, { opId: before.opId, version: versionOfOperation(before), value: shown, origin: before.origin, personId: before.personId, at: before.at });
    if (!inBatch) first.set(key, operation);
  }
  return used;
}

const keyOf = (table: number, number: string): string => `${String(table)}:${number}`;

function issueOf(operation: OriginOperation): Issue[] {
  const columns = operation.kind === OperationKind.insert ? issuedColumns(operation.table) : undefined;
  if (!columns) return [];
  const values = columns.all.map((column) => operation.columns.find(([c]) => c === column)?.[1]);
  const shown = values.at(-1);
  if (typeof shown !== 'string' || !values.every(isStorable)) return [];
  return [{ operation, number: values.join(BETWEEN_PARTS), shown }];
}

/** What PostgreSQL keeps as text; anything else is no number that a program of ours printed. */
const isStorable = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= 100 && /^[\x20-\x7e]+$/.test(value);
