import { asciiDigits } from '../kit/digits.ts';

/** Nothing in such a text needs the tables of Unicode. */
export const ASCII = /^\p{ASCII}*$/u;

/** Arabic letters that people exchange freely when they type a name, and their Persian and Urdu doubles. */
const SAME_LETTER: Readonly<Record<string, string>> = { ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ة: 'ه', ہ: 'ه', ھ: 'ه', ک: 'ك' };

/**
 * Lower case, without accents, in the script it was written in; words parted by single spaces. Apostrophes and
 * their like vanish (`Ng'ang'a` is one word), every other sign parts words. Digits of any script become 0–9.
 */
export function foldName(text: string): string {
  // Most names are written so, and every patient who arrives from another PC is folded.
  if (ASCII.test(text)) return text.toLowerCase().replace(/['`]+/g, '').replace(/[^a-z0-9]+/g, ' ').trim();
  return asciiDigits(text.toWellFormed().normalize('NFKD'))
    .toLowerCase()
    .replace(/[\p{M}'’‘ʼʻʹ`´ـ\u200c\u200d]+/gu, '')
    .replace(/[ٱىیېةہھک]/g, (letter) => SAME_LETTER[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
