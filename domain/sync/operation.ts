import type { Hlc } from './clock.ts';
import type { Version } from './version.ts';

/** What an operation does to its row. Numbers are stored and sent: never change them. */
export const OperationKind = { insert: 1, set: 2, markDeleted: 3, resolve: 4 } as const;
export type OperationKind = (typeof OperationKind)[keyof typeof OperationKind];

export type Scalar = string | number | null;
/** One column's new value. */
export type ColumnValue = readonly [column: number, value: Scalar];
/** The version a column had when its writer overwrote it: `[column, hlc, tie]`. Inserts have none. */
export type Previous = readonly [column: number, hlc: Hlc, tie: number];

/** One logical change of one row, with everything that makes it evidence: who, when, on what it was based. */
export interface Operation {
  /** Position in this PC's own stream: 1, 2, 3 … without gaps. */
  readonly dseq: number;
  /** `dseq` of the first operation of the same transaction. */
  readonly group: number;
  readonly opId: string;
  readonly table: number;
  readonly rowId: string;
  readonly kind: OperationKind;
  readonly hlc: Hlc;
  readonly schemaVersion: number;
  readonly personId: string | null;
  /** Wall clock in milliseconds since 1970, as this PC believed it. */
  readonly at: number;
  /** The endpoint or background job that wrote, e.g. `patients.register`. */
  readonly intent: string;
  /** The import this operation belongs to, if any. */
  readonly batch: string | null;
  readonly columns: readonly ColumnValue[];
  readonly previous: readonly Previous[];
}

/** The bytes that the hash chain covers, as text: an array in fixed order, so equal operations encode equally. */
export function canonical(op: Operation): string {
  return JSON.stringify([
    1, op.dseq, op.group, op.opId, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent,
    op.batch, op.columns, op.previous,
  ]);
}

/** 48 bits of the operation id: the tie-break of its version. */
export const tieOf = (opId: string): number => parseInt(opId.slice(-12), 16);

export const versionOfOperation = (op: Pick<Operation, 'hlc' | 'opId'>): Version => [op.hlc, tieOf(op.opId)];
