import type { RowState } from './merge.ts';
import { OperationKind, versionOfOperation, type Operation, type Scalar } from './operation.ts';
import { goneColumn, qualifierOf, type TableSpec } from './registry.ts';
import { isLater, sameVersion, versionOf, type Version } from './version.ts';

/** One of the values that compete for a column, as people are shown it. */
export interface Contender {
  readonly opId: string;
  readonly version: Version;
  readonly value: Scalar;
  /** The device and the person it came from, and the wall clock there (milliseconds since 1970). */
  readonly origin: string;
  readonly personId: string | null;
  readonly at: number;
}

/** Two writes of one column that did not know of each other. */
export interface Clash {
  readonly column: number;
  /** The version that stood there, which the operation had not seen. */
  readonly standing: Version;
  readonly standingValue: Scalar;
  /** What the operation says against it. */
  readonly value: Scalar;
}

/**
 * The columns in which an operation meets a value it had not seen (sync design 2.6, rules 2 and 3). `row` is the row
 * before the operation, in the order of the clinic's log; equal values are no clash. A resolution names every version
 * it replaces, so it has seen all it names. With `spec`, putting a row away counts against changing it; and there is none in a
 * table of the server's own, which may say a thing anew in another life of its log: nobody at a PC could decide between the two. What says how
 * a value is meant is decided with that value.
 */
export function clashesOf(row: RowState | undefined, operation: Operation, spec?: TableSpec): Clash[] {
  if (!row || spec?.writtenBy === 'server') return [];
  const clashes: Clash[] = [];
  for (const [column, value] of operation.columns) {
    const standing = versionOf(row.versions, column);
    if (standing[0] === 0 || sameVersion(standing, versionOfOperation(operation)) || hasSeen(operation, column, standing)) continue;
    const standingValue = row.values[column] ?? null;
    if (standingValue !== value) clashes.push({ column, standing, standingValue, value });
  }
  const decided = spec === undefined ? [] : clashes.map(({ column }) => qualifierOf(spec, column));
  const asked = decided.length === 0 ? clashes : clashes.filter(({ column }) => !decided.includes(column));
  const gone = spec && goneColumn(spec);
  const against = gone === undefined || operation.kind === OperationKind.insert ? undefined : clashWithGone(row, operation, gone);
  return against ? [...asked, against] : asked;
}

/**
 * A change of a row that was put away meanwhile, or putting away one that was changed meanwhile: a question about
 * the flag (sync design 2.6). Who changes a row that is away names the flag's version; who puts one away names every change.
 */
function clashWithGone(row: RowState, operation: Operation, gone: number): Clash | undefined {
  const written = new Map(operation.columns);
  if (!written.has(gone)) {
    const standing = versionOf(row.versions, gone);
    return row.values[gone] !== 1 || hasSeen(operation, gone, standing) ? undefined : { column: gone, standing, standingValue: 1, value: 0 };
  }
  if (written.get(gone) !== 1) return undefined;
  const unseen = Object.entries(row.versions.over)
    .filter(([column, version]) => !written.has(Number(column)) && !hasSeen(operation, Number(column), version) && !sameVersion(version, versionOfOperation(operation)))
    .map(([, version]) => version).reduce<Version | undefined>((newest, version) => (newest && !isLater(version, newest) ? newest : version), undefined);
  return unseen && { column: gone, standing: unseen, standingValue: 0, value: 1 };
}

const hasSeen = (operation: Operation, column: number, version: Version): boolean =>
  operation.kind !== OperationKind.insert && operation.previous.some(([c, hlc, tie]) => c === column && hlc === version[0] && tie === version[1]);

/** 1: worth a look, closes by itself. 2: a person must choose. */
export type Severity = 1 | 2;

/** Marks of must-review tables, state machines and columns that were declared so weigh more. */
export function severityOf(spec: TableSpec, column: number): Severity {
  const declared = Object.values(spec.columns).find(({ id }) => id === column);
  if (spec.area === 'queue') return 1;
  return declared?.review || spec.kind === 'C' || spec.kind === 'D' ? 2 : 1;
}

/** Whether an operation has seen every contender, so that it settles the matter. */
export const settles = (operation: Operation, column: number, contenders: readonly Contender[]): boolean =>
  operation.kind === OperationKind.resolve && contenders.every(({ version }) => hasSeen(operation, column, version));
