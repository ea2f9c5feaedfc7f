import { createHash } from 'node:crypto';
import type { Id } from '#domain/kit/ids.ts';

/** An id that follows from what it names, so that every PC comes to the same one: a UUIDv8 (RFC 9562 §5.8) of a SHA-256. */
export function derivedId(...parts: readonly (string | number)[]): Id {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
