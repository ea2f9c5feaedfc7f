import { createHash } from 'node:crypto';
import type { Random } from '#domain/kit/time.ts';

/** How long a one-time code can be used. */
export const CODE_LIFE_MS = 10 * 60_000;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code people can read aloud: 12 letters and digits (60 random bits) without I, L, O, U, in three groups. */
export function newCode(random: Random): string {
  const letters = [...random(new Uint8Array(12))].map((byte) => ALPHABET[byte % 32] ?? '');
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

/** Only this is stored. Case, spaces, dashes and the letters people mistake for digits do not matter. */
export function hashCode(typed: string): Buffer {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(`daybook code ${plain}`).digest();
}

/** An administrator's bearer token: 256 random bits, of which only the hash is stored. */
export const newToken = (random: Random): string => Buffer.from(random(new Uint8Array(32))).toString('base64url');
export const hashToken = (token: string): Buffer => createHash('sha256').update(`daybook token ${token}`).digest();
