import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { Pc } from '../pc.ts';

export interface Own { readonly op_id: string; readonly tbl: number; readonly row_id: string }

export const ownOf = ({ store }: Pc): Map<string, Own> => new Map((store.read.statement('SELECT op_id, tbl, row_id FROM operation').all() as Own[]).map((own) => [own.op_id, own]));
export const fatesOf = ({ store }: Pc): Map<string, string> =>
  new Map((store.read.statement('SELECT op_id, fate FROM operation_fate').all() as { op_id: string; fate: string }[]).map(({ op_id, fate }) => [op_id, fate]));
export const rowKey = (table: number, row: string): string => `${String(table)}:${row}`;

/** Rows that a PC says it could not make what they are without what was discarded of them, and did not since. */
export function keptRows(pc: Pc): Set<string> {
  const [fates, own] = [fatesOf(pc), ownOf(pc)];
  const left = new Set([...fates].flatMap(([id, fate]) => (fate === 'discarded' ? own.get(id) ?? [] : [])).map(({ tbl, row_id }) => rowKey(tbl, row_id)));
  const told = pc.store.read.statement("SELECT detail FROM sync_incident WHERE kind IN ('discard-kept', 'discard-unfit')").all() as { detail: string }[];
  return new Set(told.map(({ detail }) => JSON.parse(detail) as { table: SyncedTable; row: string }).map(({ table, row }) => rowKey(tables[table].id, row)).filter((key) => left.has(key)));
}
