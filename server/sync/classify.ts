import { tables } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { limits } from '#domain/sync/wire/limits.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import { BETWEEN } from './sql-lists.ts';

/** Why an operation is set aside instead of stored; nothing is ever refused (sync design, decision 8). */
export type QuarantineReason =
  'unknown-table' | 'server-table' | 'too-large' | 'group-too-large' | 'device-not-active' | 'unreadable-text' | 'out-of-range' | 'repeated-id' |
  /** Another operation of the same transaction cannot be stored. */
  'written-together';

const byId = new Map<number, TableSpec>(Object.values(tables).map((spec: TableSpec) => [spec.id, spec]));

/** Ids of columns, schema versions and the like are small; larger ones do not fit the store. */
const MOST_SMALL = 32_767;
/** Room above a clock for every write that must come after it: a stamp is one more than what it replaces. */
const LAST_CLOCK = Number.MAX_SAFE_INTEGER - 2 ** 40;
const LONGEST_ID = 200;
const LONGEST_WORD = 400;

/**
 * Why this operation cannot go into the log; null when it can. Unknown columns can: a newer PC may have them. Rows of
 * the server's own tables are let in when another PC hands back what the server itself wrote before it was restored.
 */
export function quarantineReason(operation: OriginOperation, fromServer = false): QuarantineReason | null {
  const spec = byId.get(operation.table);
  if (!spec) return 'unknown-table';
  if (spec.writtenBy === 'server' && !fromServer) return 'server-table';
  if (!isWord(operation.rowId, LONGEST_ID) || !isWord(operation.intent, LONGEST_WORD) || !isWord(operation.personId ?? 'x', LONGEST_ID) ||
    !isWord(operation.batch ?? 'x', LONGEST_WORD)) return 'unreadable-text';
  if (operation.hlc > LAST_CLOCK || operation.schemaVersion > MOST_SMALL || !columnsFit(operation)) return 'out-of-range';
  return sizeOf(operation) > limits.operationBytes ? 'too-large' : null;
}

/**
 * What PostgreSQL keeps as text must come back as it was: no NUL, no half of a surrogate pair, and not the character
 * between texts of a list. Values are kept as JSON, which may hold all of them.
 */
const isWord = (text: string, longest: number): boolean =>
  text.length > 0 && text.length <= longest && !text.includes('\0') && !text.includes(BETWEEN) && text.isWellFormed();

/** Each column once, with an id that a column can have. */
function columnsFit({ columns }: OriginOperation): boolean {
  let [highest, inOrder] = [0, true];
  for (const [column] of columns) {
    if (column < 1 || column > MOST_SMALL) return false;
    if (column <= highest) inOrder = false;
    highest = column;
  }
  return inOrder || new Set(columns.map(([column]) => column)).size === columns.length;
}

/** Roughly its bytes on the wire: text dominates. */
function sizeOf({ columns }: OriginOperation): number {
  let size = 0;
  for (const [, value] of columns) size += typeof value === 'string' ? value.length : 8;
  return size;
}
