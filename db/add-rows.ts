import { stampWrite } from '#domain/sync/clock.ts';
import type { Id } from '#domain/kit/ids.ts';
import { OperationKind, tieOf, type ColumnValue, type Scalar } from '#domain/sync/operation.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ReadDb } from './read.ts';
import { TOGETHER, type LoggedInsert, type OperationStream, type SharedHeader } from './stream.ts';
import { bulkStatement, type BulkStatement } from './typed-row.ts';

type Content = Readonly<Record<string, unknown>>;

export interface AddRowsParts {
  readonly db: ReadDb;
  readonly stream: OperationStream;
  readonly newId: () => Id;
  readonly header: Omit<SharedHeader, 'table' | 'kind'>;
}

/** Rows of one table; what is in `shared` is the same for all of them. */
export interface RowsToAdd {
  readonly name: SyncedTable;
  readonly shared: Content;
  readonly rows: readonly Content[];
}

/**
 * Adds rows with their operations, some at a time: far fewer calls than one by one. A row whose id is here already is
 * left as it is. Returns the local number of each row, 0 for those.
 */
export function addRows(parts: AddRowsParts, { name, shared, rows }: RowsToAdd): number[] {
  const statement = bulkStatement(name, shared);
  const header: SharedHeader = { ...parts.header, table: tables[name].id, kind: OperationKind.insert };
  const rids: number[] = [];
  for (let from = 0; from < rows.length; from += TOGETHER) {
    const some = rows.slice(from, from + TOGETHER);
    rids.push(...(some.length === TOGETHER ? addTogether(parts, header, statement, some) : undefined) ?? addEach(parts, header, statement, some));
  }
  return rids;
}

/** Undefined, and nothing done, when SQLite refuses one of them. */
function addTogether({ db, stream, newId }: AddRowsParts, header: SharedHeader, statement: BulkStatement, rows: readonly Content[]): number[] | undefined {
  const [values, operations]: [Scalar[], LoggedInsert[]] = [[], []];
  let clock = stream.head.hlc;
  for (const row of rows) {
    clock = stampWrite(header.at, clock, 0);
    operations.push(bound(statement, row, clock, newId(), values));
  }
  let last: number;
  try {
    last = Number(db.statement(statement.many).run(values, statement.shared).lastInsertRowid);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) return undefined;
    throw error;
  }
  stream.appendMany(header, operations);
  return rows.map((_row, i) => last - rows.length + 1 + i);
}

function addEach({ db, stream, newId }: AddRowsParts, header: SharedHeader, statement: BulkStatement, rows: readonly Content[]): number[] {
  return rows.map((row) => {
    const values: Scalar[] = [];
    const operation = bound(statement, row, stampWrite(header.at, stream.head.hlc, 0), newId(), values);
    const { changes, lastInsertRowid } = db.statement(statement.one).run(values, statement.shared);
    if (changes === 0) return 0;
    stream.appendMany(header, [operation]);
    return Number(lastInsertRowid);
  });
}

/** Appends a row's parameters and gives its operation. */
function bound(statement: BulkStatement, row: Content, hlc: number, opId: Id, values: Scalar[]): LoggedInsert {
  const columns: ColumnValue[] = statement.bind(row, values);
  values.push(hlc, tieOf(opId));
  return { opId, rowId: row['id'] as Id, hlc, columns };
}
