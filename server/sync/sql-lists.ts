import { sql, type RawBuilder } from 'kysely';

/**
 * Lists as parameters of bulk statements. An array literal of the driver would have each quote and backslash escaped
 * here and read again there, which costs as much as the rest of an insert.
 */

/** What may stand in no text of an operation that PostgreSQL keeps as text (classify.ts), nor in JSON. */
export const BETWEEN = '\u001f';

/** Integers of 53 bits or less. */
export const integers = (list: readonly number[], type: 'int' | 'bigint' | 'smallint'): RawBuilder<number[]> =>
  sql<number[]>`${`{${list.join(',')}}`}::${sql.raw(type)}[]`;

/** UUIDs. */
export const uuids = (list: readonly string[]): RawBuilder<string[]> => sql<string[]>`${`{${list.join(',')}}`}::uuid[]`;

/** JSON, ids of rows and words: texts without control characters, at least one. An empty one stands for none. */
export const texts = (list: readonly string[]): RawBuilder<string[]> => sql<string[]>`string_to_array(${list.join(BETWEEN)}::text, chr(31))`;
