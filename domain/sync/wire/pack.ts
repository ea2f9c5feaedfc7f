import type { ColumnValue, Operation, Previous } from '../operation.ts';
import { compactId } from './compact-id.ts';
import type { OriginOperation } from './logged.ts';

/** What repeats is said once; `groups` refers to it by position. */
export interface Packed {
  readonly origins: readonly string[];
  readonly people: readonly string[];
  readonly intents: readonly string[];
  readonly batches: readonly string[];
  readonly groups: readonly PackedGroup[];
}

/** What one transaction wrote with one header: `[origin, person, intent, batch, at, schema, group, first dseq, first seq, operations]`; -1 stands for none. */
export type PackedGroup = readonly unknown[];

/** Sent with `seq` 0 when there is none yet: a push. */
export type Packable = OriginOperation & { readonly seq?: number };

/** Texts that repeat, each named by its place. */
export class Dictionary {
  readonly entries: string[] = [];
  readonly #places = new Map<string, number>();

  place(entry: string | null): number {
    if (entry === null) return -1;
    const known = this.#places.get(entry);
    if (known !== undefined) return known;
    this.#places.set(entry, this.entries.length);
    return this.entries.push(entry) - 1;
  }
}

/**
 * Packs operations for the wire: about 40 bytes each after compression. They must be in order, those of a group next
 * to each other.
 */
export function pack(operations: readonly Packable[]): Packed {
  const origins = new Dictionary();
  const [people, intents, batches] = [new Dictionary(), new Dictionary(), new Dictionary()];
  const rows = new Map<string, number>();
  const groups: unknown[][] = [];
  let list: unknown[] = [];
  let before: Packable | undefined;
  operations.forEach((op, at) => {
    if (!before || !sameHeader(before, op)) {
      list = [];
      groups.push([
        origins.place(op.origin), people.place(op.personId), intents.place(op.intent), batches.place(op.batch), op.at, op.schemaVersion,
        op.group, op.dseq, op.seq ?? 0, list,
      ]);
    }
    list.push(packOperation(op, list.length === 0 ? undefined : before, before?.hlc ?? 0, rowReference(rows, op, at)));
    before = op;
  });
  return { origins: origins.entries, people: people.entries, intents: intents.entries, batches: batches.entries, groups };
}

type Header = Omit<Packable, 'columns' | 'previous'>;

/** Numbers only count up under one header: what came again in another life of the log begins anew. */
export const sameHeader = (a: Header, b: Header): boolean =>
  a.dseq < b.dseq && ((b.seq ?? 0) === 0 || (a.seq ?? 0) < (b.seq ?? 0)) && a.origin === b.origin && a.group === b.group && a.at === b.at && a.personId === b.personId && a.intent === b.intent && a.batch === b.batch &&
  a.schemaVersion === b.schemaVersion;

/** `[op id, table, row, kind, clock step, columns, previous, dseq step − 1, seq step − 1]`, zeros at the end left out. */
function packOperation(op: Packable, before: Packable | undefined, lastHlc: number, row: string | number): unknown[] {
  const packed: unknown[] = [compactId(op.opId), op.table, row, op.kind, op.hlc - lastHlc, packColumns(op.columns), packPrevious(op.previous, op.hlc)];
  if (!before) return packed;
  const [dseqStep, seqStep] = [op.dseq - before.dseq - 1, (op.seq ?? 0) === 0 ? 0 : (op.seq ?? 0) - (before.seq ?? 0) - 1];
  if (dseqStep !== 0 || seqStep !== 0) packed.push(dseqStep, seqStep);
  return packed;
}

/** A row seen before in the message is named by the position of the operation that first named it. */
function rowReference(rows: Map<string, number>, op: Operation, at: number): string | number {
  const known = rows.get(op.rowId);
  if (known !== undefined) return known;
  rows.set(op.rowId, at);
  return compactId(op.rowId);
}

/** `[0, value, …]` for the columns 1, 2, 3 …; otherwise `[column, value, …]`. */
export function packColumns(columns: readonly ColumnValue[]): unknown[] {
  // Written out: a page holds thousands of them, with a dozen columns each.
  const count = columns.length;
  let inOrder = count > 0;
  for (let i = 0; inOrder && i < count; i += 1) inOrder = columns[i]?.[0] === i + 1;
  const packed: unknown[] = inOrder ? [0] : [];
  for (const [column, value] of columns) {
    if (!inOrder) packed.push(column);
    packed.push(value);
  }
  return packed;
}

/** `[clock distance, tie, column, …]` for each version that was replaced, columns with the same one together. */
export function packPrevious(previous: readonly Previous[], hlc: number): unknown[] {
  const packed: unknown[][] = [];
  let last: Previous | undefined;
  for (const each of previous) {
    if (last && last[1] === each[1] && last[2] === each[2]) packed.at(-1)?.push(each[0]);
    else packed.push([hlc - each[1], each[2], each[0]]);
    last = each;
  }
  return packed;
}
