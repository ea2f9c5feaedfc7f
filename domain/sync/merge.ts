import { OperationKind, versionOfOperation, type Operation, type Scalar } from './operation.ts';
import { isLater, sameVersion, versionOf, type RowVersions, type Version } from './version.ts';

/** A row as the merge sees it: values by column id (absent: the column's default) and the version of each. */
export interface RowState {
  readonly values: Readonly<Record<number, Scalar>>;
  readonly versions: RowVersions;
}

export interface Merged {
  readonly row: RowState;
  /** Columns whose value changed hands with this operation. */
  readonly won: readonly number[];
}

/** What a row carries whose own insert has not arrived: any write is later. */
export const NEVER: Version = [0, 0];

const NOTHING: RowState = { values: {}, versions: { base: NEVER, over: {} } };

/** Whether the row's insert has arrived; before that, only the columns written since are known. */
export const isWhole = (row: RowState): boolean => row.versions.base[0] > 0;

type Writing = Pick<Operation, 'kind' | 'columns' | 'hlc' | 'opId'>;

/**
 * Applies one operation to a row, on a PC as on the server: per column the later version wins, and an insert writes
 * every column, those it does not name with their default. The same operations in any order, any number of times,
 * give the same row, packed in the same way (sync design 2.6, rule 1).
 */
export function mergeInto(row: RowState | undefined, operation: Writing): Merged {
  const version = versionOfOperation(operation);
  if (operation.kind !== OperationKind.insert) return setColumns(row ?? NOTHING, version, operation.columns);
  if (!row) return { row: { values: valuesOf(operation.columns), versions: { base: version, over: {} } }, won: operation.columns.map(([column]) => column) };
  return isLater(version, row.versions.base) ? newBase(row, version, operation.columns) : setColumns(row, version, operation.columns);
}

/** The columns of a write that take its value in a row of these versions. */
export const wonBy = (versions: RowVersions, version: Version, columns: Operation['columns']): Operation['columns'] =>
  columns.filter(([column]) => isLater(version, versionOf(versions, column)));

/** What `Object.fromEntries` gives, in half its time: every new row comes through here. */
function valuesOf(columns: Operation['columns']): Record<number, Scalar> {
  const values: Record<number, Scalar> = {};
  for (const [column, value] of columns) values[column] = value;
  return values;
}

function setColumns(row: RowState, version: Version, columns: Operation['columns']): Merged {
  const won = wonBy(row.versions, version, columns);
  if (won.length === 0) return { row, won: [] };
  const values = { ...row.values };
  const over = { ...row.versions.over };
  for (const [column, value] of won) {
    values[column] = value;
    over[column] = version;
  }
  return { row: { values, versions: { base: row.versions.base, over } }, won: won.map(([column]) => column) };
}

/** An insert later than the row's own: it takes every column that was not written after it. */
function newBase(row: RowState, version: Version, columns: Operation['columns']): Merged {
  const values = valuesOf(columns);
  const over: Record<number, Version> = {};
  for (const [key, written] of Object.entries(row.versions.over)) {
    if (!isLater(written, version)) continue;
    over[Number(key)] = written;
    values[Number(key)] = row.values[Number(key)] ?? null;
  }
  const touched = new Set([...Object.keys(row.values), ...Object.keys(values)].map(Number));
  return { row: { values, versions: { base: version, over } }, won: [...touched].filter((column) => !(column in over)) };
}

/** Whether both hold the same values with the same versions; a default that is written and one that is not are equal. */
export function sameRow(a: RowState, b: RowState): boolean {
  const columns = new Set([...Object.keys(a.values), ...Object.keys(b.values)].map(Number));
  return [...columns].every((column) =>
    (a.values[column] ?? null) === (b.values[column] ?? null) && sameVersion(versionOf(a.versions, column), versionOf(b.versions, column)));
}
