import { readDecimal } from '../kit/digits.ts';

/** A number with or without a sign, as `readDecimal` reads it; undefined when it is none. */
export function readNumber(typed: string): number | undefined {
  const text = typed.replace(/[\u061c\u200e\u200f]/g, '').trim();
  const negative = /^[-−]/.test(text);
  const value = readDecimal(negative ? text.slice(1) : text);
  return value === undefined || !negative ? value : 0 - value;
}
