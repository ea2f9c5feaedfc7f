import { hash, verify, createPublicKey, type KeyObject } from 'node:crypto';
import { canonical, type Operation } from '#domain/sync/operation.ts';

/** The chain before the first operation of a stream. */
export const CHAIN_START = Buffer.alloc(16);

/** The same link a PC makes (db/chain.ts); the two are compared by a test. */
export function nextLink(previous: Uint8Array, operation: Operation): Buffer {
  const links = new Links(previous, 1);
  links.add(canonical(operation));
  return links.last();
}

export const LINK_BYTES = 16;

/** What is hashed, kept between calls: a new buffer each time costs more than the hash. */
let scratch = Buffer.allocUnsafe(4096);

/** The links of a batch, one after the other: a buffer for each would be kept for as long as the database takes. */
export class Links {
  readonly #bytes: Buffer;
  #at = LINK_BYTES;

  /** The link before the batch, and how many there will be. Throws RangeError for what is no link. */
  constructor(previous: Uint8Array, count: number) {
    if (previous.length !== LINK_BYTES) throw new RangeError('a link has 16 bytes');
    this.#bytes = Buffer.allocUnsafe(LINK_BYTES * (count + 1));
    this.#bytes.set(previous);
  }

  add(canonicalText: string): void {
    // UTF-8 takes at most three bytes for each unit of a JavaScript string.
    const most = LINK_BYTES + canonicalText.length * 3;
    if (scratch.length < most) scratch = Buffer.allocUnsafe(most);
    this.#bytes.copy(scratch, 0, this.#at - LINK_BYTES, this.#at);
    const end = LINK_BYTES + scratch.write(canonicalText, LINK_BYTES);
    this.#bytes.write(hash('sha256', scratch.subarray(0, end), 'binary'), this.#at, LINK_BYTES, 'latin1');
    this.#at += LINK_BYTES;
  }

  /** The link after so many operations of the batch, of which 0 is the one before it; undefined beyond its end. */
  after(count: number): Buffer | undefined {
    const at = count * LINK_BYTES;
    return at < 0 || at >= this.#at ? undefined : this.#bytes.subarray(at, at + LINK_BYTES);
  }

  get count(): number {
    return this.#at / LINK_BYTES - 1;
  }

  last(): Buffer {
    return this.#bytes.subarray(this.#at - LINK_BYTES, this.#at);
  }
}

/** The parts of an operation that the log keeps as JSON, made once. */
export interface OperationTexts {
  readonly columns: string;
  readonly previous: string;
}

export const textsOf = ({ columns, previous }: Operation): OperationTexts =>
  ({ columns: JSON.stringify(columns), previous: previous.length === 0 ? '[]' : JSON.stringify(previous) });

/**
 * What the chain covers, made of these parts. It is as long as all the rest of an operation, so nobody keeps it. A header
 * put together from pieces is made sooner, but then has to be copied together before it is hashed, which takes longer.
 */
export function canonicalOf(op: Operation, { columns, previous }: OperationTexts): string {
  const header = JSON.stringify([
    1, op.dseq, op.group, op.opId, op.table, op.rowId, op.kind, op.hlc, op.schemaVersion, op.personId, op.at, op.intent, op.batch,
  ]);
  return `${header.slice(0, -1)},${columns},${previous}]`;
}

/** What a device signs with its push: so that a batch of one clinic, device and place cannot be shown as another's. */
export const pushStatement = (clinicId: string, deviceId: string, dseq: number, chain: string): string =>
  `daybook-push:${clinicId}:${deviceId}:${String(dseq)}:${chain}`;

/** An Ed25519 public key from its 32 raw bytes; undefined when it is none. */
export function publicKeyOf(raw: Uint8Array): KeyObject | undefined {
  if (raw.length !== 32) return undefined;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** Keys of those who signed lately, by their raw bytes: to make one costs as much as to check a signature. */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 5_000;

function keptKeyOf(raw: Uint8Array): KeyObject | undefined {
  const name = Buffer.from(raw).toString('latin1');
  const known = keys.get(name) ?? publicKeyOf(raw);
  if (known === undefined || keys.has(name)) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, known);
  return known;
}

export function isSignedBy(rawKey: Uint8Array, statement: string, signature: string): boolean {
  const key = keptKeyOf(rawKey);
  return key !== undefined && verify(null, Buffer.from(statement), key, Buffer.from(signature, 'base64url'));
}
