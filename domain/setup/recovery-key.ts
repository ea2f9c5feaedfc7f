import { err, ok, type Result } from '../kit/result.ts';

/** Digits and letters that are not mistaken for one another on paper (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The largest prime below 32²: catches every single wrong character and every swap of neighbours. */
const CHECK_PRIME = 1021n;
const SECRET_BYTES = 16;

/** A 128-bit secret as seven groups of four characters, the last two of which are a check. */
export function formatRecoveryKey(secret: Uint8Array): string {
  if (secret.length !== SECRET_BYTES) throw new Error('a store secret has 16 bytes');
  const value = secret.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const text = base32(value, 26) + base32(value % CHECK_PRIME, 2);
  return text.match(/.{4}/g)?.join('-') ?? text;
}

/** Reads a key as people type it: any case, any separators, O for 0, I and L for 1. */
export function parseRecoveryKey(typed: string): Result<Uint8Array, 'wrong-length' | 'wrong-check'> {
  const text = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
  if (text.length !== 28 || [...text].some((letter) => !ALPHABET.includes(letter))) return err('wrong-length');
  const value = fromBase32(text.slice(0, 26));
  if (value >= 1n << 128n || value % CHECK_PRIME !== fromBase32(text.slice(26))) return err('wrong-check');
  return ok(Uint8Array.from({ length: SECRET_BYTES }, (_, i) => Number((value >> BigInt(8 * (SECRET_BYTES - 1 - i))) & 0xffn)));
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let i = 0, rest = value; i < length; i++, rest >>= 5n) text = (ALPHABET[Number(rest & 31n)] ?? '') + text;
  return text;
}

const fromBase32 = (text: string): bigint => [...text].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n);
