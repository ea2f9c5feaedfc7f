import type { Operation } from '#domain/sync/operation.ts';
import { CHAIN_START, LINK_BYTES, linkOver, linksOver, nextLink } from './chain.ts';
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

/** Operations and rows of one statement: enough that its own cost does not count, with fewer parameters than SQLite allows. */
export const TOGETHER = 16;

/** Inserts that have a header in common. */
const insertManySql = insertSql.replace(/VALUES .*/, `VALUES ${Array.from({ length: TOGETHER }, (_, i) =>
  `(?, :group, ?, :table, ?, :kind, ?, :schemaVersion, :personId, :at, :intent, :batch, ?, '[]', substr(:links, ${1 + i * LINK_BYTES}, ${LINK_BYTES}))`).join(', ')}`);

/** What operations written together have in common. */
export type SharedHeader = Pick<Operation, 'group' | 'table' | 'kind' | 'schemaVersion' | 'personId' | 'at' | 'intent' | 'batch'>;
/** What each of them has of its own; it replaces nothing. */
export type LoggedInsert = Pick<Operation, 'opId' | 'rowId' | 'hlc' | 'columns'>;

/** In the order of the rows, which fills pages one after the other. */
const indexSql = 'INSERT OR IGNORE INTO operation_row (row_id, dseq) SELECT row_id, dseq FROM operation WHERE dseq > ? AND dseq <= ? ORDER BY row_id, dseq';

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
  readonly #insertMany: Statement;
  readonly #index: Statement;
  readonly #keepClock: Statement;

  constructor(connection: Connection) {
    this.#insert = connection.prepare(insertSql);
    this.#insertMany = connection.prepare(insertManySql);
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
    this.#indexFrom(op.dseq - 1);
  }

  /** The same for inserts with a header in common, each stamped after the one before; this PC's clock follows the last. */
  appendMany(header: SharedHeader, ops: readonly LoggedInsert[]): void {
    for (let from = 0; from < ops.length; from += TOGETHER) {
      const some = ops.slice(from, from + TOGETHER);
      if (some.length === TOGETHER) this.#appendTogether(header, some);
      else for (const op of some) this.append({ ...header, ...op, dseq: this.head.dseq + 1, previous: [] }, op.hlc);
    }
  }

  #appendTogether(header: SharedHeader, ops: readonly LoggedInsert[]): void {
    const { dseq: before, chain } = this.head;
    const { group, table, kind, schemaVersion, personId, at, intent, batch } = header;
    const shared = `${schemaVersion},${JSON.stringify(personId)},${at},${JSON.stringify(intent)},${JSON.stringify(batch)}`;
    const values: (string | number)[] = [];
    const texts = ops.map(({ opId, rowId, hlc, columns }, i) => {
      const [dseq, cols] = [before + 1 + i, JSON.stringify(columns)];
      values.push(dseq, opId, rowId, hlc, cols);
      return `[1,${dseq},${group},${JSON.stringify(opId)},${table},${JSON.stringify(rowId)},${kind},${hlc},${shared},${cols},[]]`;
    });
    const links = linksOver(chain, texts);
    this.#insertMany.run(values, { group, table, kind, schemaVersion, personId, at, intent, batch, links });
    this.head = { dseq: before + ops.length, hlc: ops.at(-1)?.hlc ?? this.head.hlc, chain: links.subarray(-LINK_BYTES) };
    this.#indexFrom(before);
  }

  /** Indexes what has become complete since the operation `before` was the last. */
  #indexFrom(before: number): void {
    const [from, to] = [wholeOf(before), wholeOf(this.head.dseq)];
    if (to > from) this.#index.run(from, to);
  }
}

/** The last operation of the last whole group of `INDEXED_TOGETHER`. */
export const wholeOf = (dseq: number): number => dseq - (dseq % INDEXED_TOGETHER);

/** `canonical` of an operation whose columns and versions are text already, so that they become text only once. */
export function canonicalWith(op: Operation, cols: string, prev: string): string {
  const header = JSON.stringify([
    1, op.dseq, op.group, op.opId, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
  ]);
  return `${header.slice(0, -1)},${cols},${prev}]`;
}

/** A row of a log of operations, without its link where the log is chained. */
export interface OperationRow {
  dseq: number; grp: number; op_id: string; tbl: number; row_id: string; kind: number; hlc: number; sv: number;
  person_id: string | null; at: number; intent: string; batch: string | null; cols: string; prev: string;
}

/** A row of this PC's own log. */
export interface StoredOperation extends OperationRow { chain: Uint8Array }

/** A log row as the operation it stands for. */
export function operationOf(row: OperationRow): Operation {
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
