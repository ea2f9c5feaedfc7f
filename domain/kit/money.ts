import { asciiDigits } from './digits.ts';
import { err, ok, type Result } from './result.ts';

/**
 * Money is a whole number of the currency's smallest unit (ISO 4217), never a fraction: 12.50 in a currency of two
 * decimals is 1250. Products are made in big integers, so nothing is lost on the way.
 */
export type Money = number;

/** Largest amount that is charged or paid: 12 digits. */
export const MOST_MONEY = 999_999_999_999;
/** Twelve digits before the decimal sign and all of ISO 4217's decimals stay exact in a number. */
export const MOST_MAJOR_DIGITS = 12;
/** Hundredths of a percent in the whole: rates and shares are whole numbers of these. */
export const WHOLE_RATE = 10_000;

/** ISO 4217: currencies without a minor unit and with a thousandth; all others in use have hundredths. */
const NO_DECIMALS = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THREE_DECIMALS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

export type Decimals = 0 | 2 | 3;

/** A list of our own, for what is stored must not change its meaning with the program that reads it; 2 for one nobody knows. */
export function decimalsOf(currency: string): Decimals {
  if (NO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

export const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);

/** `a × b ÷ c` for a `c` above 0, to the nearest whole, halves away from zero; exact whatever the size. */
export function exactShare(a: Money, b: number, c: number): bigint {
  const product = BigInt(a) * BigInt(b);
  const [size, divisor] = [product < 0n ? -product : product, BigInt(c)];
  const rounded = (2n * size + divisor) / (2n * divisor);
  return product < 0n ? -rounded : rounded;
}

/** The same as a number; 0 where `c` is 0. */
export const share = (a: Money, b: number, c: number): Money => (c === 0 ? 0 : Number(c < 0 ? -exactShare(a, b, -c) : exactShare(a, b, c)));

/**
 * Splits an amount by weights without losing a unit: each part is its exact share rounded down, and what is left goes,
 * a unit each, to the parts that lost most (largest remainder; of equals to the earlier). Weights must not be negative;
 * where all are 0 they count as equal.
 */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0) return [];
  if (amount < 0) return allocate(-amount, weights).map((part) => (part === 0 ? 0 : -part));
  const used = weights.every((weight) => weight === 0) ? weights.map(() => 1n) : weights.map(BigInt);
  const sum = used.reduce((all, weight) => all + weight, 0n);
  const exact = used.map((weight) => BigInt(amount) * weight);
  const parts = exact.map((product) => Number(product / sum));
  const left = amount - parts.reduce((all, part) => all + part, 0);
  const byLoss = exact.map((product, index) => ({ index, rest: product % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byLoss.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** What can be paid in coins and notes: the nearest multiple of the smallest coin, halves away from zero. */
export const inCash = (amount: Money, step: number): Money => (step <= 1 ? amount : share(amount, 1, step) * step);

/** `1250` as `12.50`: digits and one point, for programs, to be typed again and as the start of every other way of writing it. */
export function decimalText(amount: bigint | Money, decimals: number): string {
  const digits = String(amount).replace('-', '').padStart(decimals + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** With thousands set apart and the currency's code, as paper shows it: `KES 12,500.00`. */
export function moneyText(amount: Money, currency: string): string {
  const [whole = '', rest] = decimalText(amount, decimalsOf(currency)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${currency} ${rest === undefined ? grouped : `${grouped}.${rest}`}`;
}

export type MoneyIssue = { readonly code: 'negative' | 'not-money' | 'too-large' | 'too-many-decimals'; readonly limit?: number };

/**
 * An amount as people type it: digits of any script, point, comma or Arabic decimal sign, and the other of them, blanks or
 * apostrophes between thousands. A lone separator before exactly three digits is a thousands separator only where the
 * currency has no three decimals. Zeros behind the currency's decimals say nothing and are left away.
 */
export function readMoney(typed: string, decimals: number, most = Number.MAX_SAFE_INTEGER): Result<Money, MoneyIssue> {
  const plain = asciiDigits(typed.normalize('NFKC')).replace(/[\p{Cf}\p{Z}'’\u066c]/gu, '').replace(/\u066b/g, decimals === 3 ? '.' : ',');
  if (/^[-\u2212]/.test(plain)) return err({ code: 'negative' });
  if (!/^(?:\d[\d.,]*|[.,]\d+)$/.test(plain)) return err({ code: 'not-money' });
  const [whole, fraction, wrong] = split(plain, decimals);
  if (wrong) return err({ code: 'not-money' });
  if (!/^0*$/.test(fraction.slice(decimals))) return err({ code: 'too-many-decimals', limit: decimals });
  const digits = whole.replace(/^0+(?=\d)/, '');
  if (digits.length > MOST_MAJOR_DIGITS) return err({ code: 'too-large', limit: MOST_MAJOR_DIGITS });
  const amount = Number(digits + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return amount > most ? err({ code: 'too-large', limit: most }) : ok(amount);
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
