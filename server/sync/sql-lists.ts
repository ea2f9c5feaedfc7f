import { sql, type RawBuilder } from 'kysely';

/**
 * Lists as parameters of bulk statements. An array literal of the driver would have each quote and backslash escaped
 * here and read again there, which costs as much as the rest of an insert; numbers, UUIDs and bytes go as PostgreSQL
 * keeps them.
 */

/** What may stand in no text of an operation that PostgreSQL keeps as text (classify.ts), nor in JSON. */
export const BETWEEN = '\u001f';

type IntegerType = 'smallint' | 'int' | 'bigint';

/** PostgreSQL's numbers of the types, and the bytes of a value. */
const OID = { smallint: 21, int: 23, bigint: 20, bytea: 17, uuid: 2950 } as const;
const INTEGER_BYTES: Readonly<Record<IntegerType, number>> = { smallint: 2, int: 4, bigint: 8 };
const MOST: Readonly<Record<IntegerType, number>> = { smallint: 2 ** 15 - 1, int: 2 ** 31 - 1, bigint: Number.MAX_SAFE_INTEGER };
const HEADER_BYTES = 20;
const TWO_32 = 2 ** 32;

/** Integers of 53 bits or less. Throws RangeError for one that the type cannot hold. */
export function integers(list: readonly number[], type: IntegerType): RawBuilder<number[]> {
  const width = INTEGER_BYTES[type];
  const bytes = headed(list.length, OID[type], list.length * (4 + width));
  let at = HEADER_BYTES;
  for (const value of list) {
    if (!Number.isInteger(value) || value > MOST[type] || value < -MOST[type]) throw new RangeError(`a list holds what is no ${type}`);
    at = bytes.writeInt32BE(width, at);
    if (width === 8) {
      const high = Math.floor(value / TWO_32);
      at = bytes.writeInt32BE(high, at);
      at = bytes.writeUInt32BE(value - high * TWO_32, at);
    } else {
      at = bytes.writeIntBE(value, at, width);
    }
  }
  return sql<number[]>`${bytes}::${sql.raw(type)}[]`;
}

/** UUIDs, in their usual spelling. */
export function uuids(list: readonly string[]): RawBuilder<string[]> {
  const bytes = headed(list.length, OID.uuid, list.length * UUID_BYTES);
  const hex = UUID_LENGTH + list.join(UUID_LENGTH).replaceAll('-', '');
  if (list.length > 0 && bytes.write(hex, HEADER_BYTES, 'hex') !== list.length * UUID_BYTES) throw new RangeError('a list holds what is no UUID');
  return sql<string[]>`${bytes}::uuid[]`;
}

/** How an array says that the next value has 16 bytes. */
const UUID_LENGTH = '00000010';
/** With that. */
const UUID_BYTES = 20;

/** Bytes, or null for none. */
export function binaries(list: readonly (Uint8Array | null)[]): RawBuilder<(Uint8Array | null)[]> {
  const bytes = headed(list.length, OID.bytea, list.reduce((sum, each) => sum + 4 + (each?.length ?? 0), 0));
  let at = HEADER_BYTES;
  for (const each of list) {
    at = bytes.writeInt32BE(each?.length ?? -1, at);
    if (!each) continue;
    bytes.set(each, at);
    at += each.length;
  }
  return sql<(Uint8Array | null)[]>`${bytes}::bytea[]`;
}

/** JSON, ids of rows and words: texts without control characters, at least one. An empty one stands for none. */
export const texts = (list: readonly string[]): RawBuilder<string[]> => sql<string[]>`string_to_array(${list.join(BETWEEN)}::text, chr(31))`;

/**
 * Lists of the same length as rows of a sub-select, a column for each. PostgreSQL reads lists in a select list side by
 * side as it goes, where `FROM unnest(a, b, …)` lays each of them aside first.
 */
export function listedRows(lists: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  return sql`(SELECT ${sql.join(Object.entries(lists).map(([name, list]) => sql`unnest(${list}) AS ${sql.id(name)}`))})`;
}

/** An array of one dimension as the driver's protocol has it, its values still to be written. */
function headed(length: number, type: number, size: number): Buffer {
  if (length === 0) {
    const empty = Buffer.alloc(12);
    empty.writeInt32BE(type, 8);
    return empty;
  }
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + size);
  bytes.writeInt32BE(1, 0);
  // Whether there may be nulls: a promise that nothing depends on.
  bytes.writeInt32BE(1, 4);
  bytes.writeInt32BE(type, 8);
  bytes.writeInt32BE(length, 12);
  bytes.writeInt32BE(1, 16);
  return bytes;
}
