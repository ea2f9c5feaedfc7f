import { tieOf } from '#domain/sync/operation.ts';
import type { OriginOperation, LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { operationOf, type OperationRow } from '../stream.ts';
import { operationsIn, pageOf } from './log-page.ts';

/** So many operations at most stand in a page: reading the history of a row unpacks each page it occurs in. */
const OPERATIONS_OF_A_PAGE = 128;

/**
 * Writes operations of other PCs into the log of what came, as they are, each with its place in the server's log. One
 * that comes again, as after a restore of the server, is confirmed by that.
 */
export function remember(tx: WriteDb, operations: readonly LoggedOperation[]): void {
  const waiting = tx.statement('SELECT 1 FROM unconfirmed_operation LIMIT 1').get() !== undefined;
  if (waiting) for (const { opId } of operations) tx.statement('DELETE FROM unconfirmed_operation WHERE op_id = ?').run(opId);
  for (let at = 0; at < operations.length; at += OPERATIONS_OF_A_PAGE) addPage(tx, operations.slice(at, at + OPERATIONS_OF_A_PAGE));
}

function addPage(tx: WriteDb, operations: readonly LoggedOperation[]): void {
  let [first, last] = [Infinity, 0];
  for (const { hlc } of operations) {
    first = Math.min(first, hlc);
    last = Math.max(last, hlc);
  }
  const { lastInsertRowid } = tx.statement('INSERT INTO foreign_page (first_hlc, last_hlc, last_seq, body) VALUES (?, ?, ?, ?)')
    .run(first, last, operations.at(-1)?.seq ?? 0, pageOf(operations));
  // In the order of the rows, which fills the index one of its pages after the other.
  tx.statement('INSERT OR IGNORE INTO foreign_row (row_id, pid) SELECT value, ? FROM json_each(?) ORDER BY value')
    .run(lastInsertRowid, JSON.stringify(operations.map(({ rowId }) => rowId)));
}

interface Page { readonly pid: number; readonly last_hlc: number; readonly last_seq: number; readonly body: Uint8Array }

/** What came of operations of other PCs after this place of the server's log counts as unconfirmed from now on. */
export function unconfirmAfter(tx: WriteDb, seq: number): void {
  const newest = tx.statement('SELECT pid, last_hlc, last_seq, body FROM foreign_page ORDER BY pid DESC LIMIT 1');
  for (let page = newest.get() as Page | undefined; page && page.last_seq > seq; page = newest.get() as Page | undefined) {
    const operations = operationsIn(page.body);
    for (const operation of operations) if (operation.seq > seq) addUnconfirmed(tx, operation);
    tx.statement('DELETE FROM foreign_row WHERE row_id IN (SELECT value FROM json_each(?)) AND pid = ?').run(JSON.stringify(operations.map(({ rowId }) => rowId)), page.pid);
    tx.statement('DELETE FROM foreign_page WHERE pid = ?').run(page.pid);
    const kept = operations.filter((operation) => operation.seq <= seq);
    if (kept.length === 0) continue;
    addPage(tx, kept);
    return;
  }
}

function addUnconfirmed(tx: WriteDb, op: LoggedOperation): void {
  tx.statement(`INSERT OR IGNORE INTO unconfirmed_operation (op_id, origin, dseq, grp, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    op.opId, op.origin, op.dseq, op.group, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
    JSON.stringify(op.columns), JSON.stringify(op.previous),
  );
}

export type UnconfirmedRow = OperationRow & { readonly origin: string };

export const unconfirmedOperation = (row: UnconfirmedRow): OriginOperation => ({ ...operationOf(row), origin: row.origin });

/** What came from other PCs about these rows, in no particular order. */
export function foreignOperationsOf(db: ReadDb, rowIds: readonly string[]): OriginOperation[] {
  const [ids, list] = [new Set(rowIds), JSON.stringify(rowIds)];
  const pages = db.statement(`SELECT body FROM foreign_page WHERE pid IN (SELECT pid FROM foreign_row WHERE row_id IN (SELECT value FROM json_each(?)))`).all(list) as Pick<Page, 'body'>[];
  const rows = db.statement('SELECT * FROM unconfirmed_operation WHERE row_id IN (SELECT value FROM json_each(?))').all(list) as UnconfirmedRow[];
  return once([...pages.flatMap(({ body }) => operationsIn(body).filter(({ rowId }) => ids.has(rowId))), ...rows.map(unconfirmedOperation)]);
}

/** Everything that came from other PCs, a page at a time. */
export function* allForeignOperations(db: ReadDb): Generator<readonly OriginOperation[]> {
  const next = db.statement('SELECT pid, body FROM foreign_page WHERE pid > ? ORDER BY pid LIMIT 1');
  for (let page = next.get(0) as Page | undefined; page; page = next.get(page.pid) as Page | undefined) yield operationsIn(page.body);
  yield (db.statement('SELECT * FROM unconfirmed_operation').all() as UnconfirmedRow[]).map(unconfirmedOperation);
}

export interface ForeignFilter {
  readonly personId?: string | undefined;
  readonly rowIds?: readonly string[] | undefined;
  readonly limit: number;
}

/** What came from other PCs before a version, newest first by their clocks. */
export function foreignOperationsBefore(db: ReadDb, [hlc, tie]: readonly [hlc: number, tie: number], { personId, rowIds, limit }: ForeignFilter): OriginOperation[] {
  const ids = rowIds && new Set(rowIds);
  const isAsked = (op: OriginOperation): boolean => (op.hlc < hlc || (op.hlc === hlc && tieOf(op.opId) < tie))
    && (personId === undefined || op.personId === personId) && (!ids || ids.has(op.rowId));
  const list = rowIds && JSON.stringify(rowIds);
  const waiting = (list === undefined ? db.statement('SELECT * FROM unconfirmed_operation').all()
    : db.statement('SELECT * FROM unconfirmed_operation WHERE row_id IN (SELECT value FROM json_each(?))').all(list)) as UnconfirmedRow[];
  const pages = (list === undefined ? db.statement('SELECT last_hlc, body FROM foreign_page WHERE first_hlc <= ? ORDER BY last_hlc DESC').iterate(hlc)
    : db.statement('SELECT last_hlc, body FROM foreign_page WHERE first_hlc <= ? AND pid IN (SELECT pid FROM foreign_row WHERE row_id IN (SELECT value FROM json_each(?))) ORDER BY last_hlc DESC')
      .iterate(hlc, list)) as IterableIterator<Page>;
  let found = newestOf(waiting.map(unconfirmedOperation).filter(isAsked), limit);
  for (const { last_hlc: newest, body } of pages) {
    const least = found.length < limit ? -1 : found.at(-1)?.hlc ?? -1;
    if (newest < least) break;
    const more = operationsIn(body).filter(isAsked);
    if (more.length > 0) found = newestOf([...found, ...more], limit);
  }
  return found;
}

const newestOf = (operations: readonly OriginOperation[], most: number): OriginOperation[] =>
  once(operations).sort((a, b) => b.hlc - a.hlc || tieOf(b.opId) - tieOf(a.opId)).slice(0, most);

/** Each operation once, wherever else it stands as well. */
const once = (operations: readonly OriginOperation[]): OriginOperation[] => [...new Map(operations.map((operation) => [operation.opId, operation])).values()];
