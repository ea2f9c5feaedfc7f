import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** What the server says became of an operation of this PC that is not simply stored. */
export interface Fate {
  readonly dseq: number;
  readonly opId: string;
  readonly fate: string;
  readonly reason: string;
}

/** Keeps what the server says of single operations, so that somebody here can see it. */
export function keepFates(tx: WriteDb, fates: readonly Fate[]): void {
  for (const { dseq, opId, fate, reason } of fates) {
    tx.statement('INSERT INTO operation_fate (op_id, dseq, fate, reason) VALUES (?, ?, ?, ?) ON CONFLICT(op_id) DO NOTHING').run(opId, dseq, fate, reason);
  }
}

/** An operation that had been set aside is in the clinic's log after all: somebody let it in. */
export function forgetSetAside(tx: WriteDb, opId: string): void {
  tx.statement("DELETE FROM operation_fate WHERE op_id = ? AND fate = 'quarantined'").run(opId);
}

/** Rows of a table that this PC wrote and the server set aside: they stay as they are here until somebody decides, and are not the server's. */
export const rowsSetAside = (db: ReadDb, table: number): ReadonlySet<string> =>
  new Set((db.statement("SELECT row_id FROM operation WHERE tbl = ? AND op_id IN (SELECT op_id FROM operation_fate WHERE fate = 'quarantined')").all(table) as { row_id: string }[]).map(({ row_id }) => row_id));
