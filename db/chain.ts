import { hash } from 'node:crypto';
import { canonical, type Operation } from '#domain/sync/operation.ts';

/** The chain before the first operation of a store. */
export const CHAIN_START = new Uint8Array(16);

export const LINK_BYTES = 16;

/** What is hashed, kept between calls: a new buffer each time costs more than the hash. */
let scratch = Buffer.allocUnsafe(4096);

/**
 * Links an operation to all before it: 16 bytes of SHA-256 over the previous link and the canonical operation.
 * Changing, removing or reordering any operation changes every later link.
 */
export const nextLink = (previous: Uint8Array, operation: Operation): Uint8Array => linkOver(previous, canonical(operation));

/** The same for an operation whose canonical text is known. */
export const linkOver = (previous: Uint8Array, canonicalText: string): Uint8Array =>
  Buffer.from(digestOver(previous, canonicalText).slice(0, 2 * LINK_BYTES), 'hex');

/** The links of operations one after the other, `LINK_BYTES` each. */
export function linksOver(previous: Uint8Array, canonicalTexts: readonly string[]): Buffer {
  const links = Buffer.allocUnsafe(LINK_BYTES * canonicalTexts.length);
  let last = previous;
  canonicalTexts.forEach((text, i) => {
    links.write(digestOver(last, text), i * LINK_BYTES, LINK_BYTES, 'hex');
    last = links.subarray(i * LINK_BYTES, (i + 1) * LINK_BYTES);
  });
  return links;
}

/** As hexadecimal text: Node copies a digest it hands out as bytes twice, which takes as long as the hash itself. */
function digestOver(previous: Uint8Array, text: string): string {
  // UTF-8 takes at most three bytes for each unit of a JavaScript string.
  const most = LINK_BYTES + text.length * 3;
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most);
  scratch.set(previous);
  const end = previous.length + scratch.write(text, previous.length);
  return hash('sha256', scratch.subarray(0, end));
}
