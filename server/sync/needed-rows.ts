import { sql } from 'kysely';
import { OperationKind } from '#domain/sync/operation.ts';
import type { ClinicTx } from '../db/schema.ts';
import { DISCARDED, isNotInLog } from './set-aside.ts';

/** What stands as the reason why such a row is listed. */
export const NEEDED = 'needed';

/**
 * Inserts that a manager discarded while the record has changes of their rows, let in or written afterwards: every other PC keeps
 * these for a row that never comes, and shows none of them. Not those that somebody left out knowing that, until more is written.
 */
export const isNeeded = sql<boolean>`(status = ${DISCARDED} AND body LIKE ${`%"kind":${String(OperationKind.insert)},%`} AND EXISTS (SELECT 1 FROM row_state s
  WHERE s.clinic_id = quarantine.clinic_id AND s.tbl = substring(body from '"table":([0-9]+)')::int AND s.row_id = substring(body from '"rowId":"([^"]*)"')
    AND s.base_hlc = 0 AND s.last_seq > coalesce(left_at, 0)) AND ${isNotInLog})`;

export interface NeededRow {
  readonly op_id: string;
  readonly origin: string;
  readonly dseq: number;
  readonly received_at: Date;
  readonly contents?: string;
}

/** Those of a clinic, oldest first; `contents` only for those who may read its records. */
export async function neededRows(tx: ClinicTx, clinicId: string, contents: boolean): Promise<NeededRow[]> {
  return tx.selectFrom('quarantine').select(['op_id', 'origin', 'dseq', 'received_at']).select(contents ? [sql<string>`left(body, 20000)`.as('contents')] : [])
    .where('clinic_id', '=', clinicId).where(isNeeded).orderBy('received_at').orderBy('dseq').execute();
}
