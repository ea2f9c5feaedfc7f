import { asciiDigits } from './digits.ts';
import { err, ok, type Result } from './result.ts';

/** An amount in the smallest unit of a currency (cents, fils, yen). Always whole, so that sums are exact. */
export type Minor = number;

/** Twelve digits before the decimal sign and all of ISO 4217's decimals stay exact in a number. */
export const MOST_MAJOR_DIGITS = 12;

export type MoneyIssue = { readonly code: 'negative' | 'not-a-number' | 'too-large' | 'too-many-decimals'; readonly limit?: number };

const known = new Map<string, number>();

/** Decimals of a currency by ISO 4217: 2 for KES, 0 for JPY, 3 for KWD; 2 for one nobody knows. */
export function currencyDecimals(code: string): number {
  const found = known.get(code);
  if (found !== undefined) return found;
  const decimals = isCurrency(code) ? new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2 : 2;
  known.set(code, decimals);
  return decimals;
}

export const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);

/**
 * An amount as people type it, in minor units: digits of any script, point, comma or Arabic decimal sign, and the other of
 * them, blanks or apostrophes between thousands. A lone separator before exactly three digits is a thousands separator only
 * where the currency has no three decimals.
 */
export function readMoney(text: string, decimals: number): Result<Minor, MoneyIssue> {
  const plain = asciiDigits(text).replace(/[\p{Cf}\p{Z}'’\u066c]/gu, '').replace(/\u066b/g, decimals === 3 ? '.' : ',');
  if (/^[-\u2212]/.test(plain)) return err({ code: 'negative' });
  if (!/^(?:\d[\d.,]*|[.,]\d+)$/.test(plain)) return err({ code: 'not-a-number' });
  const [whole, fraction, wrong] = split(plain, decimals);
  if (wrong) return err({ code: 'not-a-number' });
  if (fraction.length > decimals) return err({ code: 'too-many-decimals', limit: decimals });
  const digits = whole.replace(/^0+(?=\d)/, '');
  if (digits.length > MOST_MAJOR_DIGITS) return err({ code: 'too-large', limit: MOST_MAJOR_DIGITS });
  return ok(Number(digits + fraction.padEnd(decimals, '0')));
}

/** Whole part without separators, decimals, and whether the thousands do not stand in threes. */
function split(plain: string, decimals: number): readonly [whole: string, fraction: string, wrong: boolean] {
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last < 0) return [plain, '', false];
  const [head, tail] = [plain.slice(0, last), plain.slice(last + 1)];
  const once = !/[.,]/.test(head);
  const groups = tail.length === 3 && decimals !== 3 && (once || head.lastIndexOf(plain.charAt(last)) >= 0) && head !== '' && head !== '0';
  if (groups) return [plain.replace(/[.,]/g, ''), '', !/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(plain)];
  const thousands = plain.charAt(last) === '.' ? ',' : '.';
  const wrong = tail === '' || (!once && !new RegExp(`^\\d{1,3}(?:\\${thousands}\\d{3})+$`).test(head));
  return [head === '' ? '0' : head.replace(/[.,]/g, ''), tail, wrong];
}

/** The amount as it can be typed again: `1250.50`, with no separators between thousands. */
export function moneyText(minor: bigint | number, decimals: number): string {
  const text = String(minor).replace('-', '').padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? sign + text : `${sign}${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

/** `minor` × `times` ÷ `by`, to the nearest unit, halves away from zero; exact whatever the size. */
export function shareOf(minor: number, times: number, by: number): bigint {
  const product = BigInt(minor) * BigInt(times);
  const [size, divisor] = [product < 0n ? -product : product, BigInt(by)];
  const rounded = (2n * size + divisor) / (2n * divisor);
  return product < 0n ? -rounded : rounded;
}
