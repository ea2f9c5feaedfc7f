import type { Operation } from '#domain/sync/operation.ts';
import { CHAIN_START, linkOver, nextLink } from './chain.ts';
import type { Connection, Statement } from './connection.ts';
import { INDEXED_TOGETHER } from './migrations/0010-first-day.ts';

/** The head of this PC's own stream of operations, kept in memory and restored when a transaction is undone. */
export interface StreamHead {
  dseq: number;
  /** This PC's clock: the stamp of the last operation, unless that overwrote a value from the far future. */
  hlc: number;
  chain: Uint8Array;
}

const insertSql = `INSERT INTO operation
  (dseq, grp, op_id, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev, chain)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** In the order of the rows, which fills pages one after the other. */
const indexSql = 'INSERT OR IGNORE INTO operation_row (row_id, dseq) SELECT row_id, dseq FROM operation WHERE dseq > ? ORDER BY row_id, dseq';

/** Where the clock stood after an operation whose stamp it did not follow; that of any other is the clock. */
interface ClockAfter {
  readonly dseq: number;
  readonly hlc: number;
}
const CLOCK_AFTER = 'clock_after';

/** Appends operations to the log and keeps the chain. */
export class OperationStream {
  head: StreamHead;
  readonly #insert: Statement;
  readonly #index: Statement;
  readonly #keepClock: Statement;

  constructor(connection: Connection) {
    this.#insert = connection.prepare(insertSql);
    this.#index = connection.prepare(indexSql);
    this.#keepClock = connection.prepare(`INSERT INTO local_meta (key, value) VALUES ('${CLOCK_AFTER}', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value`);
    const last = connection.prepare('SELECT dseq, hlc, chain FROM operation ORDER BY dseq DESC LIMIT 1').get() as StreamHead | undefined;
    const kept = connection.prepare('SELECT value FROM local_meta WHERE key = ?').get(CLOCK_AFTER) as { value: string } | undefined;
    const after = kept && (JSON.parse(kept.value) as ClockAfter);
    const highest = connection.prepare("SELECT value FROM local_meta WHERE key = 'hlc_heard'").get() as { value: string } | undefined;
    this.head = {
      dseq: last?.dseq ?? 0,
      hlc: Math.max((after?.dseq === last?.dseq ? after?.hlc : last?.hlc) ?? 0, Number(highest?.value ?? 0)),
      chain: last?.chain ?? CHAIN_START,
    };
  }

  /** @param clock this PC's clock after the operation */
  append(op: Operation, clock: number): void {
    const cols = JSON.stringify(op.columns);
    const prev = op.previous.length === 0 ? '[]' : JSON.stringify(op.previous);
    const chain = linkOver(this.head.chain, canonicalWith(op, cols, prev));
    this.#insert.run(
      op.dseq, op.group, op.opId, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
      cols, prev, chain,
    );
    this.head = { dseq: op.dseq, hlc: clock, chain };
    if (clock !== op.hlc) this.#keepClock.run(JSON.stringify({ dseq: op.dseq, hlc: clock } satisfies ClockAfter));
    if (op.dseq % INDEXED_TOGETHER === 0) this.#index.run(op.dseq - INDEXED_TOGETHER);
  }
}

/** `canonical` of an operation whose columns and versions are text already, so that they become text only once. */
export function canonicalWith(op: Operation, cols: string, prev: string): string {
  const header = JSON.stringify([
    1, op.dseq, op.group, op.opId, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
  ]);
  return `${header.slice(0, -1)},${cols},${prev}]`;
}

interface StoredOperation {
  dseq: number; grp: number; op_id: string; tbl: number; row_id: string; kind: number; hlc: number; sv: number;
  person_id: string | null; at: number; intent: string; batch: string | null; cols: string; prev: string; chain: Uint8Array;
}

/** A log row as the operation it stands for. */
export function operationOf(row: StoredOperation): Operation {
  return {
    dseq: row.dseq, group: row.grp, opId: row.op_id, table: row.tbl, rowId: row.row_id, kind: row.kind as Operation['kind'],
    hlc: row.hlc, schemaVersion: row.sv, personId: row.person_id, at: row.at, intent: row.intent, batch: row.batch,
    columns: JSON.parse(row.cols) as Operation['columns'], previous: JSON.parse(row.prev) as Operation['previous'],
  };
}

/** Recomputes the chain from the first operation. `firstBad` is the `dseq` of the first that does not fit. */
export function verifyChain(rows: Iterable<StoredOperation>): { entries: number; firstBad: number | null } {
  let previous: Uint8Array = CHAIN_START;
  let entries = 0;
  for (const row of rows) {
    entries += 1;
    const link = row.dseq === entries ? linkOf(previous, row) : undefined;
    if (!link || !Buffer.from(link).equals(row.chain)) return { entries, firstBad: row.dseq };
    previous = link;
  }
  return { entries, firstBad: null };
}

/** The link a row must carry; undefined when its text is not as this program writes it. */
function linkOf(previous: Uint8Array, row: StoredOperation): Uint8Array | undefined {
  try {
    const operation = operationOf(row);
    const isOurs = JSON.stringify(operation.columns) === row.cols && JSON.stringify(operation.previous) === row.prev;
    return isOurs ? nextLink(previous, operation) : undefined;
  } catch {
    return undefined;
  }
}
