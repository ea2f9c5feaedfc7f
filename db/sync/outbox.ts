import type { Operation } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { operationOf } from '../stream.ts';

export interface Outgoing {
  readonly operations: readonly Operation[];
  /** The chain before the first, and after the last. */
  readonly previousChain: Uint8Array;
  readonly chain: Uint8Array;
}

interface Row {
  dseq: number; grp: number; op_id: string; tbl: number; row_id: string; kind: number; hlc: number; sv: number; person_id: string | null;
  at: number; intent: string; batch: string | null; cols: string; prev: string; chain: Uint8Array;
}

const START = new Uint8Array(16);

/**
 * The next operations of this PC after `after`, whole transactions only: as many as fit `most` and `bytes`, at least
 * one group. Undefined when all was sent.
 */
export function nextOutgoing(db: ReadDb, after: number, most: number, bytes: number): Outgoing | undefined {
  const rows: Row[] = [];
  let size = 0;
  for (const row of db.statement('SELECT * FROM operation WHERE dseq > ? ORDER BY dseq LIMIT ?').all(after, most + 1) as Row[]) {
    size += row.cols.length + row.prev.length + 100;
    rows.push(row);
    if (size > bytes) break;
  }
  const whole = wholeGroups(db, rows, most, bytes, size);
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last) return undefined;
  return { operations: whole.map(operationOf), previousChain: linkAt(db, first.dseq - 1), chain: last.chain };
}

/** Cuts the last group off when it may go on behind the limit; a single group goes whole, however large. */
function wholeGroups(db: ReadDb, rows: readonly Row[], most: number, bytes: number, size: number): readonly Row[] {
  if (rows.length <= most && size <= bytes) return rows;
  const last = rows.at(-1)?.grp;
  const whole = rows.filter((row) => row.grp !== last);
  if (whole.length > 0) return whole;
  return db.statement('SELECT * FROM operation WHERE dseq >= ? AND grp = ? ORDER BY dseq').all(rows[0]?.dseq ?? 0, last) as Row[];
}

/** This PC's chain after an operation. */
export function linkAt(db: ReadDb, dseq: number): Uint8Array {
  const row = db.statement('SELECT chain FROM operation WHERE dseq = ?').get(dseq) as { chain: Uint8Array } | undefined;
  return row?.chain ?? START;
}

/** The last operation of this PC: 0 before the first. */
export const lastOwn = (db: ReadDb): number => (db.statement('SELECT max(dseq) AS last FROM operation').get() as { last: number | null }).last ?? 0;

/** Beyond so many operations each counts as a change: going through a whole register each time would hold up the desk. */
const MOST_COUNTED = 20_000;

/** What a person would call a change that waits: a transaction that wrote more than the note that somebody looked at a record. */
const CHANGES = `FROM operation WHERE dseq > ? AND tbl <> ${String(tables.record_access.id)}`;

/** How many changes wait to be sent, and since when (milliseconds since 1970). */
export function outboxState(db: ReadDb, acked: number): { readonly waiting: number; readonly oldestAt: number | null } {
  const operations = lastOwn(db) - acked;
  if (operations <= 0) return { waiting: 0, oldestAt: null };
  const oldest = db.statement(`SELECT at ${CHANGES} ORDER BY dseq LIMIT 1`).get(acked) as { at: number } | undefined;
  if (operations > MOST_COUNTED) return { waiting: operations, oldestAt: oldest?.at ?? null };
  const { changes } = db.statement(`SELECT count(DISTINCT grp) AS changes ${CHANGES}`).get(acked) as { changes: number };
  return { waiting: changes, oldestAt: oldest?.at ?? null };
}
