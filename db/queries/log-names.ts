import type { Scalar } from '#domain/sync/operation.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import type { ReadDb } from '../read.ts';
import { metaOf } from './clinic.ts';

/** Who and which PC the ids of the log mean. */
export interface LogNames {
  /** People, and programs that write with a token. */
  readonly people: ReadonlyMap<string, string>;
  /** Name of a PC by its id; this one's under ''. */
  readonly pcs: ReadonlyMap<string, string>;
}

export function logNames(db: ReadDb): LogNames {
  const people = [...db.all(db.build.selectFrom('person').select(['id', 'name'])), ...db.all(db.build.selectFrom('api_token').select(['id', 'name']))];
  const pcs = db.all(db.build.selectFrom('device').select(['id', 'name'])).map(({ id, name }) => [id, name] as const);
  const own = pcs.find(([id]) => id === metaOf(db, 'device_id'))?.[1] ?? metaOf(db, 'slot') ?? '';
  return { people: new Map(people.map(({ id, name }) => [id, name])), pcs: new Map([...pcs, ['', own]]) };
}

/** The column with this stable id; its number where a newer program wrote it. */
export const columnNameOf = (table: SyncedTable, id: number): string => findColumn(table, id) ?? String(id);

/** Undefined where this program does not know it. */
export function findColumn(table: SyncedTable, id: number): string | undefined {
  const spec: TableSpec = tables[table];
  return Object.entries(spec.columns).find(([, column]) => column.id === id)?.[0];
}

const secretColumns: { readonly [T in SyncedTable]?: readonly string[] } = {
  credential: ['pin_hash', 'password_hash'], api_token: ['secret_hash'], patient_photo: ['jpeg'],
};

/** A value of the log as people may see it: of hashes of secrets and of pictures only that they changed. */
export function shownValue(table: SyncedTable | undefined, column: number, value: Scalar): string | null {
  if (value === null) return null;
  if (table && secretColumns[table]?.includes(columnNameOf(table, column))) return '•••';
  return String(value);
}
