import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';

/** What a PC needs before it can work reaches back this far. */
const RECENT_MS = 90 * 86_400_000;

/** Tables whose rows a PC needs only while they are recent or open, by the column that dates them; and those it needs later. */
const DATED: Partial<Record<SyncedTable, string>> = {
  encounter: 'started_at', token: 'arrived_at', token_event: 'at', observation: 'taken_at', observation_mark: 'at',
};
const LATER: ReadonlySet<SyncedTable> = new Set(['patient_photo', 'record_access']);
const ENDED: ReadonlySet<Scalar> = new Set(['done', 'finished', 'ended', 'left', 'no-show', 'cancelled', 'closed', 'completed', 'entered-in-error', 'unknown']);

/** Days are dated by visits of these tables when patients are put in the order in which they were last seen. */
export const VISITS = ['encounter', 'token'] as const satisfies readonly SyncedTable[];

export type Values = Readonly<Record<number, Scalar>>;

/** Into which part of a snapshot a row of this table goes: 1 is fetched first, 2 in the background (sync design 2.11). */
export function tierOf(tableId: number, nowMs: number): (values: Values) => 1 | 2 {
  const name = tableById(tableId);
  if (name === undefined || LATER.has(name)) return () => 2;
  const spec: TableSpec = tables[name];
  const status = spec.columns.status?.id;
  if (name === 'conflict') return (values) => (status !== undefined && values[status] === 'open' ? 1 : 2);
  const dated = DATED[name];
  if (dated === undefined) return () => 1;
  const date = spec.columns[dated]?.id ?? 0;
  const since = new Date(nowMs - RECENT_MS).toISOString();
  return (values) => (String(values[date] ?? '') >= since || (status !== undefined && !ENDED.has(values[status] ?? null)) ? 1 : 2);
}

/** The column that names the patient of a row: its own id for `0`; undefined when rows of the table belong to none. */
export function patientColumn(tableId: number): number | undefined {
  const name = tableById(tableId);
  const spec: TableSpec | undefined = name && tables[name];
  if (spec?.patient === undefined) return undefined;
  return spec.patient === 'id' ? 0 : spec.columns[spec.patient]?.id;
}

/** When a visit was, as its row says; for the order of patients. */
export function visitDate(table: (typeof VISITS)[number], values: Values): string {
  const spec: TableSpec = tables[table];
  return String(values[spec.columns[DATED[table] ?? '']?.id ?? 0] ?? '');
}
