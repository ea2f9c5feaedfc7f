import { sql } from 'kysely';
import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedRow, type SyncedTable } from '#domain/sync/tables.ts';
import { newest, type Version } from '#domain/sync/version.ts';
import type { ClinicTx } from '../db/schema.ts';
import { texts } from '../sync/sql-lists.ts';

/** A merged row under the names of its columns. */
export type Stored<T extends SyncedTable> = SyncedRow<T> & {
  /** Changes with every write. */
  readonly version: string;
};

interface StateRow { row_id: string; cols: string; base_hlc: number; base_tie: number; over: string | null }

const COLUMNS = sql.raw('s.row_id, s.cols, s.base_hlc, s.base_tie, s.over');

function storedOf<T extends SyncedTable>(name: T, row: StateRow): Stored<T> {
  const spec: TableSpec = tables[name];
  const values = JSON.parse(row.cols) as Record<number, Scalar>;
  const over = row.over === null ? {} : JSON.parse(row.over) as Record<number, Version>;
  const named = Object.fromEntries(Object.entries(spec.columns).map(([column, { id }]) => [column, values[id] ?? null]));
  return { ...named, id: row.row_id, version: newest({ base: [row.base_hlc, row.base_tie], over }).join('.') } as Stored<T>;
}

/** A row whose insert has come. */
const isWhole = ({ base_hlc }: StateRow): boolean => base_hlc > 0;

/** These rows as they stand, in the order asked for; those that are not there are left out. */
export async function storedRows<T extends SyncedTable>(tx: ClinicTx, clinicId: string, name: T, ids: readonly string[]): Promise<Stored<T>[]> {
  const readable = ids.filter((id) => id !== '' && id.isWellFormed() && !/\p{Cc}/u.test(id));
  if (readable.length === 0) return [];
  const { rows } = await sql<StateRow>`SELECT ${COLUMNS} FROM unnest(${texts(readable)}) WITH ORDINALITY AS w(row_id, place)
    CROSS JOIN LATERAL (SELECT * FROM row_state r WHERE r.clinic_id = ${clinicId}::uuid AND r.tbl = ${tables[name].id}::int AND r.row_id = w.row_id LIMIT 1) AS s
    ORDER BY w.place`.execute(tx);
  return rows.filter(isWhole).map((row) => storedOf(name, row));
}

/** A page of a table's rows by their ids, which are made in the order of time. */
export async function pageOfRows<T extends SyncedTable>(
  tx: ClinicTx, clinicId: string, name: T, page: { readonly after: string | undefined; readonly limit: number; readonly backwards: boolean },
): Promise<Stored<T>[]> {
  const order = sql.raw(page.backwards ? 'DESC' : 'ASC');
  const beyond = page.after === undefined ? sql`` : sql`AND s.row_id ${sql.raw(page.backwards ? '<' : '>')} ${page.after}`;
  const { rows } = await sql<StateRow>`SELECT ${COLUMNS} FROM row_state s WHERE s.clinic_id = ${clinicId}::uuid AND s.tbl = ${tables[name].id}::int ${beyond}
    ORDER BY s.clinic_id ${order}, s.tbl ${order}, s.row_id ${order} LIMIT ${page.limit}`.execute(tx);
  return rows.filter(isWhole).map((row) => storedOf(name, row));
}

export type PartTable = 'patient_contact' | 'allergy' | 'patient_identifier' | 'patient_photo';
export const PART_TABLES: readonly PartTable[] = ['patient_contact', 'allergy', 'patient_identifier', 'patient_photo'];

/** What belongs to these patients in a table, oldest first (patient-index.ts keeps the list). */
export async function partsOf<T extends PartTable>(tx: ClinicTx, clinicId: string, name: T, patientIds: readonly string[]): Promise<Stored<T>[]> {
  if (patientIds.length === 0) return [];
  const { rows } = await sql<{ row_id: string }>`SELECT p.row_id FROM patient_part p WHERE p.clinic_id = ${clinicId}::uuid AND p.patient_id = ANY(${patientIds}::text[])
    AND p.tbl = ${tables[name].id}::int ORDER BY p.row_id`.execute(tx);
  return storedRows(tx, clinicId, name, rows.map(({ row_id }) => row_id));
}
