import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';

/**
 * Money is a whole number of the currency's smallest unit (ISO 4217), never a fraction: 12.50 in a currency of two
 * decimals is 1250. Products are made in big integers, so nothing is lost on the way.
 */
export type Money = number;

/** Largest amount a person may type: 12 digits. */
export const MOST_MONEY = 999_999_999_999;
/** Largest amount of one line; 500 of them still fit into a double's 53 bits. */
export const MOST_LINE = 9_999_999_999_999;
export const MOST_LINES = 500;
/** Hundredths of a percent in the whole: rates and shares are whole numbers of these. */
export const WHOLE_RATE = 10_000;

/** ISO 4217: currencies without a minor unit and with a thousandth; all others in use have hundredths. */
const NO_DECIMALS = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THREE_DECIMALS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

export type Decimals = 0 | 2 | 3;

export const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code);

export function decimalsOf(currency: string): Decimals {
  if (NO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** `a × b ÷ c` to the nearest whole, halves away from zero. */
export function share(a: Money, b: number, c: number): Money {
  if (c === 0) return 0;
  const [product, divisor] = [BigInt(a) * BigInt(b), BigInt(c)];
  const isNegative = product < 0n !== divisor < 0n;
  const [p, d] = [product < 0n ? -product : product, divisor < 0n ? -divisor : divisor];
  const whole = Number((2n * p + d) / (2n * d));
  return whole === 0 || !isNegative ? whole : -whole;
}

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

/** `1250` as `12.50`: digits and one point, for programs and as the start of every other way of writing it. */
export function decimalText(amount: Money, decimals: Decimals): string {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** With thousands set apart and the currency's code, as paper shows it: `KES 12,500.00`. */
export function moneyText(amount: Money, currency: string): string {
  const [whole = '', rest] = decimalText(amount, decimalsOf(currency)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${currency} ${rest === undefined ? grouped : `${grouped}.${rest}`}`;
}

export type MoneyProblem = 'not-money' | 'too-large' | 'too-exact' | 'negative';

const LONGEST_TYPED = 40;

/**
 * Reads an amount as people type it: digits of any script, thousands apart by a space, point, comma or apostrophe, the
 * decimals behind the last point or comma. Three digits behind one are thousands unless the currency has three decimals.
 */
export function readMoney(typed: string, decimals: Decimals): Result<Money, MoneyProblem> {
  const plain = asciiDigits(typed.slice(0, LONGEST_TYPED).normalize('NFKC')).replace(/[\s'’٬]/g, '').replace(/٫/g, '.');
  if (/^-/.test(plain)) return err('negative');
  const split = /^([\d.,]*?)(?:[.,](\d*))?$/.exec(plain);
  if (!split || !/\d/.test(plain)) return err('not-money');
  const [, head = '', tail = ''] = split;
  const isThousands = tail.length === 3 && decimals !== 3 && head !== '';
  const [whole, rest] = isThousands ? [`${head},${tail}`, ''] : [head, tail];
  if (!/^(\d*|\d{1,3}([.,]\d{3})+)$/.test(whole)) return err('not-money');
  if (rest.length > decimals && !/^0*$/.test(rest.slice(decimals))) return err('too-exact');
  const digits = (whole.replace(/[.,]/g, '') || '0') + rest.slice(0, decimals).padEnd(decimals, '0');
  const amount = Number(digits);
  return amount > MOST_MONEY ? err('too-large') : ok(amount);
}
