import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '#domain/kit/time.ts';

/** How long a device's token lasts, by the server's clock alone. */
export const TOKEN_LASTS_MS = 15 * 60_000;
/** A nonce must be signed within this time. */
export const NONCE_LASTS_MS = 60_000;

/** What a token or a nonce is about. */
export interface Claim {
  readonly clinicId: string;
  readonly deviceId: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly expiresAt: number;
}

type Purpose = 'token' | 'nonce';

const ID_BYTES = 16;
const SALT_AT = 2 * ID_BYTES + 6;
const SALT_BYTES = 8;
const CLAIM_BYTES = SALT_AT + SALT_BYTES;
const MAC_BYTES = 32;

/**
 * A claim that only this server can have made: 78 bytes in base64url, no look-up needed to believe it. No two are equal,
 * so that a device that asks twice in one millisecond gets two nonces, each of which serves once.
 */
export function seal(secret: Buffer, purpose: Purpose, { clinicId, deviceId, expiresAt }: Claim, random: Random): string {
  const claim = Buffer.alloc(CLAIM_BYTES);
  claim.set(bytesOf(clinicId));
  claim.set(bytesOf(deviceId), ID_BYTES);
  claim.writeUIntBE(expiresAt, 2 * ID_BYTES, 6);
  claim.set(random(new Uint8Array(SALT_BYTES)), SALT_AT);
  return Buffer.concat([claim, macOf(secret, purpose, claim)]).toString('base64url');
}

/** The claim of something this server sealed for that purpose, whether or not it has run out; undefined for all else. */
export function unseal(secret: Buffer, purpose: Purpose, sealed: string): Claim | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length !== CLAIM_BYTES + MAC_BYTES || bytes.toString('base64url') !== sealed) return undefined;
  const claim = bytes.subarray(0, CLAIM_BYTES);
  if (!timingSafeEqual(macOf(secret, purpose, claim), bytes.subarray(CLAIM_BYTES))) return undefined;
  return { clinicId: idOf(claim.subarray(0, ID_BYTES)), deviceId: idOf(claim.subarray(ID_BYTES, 2 * ID_BYTES)), expiresAt: claim.readUIntBE(2 * ID_BYTES, 6) };
}

const macOf = (secret: Buffer, purpose: Purpose, claim: Buffer): Buffer => createHmac('sha256', secret).update(`daybook ${purpose} `).update(claim).digest();

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
