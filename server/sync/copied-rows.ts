import { sql } from 'kysely';
import { COPY_ORIGIN } from '#domain/sync/from-copy.ts';
import { OperationKind, tieOf, type Previous } from '#domain/sync/operation.ts';
import { versionOf, type RowVersions, type Version } from '#domain/sync/version.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import { writersOf } from './log-rows.ts';

const isCopied = ({ origin }: OriginOperation): boolean => origin === COPY_ORIGIN;
const rowKey = ({ table, rowId }: Pick<OriginOperation, 'table' | 'rowId'>): string => `${String(table)}:${rowId}`;
const versionKey = (row: string, [hlc, tie]: Version): string => `${row}@${String(hlc)}:${String(tie)}`;
const keyOf = (operation: OriginOperation): string => versionKey(rowKey(operation), [operation.hlc, tieOf(operation.opId)]);

/** Of what was made from rows of a copy: those whose version of the row is in the log, as its author wrote it. */
export async function knownVersions(tx: ClinicTx, clinicId: string, operations: readonly OriginOperation[]): Promise<string[]> {
  const made = operations.filter(isCopied);
  if (made.length === 0) return [];
  const written = new Set((await writersOf(tx, clinicId, made.map(({ rowId }) => rowId), made.map(({ hlc }) => hlc))).map(keyOf));
  return made.filter((operation) => written.has(keyOf(operation))).map(({ opId }) => opId);
}

/**
 * What was made from rows of a copy, with what stands in those rows since before the place `shared`: whoever wrote the copy's
 * values knew of that, and of nothing that came behind it.
 */
export async function withShared(tx: ClinicTx, clinicId: string, operations: readonly OriginOperation[], shared: number | undefined): Promise<readonly OriginOperation[]> {
  if (shared === undefined || !operations.some(isCopied)) return operations;
  const standing = await standingVersions(tx, clinicId, operations.filter(isCopied));
  const clocks = [...standing.values()].flatMap(({ base, over }) => [base, ...Object.values(over)]).map(([hlc]) => hlc);
  const writers = await writersOf(tx, clinicId, operations.map(({ rowId }) => rowId), clocks);
  const known = new Set(writers.filter(({ seq }) => seq <= shared).map(keyOf));
  return operations.map((operation) => {
    const row = rowKey(operation);
    const versions = isCopied(operation) && operation.kind !== OperationKind.insert ? standing.get(row) : undefined;
    if (!versions) return operation;
    const seen = operation.columns.map(([column]): Previous => [column, ...versionOf(versions, column)]).filter(([, hlc, tie]) => known.has(versionKey(row, [hlc, tie])));
    return { ...operation, previous: [...operation.previous, ...seen] };
  });
}

async function standingVersions(tx: ClinicTx, clinicId: string, operations: readonly OriginOperation[]): Promise<Map<string, RowVersions>> {
  const found = await tx.selectFrom('row_state').select(['tbl', 'row_id', 'base_hlc', 'base_tie', 'over']).where('clinic_id', '=', clinicId)
    .where('tbl', 'in', [...new Set(operations.map(({ table }) => table))]).where('row_id', '=', sql<string>`ANY(${operations.map(({ rowId }) => rowId)}::text[])`).execute();
  return new Map(found.map((row) => [rowKey({ table: row.tbl, rowId: row.row_id }),
    { base: [row.base_hlc, row.base_tie], over: row.over === null ? {} : JSON.parse(row.over) as Record<number, Version> }]));
}
