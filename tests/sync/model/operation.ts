import { tieOf, type Operation, type Scalar } from '#domain/sync/operation.ts';
import type { Version } from '#domain/sync/version.ts';

/** An operation as the model sends it: the product's, with the identity whose stream holds it. Never changed once made. */
export interface Op extends Omit<Operation, 'intent' | 'batch'> {
  /** The identity in whose stream it stands; changes when a fork relabels it. */
  readonly origin: string;
  /** The identity under which it was written. */
  readonly writer: string;
  readonly chain: number;
}

/** The server's own operations stand outside every device's stream. */
export const SERVER = 'server';

/** Tables of the model. `novel` is unknown to programs and servers of the first version. */
export const Table = { patient: 1, movement: 2, receipt: 3, conflict: 4, novel: 7 } as const;
export const FIRST_VERSION = 1;
export const SECOND_VERSION = 2;

/** Columns of a patient row. `novel` is unknown to programs of the first version. */
export const Column = { name: 1, phone: 2, village: 3, novel: 9, deleted: 20 } as const;
/** The label of a receipt and the quantity of a movement. */
export const NUMBER = 1;
export const QUANTITY = 1;

const MS_2020 = Date.UTC(2020, 0, 1);
/** The time at which every execution begins. */
export const START_MS = MS_2020 + 6 * 365 * 86_400_000;

export const valueIn = (op: Op, column: number): Scalar => op.columns.find(([c]) => c === column)?.[1] ?? null;

/** Where the operation stands in its group, as one name: the same for every copy with the same label. */
export const groupOf = (op: Op): string => `${op.origin}|${String(op.group)}`;

/** Whether a program with this schema version knows the operation's table and columns. */
export const isKnown = (op: Op, version: number): boolean =>
  version >= SECOND_VERSION || (op.table !== Table.novel && !op.columns.some(([column]) => column === Column.novel));

/** The version that the operation gives to its columns. Without the tie-break from the id, the writer's identity breaks ties. */
export const versionBy = (op: Op, tieFromId: boolean): Version => [op.hlc, tieOf(tieFromId ? op.opId : op.writer)];
