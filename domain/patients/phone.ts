import { asciiDigits } from '../kit/digits.ts';

/**
 * Digits that are compared. Eight, because whole countries use eight-digit numbers (Costa Rica, Guatemala, Panama,
 * Tunisia): nine would take a digit of the country code with them.
 */
const TAIL = 8;
/** Fewer digits are an extension or a fragment and match nobody. */
const FEWEST = 7;

/** Most numbers are written so: no other script, no extension. */
const PLAIN = /^[0-9+() -]*$/;

/** The digits of a phone number as typed, in any script, without spaces, brackets, the plus sign and an extension. */
export function phoneDigits(typed: string): string {
  if (PLAIN.test(typed)) return typed.replace(/\D+/g, '');
  return asciiDigits(typed.normalize('NFKC')).replace(/\s*(ext\.?|x)\s*\d{1,6}\s*$/i, '').replace(/\D/g, '');
}

/** The part by which two spellings of one number are equal: its last digits, whatever prefix stands before. */
export function phoneTail(typed: string): string | undefined {
  const digits = phoneDigits(typed).replace(/^0+/, '');
  return digits.length < FEWEST ? undefined : digits.slice(-TAIL);
}

/** Whether two spellings mean one line: the shorter, without leading zeros, ends the longer. */
export function samePhone(a: string, b: string): boolean {
  const [short = '', long = ''] = [a, b].map((typed) => phoneDigits(typed).replace(/^0+/, '')).sort((x, y) => x.length - y.length);
  return short.length >= FEWEST && long.endsWith(short);
}
