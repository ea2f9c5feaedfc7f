import { sql, type RawBuilder } from 'kysely';

/**
 * Lists as parameters of bulk statements. An array literal of the driver would have each quote and backslash escaped
 * here and read again there, which costs as much as the rest of an insert; numbers and UUIDs go as PostgreSQL keeps them.
 */

/** What may stand in no text of an operation that PostgreSQL keeps as text (classify.ts), nor in JSON. */
export const BETWEEN = '\u001f';

type IntegerType = 'smallint' | 'int' | 'bigint';

/** PostgreSQL's numbers of the types, and the bytes of a value. */
const OID = { smallint: 21, int: 23, bigint: 20, uuid: 2950 } as const;
const INTEGER_BYTES: Readonly<Record<IntegerType, number>> = { smallint: 2, int: 4, bigint: 8 };
const MOST: Readonly<Record<IntegerType, number>> = { smallint: 2 ** 15 - 1, int: 2 ** 31 - 1, bigint: Number.MAX_SAFE_INTEGER };
const HEADER_BYTES = 20;
const TWO_32 = 2 ** 32;

/** Integers of 53 bits or less. Throws RangeError for one that the type cannot hold. */
export function integers(list: readonly number[], type: IntegerType): RawBuilder<number[]> {
  const width = INTEGER_BYTES[type];
  const most = MOST[type];
  const bytes = headed(list.length, OID[type], list.length * (4 + width));
  // Not by the buffer's own methods, whose checks cost more than all the rest.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = HEADER_BYTES;
  for (const value of list) {
    if (!Number.isInteger(value) || value > most || value < -most) throw new RangeError(`a list holds what is no ${type}`);
    view.setInt32(at, width);
    at += 4;
    if (width === 8) {
      const high = Math.floor(value / TWO_32);
      view.setInt32(at, high);
      view.setUint32(at + 4, value - high * TWO_32);
    } else if (width === 4) {
      view.setInt32(at, value);
    } else {
      view.setInt16(at, value);
    }
    at += width;
  }
  return sql<number[]>`${bytes}::${sql.raw(type)}[]`;
}

/** UUIDs, in their usual spelling. Throws RangeError for one that is none. */
export function uuids(list: readonly string[]): RawBuilder<string[]> {
  const bytes = headed(list.length, OID.uuid, list.length * (4 + UUID_BYTES));
  let at = HEADER_BYTES;
  for (const id of list) at = writeUuid(bytes, id, bytes.writeInt32BE(UUID_BYTES, at));
  return sql<string[]>`${bytes}::uuid[]`;
}

const UUID_BYTES = 16;
/** Where each of a UUID's bytes stands in its text, as two digits. */
const PAIRS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const NO_DIGIT = 16;
/** By character code. */
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit++) for (const text of [digit.toString(16), digit.toString(16).toUpperCase()]) DIGITS[text.charCodeAt(0)] = digit;

/** Digit by digit: to join all of them, take out the dashes and have the whole read as bytes takes four times as long. */
function writeUuid(bytes: Buffer, id: string, from: number): number {
  let [at, seen] = [from, id.length === 36 ? 0 : NO_DIGIT];
  for (const pair of PAIRS) {
    const high = DIGITS[id.charCodeAt(pair)] ?? NO_DIGIT;
    const low = DIGITS[id.charCodeAt(pair + 1)] ?? NO_DIGIT;
    seen |= high | low;
    bytes[at++] = (high << 4) | low;
  }
  if (seen >= NO_DIGIT) throw new RangeError('a list holds what is no UUID');
  return at;
}

/** JSON, ids of rows and words: texts without control characters, at least one. An empty one stands for none. */
export const texts = (list: readonly string[]): RawBuilder<string[]> => sql<string[]>`string_to_array(${list.join(BETWEEN)}::text, chr(31))`;

/**
 * Lists of the same length as rows of a sub-select, a column for each; what is in `same` stands in every row.
 * PostgreSQL reads lists in a select list side by side as it goes, where `FROM unnest(a, b, …)` lays each of them aside first.
 */
export function listedRows(lists: Readonly<Record<string, RawBuilder<unknown>>>, same: Readonly<Record<string, RawBuilder<unknown>>> = {}): RawBuilder<unknown> {
  return sql`(SELECT ${sql.join([
    ...Object.entries(lists).map(([name, list]) => sql`unnest(${list}) AS ${sql.id(name)}`), ...Object.entries(same).map(([name, value]) => sql`${value} AS ${sql.id(name)}`),
  ])})`;
}

/** Whether a list says the same again and again. */
export const isOne = (list: readonly unknown[]): boolean => list.length > 0 && list.every((each) => each === list[0]);

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
