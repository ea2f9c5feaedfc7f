import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { countedWord, isSameThing } from './counted-words.ts';

/** A pack an item comes in: `size` base units (tablets, millilitres, pieces) in one. */
export interface Pack {
  readonly name: string;
  readonly size: number;
}

/** What an item is counted in: the base unit's name and its packs. */
export interface Counted {
  readonly unit: string;
  readonly packs: readonly Pack[];
}

/** More base units than any clinic holds of one item; far below where sums would stop being exact. */
export const MOST_UNITS = 1_000_000_000;

export type QuantityIssue = { readonly code: 'empty' | 'fraction' | 'negative' | 'unknown-pack' | 'quantity-unreadable' | 'too-large' | 'not-positive'; readonly limit?: number };

const PART = /^(\d+(?:[.,]\d+)?)\s*(.*)$/u;

/**
 * A quantity as people type it, in base units: `304`, `3 boxes + 4`, `3 box 4`, `2 strips`. A number without a word is base
 * units. Words need not be whole, and an ending such as a plural's is no matter; the usual ones are read in any language and number.
 * Nothing is rounded: half a pack is refused.
 */
export function readQuantity(text: string, counted: Counted): Result<number, QuantityIssue> {
  const plain = asciiDigits(text).replace(/\p{Cf}/gu, '').trim().toLowerCase();
  if (plain === '') return err({ code: 'empty' });
  if (/^[-\u2212]/.test(plain)) return err({ code: 'negative' });
  if (/[½⅓¼¾⅔]|\d\s*\/\s*\d/u.test(plain)) return err({ code: 'fraction' });
  const parts = plain.split(/\s*\+\s*|\s*[;&]\s*|(?<=\p{L})\s+(?=\d)/u);
  let sum = 0;
  for (const part of parts) {
    const found = PART.exec(part);
    if (!found) return err({ code: /^[-\u2212]\s*\d/.test(part) ? 'negative' : 'quantity-unreadable' });
    const [, digits = '', word = ''] = found;
    if (/[.,]/.test(digits)) return err({ code: 'fraction' });
    const size = word === '' ? 1 : sizeOf(word, counted);
    if (size === undefined) return err({ code: 'unknown-pack' });
    sum += Number(digits) * size;
    if (sum > MOST_UNITS) return err({ code: 'too-large', limit: MOST_UNITS });
  }
  return sum === 0 ? err({ code: 'not-positive' }) : ok(sum);
}

/** The same where nothing at all is an answer too: what somebody counted. */
export function readCount(text: string, counted: Counted): Result<number, QuantityIssue> {
  const read = readQuantity(text, counted);
  return read.ok || read.error.code !== 'not-positive' ? read : ok(0);
}

/** Base units that a word stands for: the pack or unit it begins, or that begins it; undefined when that is none, or several of different size. */
function sizeOf(word: string, { unit, packs }: Counted): number | undefined {
  const names = [{ name: unit, size: 1 }, ...packs].map(({ name, size }) => ({ name: name.trim().toLowerCase(), size }));
  const exact = names.find(({ name }) => name === word);
  if (exact) return exact.size;
  const same = names.filter(({ name }) => isSameThing(name, word));
  if (same.length > 0) return new Set(same.map(({ size }) => size)).size === 1 ? same[0]?.size : undefined;
  const alike = names.filter(({ name }) => name !== '' && (name.startsWith(word) || (word.startsWith(name) && word.length - name.length <= 3)));
  return new Set(alike.map(({ size }) => size)).size === 1 ? alike[0]?.size : undefined;
}

export interface PackCount {
  readonly count: number;
  readonly name: string;
}

/** 304 of boxes of 100 as 3 boxes and 4 units: largest packs first, nothing that is zero. A balance below zero keeps its sign in every part. */
export function inPacks(quantity: number, { unit, packs }: Counted): readonly PackCount[] {
  const parts: PackCount[] = [];
  let left = Math.abs(quantity);
  const sign = quantity < 0 ? -1 : 1;
  for (const { name, size } of [...packs].sort((a, b) => b.size - a.size)) {
    if (size < 2 || left < size) continue;
    parts.push({ count: sign * Math.floor(left / size), name });
    left %= size;
  }
  if (left > 0 || parts.length === 0) parts.push({ count: sign * left || 0, name: unit });
  return parts;
}

/** The quantity as it can be typed again: `3 boxes + 4 tablets`. */
export const quantityText = (quantity: number, counted: Counted, language: string): string =>
  inPacks(quantity, counted).map(({ count, name }) => `${count} ${countedWord(name, count, language)}`).join(' + ');

/** The pack an item is bought in: its largest; one base unit where it has none. */
export const buyingPack = ({ unit, packs }: Counted): Pack => packs.reduce((largest, pack) => (pack.size > largest.size ? pack : largest), { name: unit, size: 1 });
