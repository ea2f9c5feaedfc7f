import { OperationKind, type ColumnValue, type Previous, type Scalar } from '../operation.ts';
import { idOf } from './compact-id.ts';
import type { LoggedOperation } from './logged.ts';
import type { Packed } from './pack.ts';

/** A message that is not one of ours. Says where, never what. */
export class WireError extends Error {
  constructor(where: string) {
    super(`malformed message at ${where}`);
    this.name = 'WireError';
  }
}

const KINDS: ReadonlySet<number> = new Set(Object.values(OperationKind));

/** The operations a packed message holds; `seq` is 0 in a push. `stored`: when they were stored, as in PullAnswer. Throws WireError. */
export function unpack(packed: Packed, stored?: readonly number[]): LoggedOperation[] {
  const operations: LoggedOperation[] = [];
  let hlc = 0;
  let mark = 0;
  for (const group of packed.groups) {
    const header = headerOf(packed, group);
    let [dseq, seq] = [whole(group[7]) - 1, whole(group[8]) - 1];
    const counted = seq >= 0;
    for (const each of listOf(group)) {
      if (!Array.isArray(each) || (each.length !== 7 && each.length !== 9)) throw new WireError('operation');
      dseq += 1 + (each.length === 9 ? whole(each[7]) : 0);
      seq = counted ? seq + 1 + (each.length === 9 ? whole(each[8]) : 0) : 0;
      hlc = whole(hlc + integer(each[4]));
      if (stored) mark = whole(mark + integer(stored[operations.length]));
      operations.push(unpackOperation(each, operations, header, { dseq, seq, hlc, stored: stored && mark }));
    }
  }
  return operations;
}

type Header = Pick<LoggedOperation, 'origin' | 'personId' | 'intent' | 'batch' | 'at' | 'schemaVersion' | 'group'>;

function headerOf(packed: Packed, group: unknown): Header {
  if (!Array.isArray(group) || group.length !== 10) throw new WireError('group');
  return {
    origin: entry(packed.origins, group[0]) ?? broken('origin'), personId: entry(packed.people, group[1]), intent: entry(packed.intents, group[2]) ?? broken('intent'),
    batch: entry(packed.batches, group[3]), at: whole(group[4]), schemaVersion: whole(group[5]), group: whole(group[6]),
  };
}

function listOf(group: Packed['groups'][number]): readonly unknown[] {
  const list = group[9];
  return Array.isArray(list) ? list : broken('group');
}

/** Written out, field by field: a page holds thousands of them, and spreading others into each took longer than all the rest. */
function unpackOperation(
  each: readonly unknown[], earlier: readonly LoggedOperation[], header: Header, { dseq, seq, hlc, stored }: Pick<LoggedOperation, 'dseq' | 'seq' | 'hlc' | 'stored'>,
): LoggedOperation {
  const kind = whole(each[3]);
  if (!KINDS.has(kind)) throw new WireError('kind');
  return {
    dseq, seq, origin: header.origin, personId: header.personId, intent: header.intent, batch: header.batch, at: header.at,
    schemaVersion: header.schemaVersion, group: header.group, opId: id(each[0]), table: whole(each[1]), rowId: rowOf(each[2], earlier),
    kind: kind as OperationKind, hlc, stored, columns: unpackColumns(each[5]), previous: unpackPrevious(each[6], hlc),
  };
}

function rowOf(reference: unknown, earlier: readonly LoggedOperation[]): string {
  return typeof reference === 'number' ? earlier[reference]?.rowId ?? broken('row') : id(reference);
}

function unpackColumns(packed: unknown): ColumnValue[] {
  if (!Array.isArray(packed)) throw new WireError('columns');
  const columns: ColumnValue[] = [];
  if (packed[0] === 0) {
    for (let i = 1; i < packed.length; i++) columns.push([i, scalar(packed[i])]);
    return columns;
  }
  if (packed.length % 2 !== 0) throw new WireError('columns');
  for (let i = 0; i < packed.length; i += 2) columns.push([whole(packed[i]), scalar(packed[i + 1])]);
  return columns;
}

function unpackPrevious(packed: unknown, hlc: number): Previous[] {
  if (!Array.isArray(packed)) throw new WireError('previous');
  const previous: Previous[] = [];
  for (const each of packed as unknown[]) {
    if (!Array.isArray(each) || each.length < 3) throw new WireError('previous');
    const replaced = whole(hlc - integer(each[0]));
    for (const column of each.slice(2)) previous.push([whole(column), replaced, whole(each[1])]);
  }
  return previous;
}

function entry(entries: readonly string[], place: unknown): string | null {
  if (place === -1) return null;
  return (typeof place === 'number' ? entries[place] : undefined) ?? broken('dictionary');
}

function scalar(value: unknown): Scalar {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : broken('value');
}

const id = (value: unknown): string => (typeof value === 'string' ? idOf(value) : undefined) ?? broken('id');
const integer = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : broken('number'));
const whole = (value: unknown): number => (integer(value) >= 0 ? (value as number) : broken('number'));

function broken(where: string): never {
  throw new WireError(where);
}
