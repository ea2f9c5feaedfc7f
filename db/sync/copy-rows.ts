import { COPY_ORIGIN, FROM_COPY } from '#domain/sync/from-copy.ts';
import type { RowState } from '#domain/sync/merge.ts';
import { OperationKind, versionOfOperation, type ColumnValue, type Previous } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { isLater, sameVersion, versionOf, type Version } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { ReadDb } from '../read.ts';
import { foreignOperationsOf } from './foreign-log.ts';
import { operationsOfImage } from './image-operations.ts';
import { imageOf } from './repair.ts';

export interface RowOfCopy {
  readonly name: SyncedTable;
  readonly rowId: string;
  /** As it is at the server, if it is there. */
  readonly theirs: RowState | undefined;
  /** Up to this place the log is that which the copy showed. */
  readonly shared: number;
}

/**
 * What the server lacks of a row that came here with a copy of the clinic, as operations made from the row: under the
 * versions that its columns have, so that they stay the winners, and under ids that follow from these, so that every PC
 * that has them hands in the same. Undefined when that is not all in which the two differ: when the server has
 * something later, or when this PC has operations of what it lacks, which are sent or set aside by themselves.
 */
export function lackingOf(db: ReadDb, { name, rowId, theirs, shared }: RowOfCopy): LoggedOperation[] | undefined {
  const mine = imageOf(db, name, rowId);
  if (!mine || (theirs && !isAhead(mine, theirs))) return undefined;
  const lacking = operationsOfImage(tables[name].id, rowId, mine).flatMap((operation) => lackingPart(name, operation, mine, theirs)).sort((a, b) => a.hlc - b.hlc);
  const log = placesOfRow(db, rowId);
  if (lacking.length === 0 || lacking.some((operation) => log.has(keyOf(versionOfOperation(operation))))) return undefined;
  const wasThere = (version: Version): boolean => sameVersion(version, mine.versions.base) || (log.get(keyOf(version)) ?? 0) <= shared;
  return handedIn(lacking, (version) => previousOf(version, mine, theirs, wasThere));
}

/**
 * What the server may lack of such a row before this PC reads on in another life of the log: also what somebody has overwritten
 * there who may not have known of it, for here it would be gone with the first page. Whether the server has heard of a version
 * that is not the latest any more, only it can tell, and what its log said before the two parted. What this PC has operations
 * of is sent or handed in by itself.
 */
export function offeredOf(db: ReadDb, { name, rowId, theirs }: Omit<RowOfCopy, 'shared'>): LoggedOperation[] {
  const mine = imageOf(db, name, rowId);
  if (!mine) return [];
  const log = placesOfRow(db, rowId);
  const { id, writtenBy }: TableSpec = tables[name];
  const offered = operationsOfImage(id, rowId, mine)
    .filter((operation) => !log.has(keyOf(versionOfOperation(operation))) && isNews(operation, theirs, writtenBy === 'server'))
    .map((operation) => (operation.kind === OperationKind.insert ? { ...operation, columns: wholeRow(name, operation.columns, mine) } : operation));
  return handedIn(offered.sort((a, b) => a.hlc - b.hlc), (version) => previousOf(version, mine, undefined, () => false));
}

/** Whether no column shows that the server has it. What the server itself said and has said anew since is nobody's work. */
function isNews(operation: LoggedOperation, theirs: RowState | undefined, byServer: boolean): boolean {
  if (!theirs) return true;
  const version = versionOfOperation(operation);
  const there = operation.kind === OperationKind.insert ? [theirs.versions.base] : operation.columns.map(([column]) => versionOf(theirs.versions, column));
  return !there.some((each) => sameVersion(each, version)) && (!byServer || there.some((each) => isLater(version, each)));
}

/** Operations made from a row, in the order of their clocks, as they are handed in. */
function handedIn(operations: readonly LoggedOperation[], previous: (version: Version) => Previous[]): LoggedOperation[] {
  const group = operations[0]?.hlc ?? 0;
  return operations.map((operation) => ({
    ...operation, origin: COPY_ORIGIN, dseq: operation.hlc, group, intent: FROM_COPY,
    previous: operation.kind === OperationKind.insert ? [] : previous(versionOfOperation(operation)),
  }));
}

const keyOf = ([hlc, tie]: Version): string => `${String(hlc)}:${String(tie)}`;

/** By version: where in the log the operations of a row are that are here; infinitely late those it has not shown, this PC's own among them. */
function placesOfRow(db: ReadDb, rowId: string): Map<string, number> {
  const own = db.statement('SELECT op_id AS opId, hlc FROM operation WHERE dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ?)').all(rowId) as Placed[];
  const log: readonly Placed[] = [...own, ...foreignOperationsOf(db, [rowId])];
  return new Map(log.map((operation) => [keyOf(versionOfOperation(operation)), operation.seq ?? Infinity]));
}

type Placed = Pick<LoggedOperation, 'opId' | 'hlc'> & Partial<Pick<LoggedOperation, 'seq'>>;

function lackingPart(name: SyncedTable, operation: LoggedOperation, mine: RowState, theirs: RowState | undefined): LoggedOperation[] {
  const version = versionOfOperation(operation);
  if (operation.kind === OperationKind.insert) {
    return !theirs || isLater(version, theirs.versions.base) ? [{ ...operation, columns: wholeRow(name, operation.columns, mine) }] : [];
  }
  const columns = operation.columns.filter(([column]) => !theirs || isLater(version, versionOf(theirs.versions, column)));
  return columns.length > 0 ? [{ ...operation, columns }] : [];
}

/** Nothing there is later than what is here, nor different under one version. */
function isAhead(mine: RowState, theirs: RowState): boolean {
  if (isLater(theirs.versions.base, mine.versions.base)) return false;
  const columns = new Set([...Object.keys(mine.values), ...Object.keys(theirs.values)].map(Number));
  return [...columns].every((column) => {
    const [here, there] = [versionOf(mine.versions, column), versionOf(theirs.versions, column)];
    return isLater(here, there) || (sameVersion(here, there) && (mine.values[column] ?? null) === (theirs.values[column] ?? null));
  });
}

/** Of a column that was written since, nobody knows what the insert said. Where a row cannot be without a value, it is the later one, which comes with it. */
function wholeRow(name: SyncedTable, columns: readonly ColumnValue[], { values }: RowState): ColumnValue[] {
  const said = new Set(columns.map(([column]) => column));
  const { columns: declared }: TableSpec = tables[name];
  return [...columns, ...Object.values(declared).filter(({ id, nullable }) => !nullable && !said.has(id)).map(({ id }): ColumnValue => [id, values[id] ?? null])];
}

/**
 * What a version of a copy knew of: what the row's insert said, what the log said before the two parted, and what is
 * earlier in the copy itself: the server has judged all that before. Of what came by operations since, nobody can say
 * whether its author knew of it; people are shown both then.
 */
function previousOf(version: Version, mine: RowState, theirs: RowState | undefined, wasThere: (version: Version) => boolean): Previous[] {
  const previous: Previous[] = [];
  const columns = new Set([...Object.keys(mine.values), ...Object.keys(theirs?.values ?? {})].map(Number));
  for (const column of columns) {
    const [here, there] = [versionOf(mine.versions, column), theirs && versionOf(theirs.versions, column)];
    if (there && there[0] > 0 && !sameVersion(here, there) && wasThere(there)) previous.push([column, ...there]);
    if (isLater(version, here)) previous.push([column, ...here]);
  }
  return previous;
}
