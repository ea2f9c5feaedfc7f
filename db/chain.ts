import { createHash } from 'node:crypto';
import { canonical, type Operation } from '#domain/sync/operation.ts';

/** The chain before the first operation of a store. */
export const CHAIN_START = new Uint8Array(16);

/**
 * Links an operation to all before it: 16 bytes of SHA-256 over the previous link and the canonical operation.
 * Changing, removing or reordering any operation changes every later link.
 */
export function nextLink(previous: Uint8Array, operation: Operation): Uint8Array {
  return createHash('sha256').update(previous).update(canonical(operation)).digest().subarray(0, 16);
}
