import { asciiDigits } from '../kit/digits.ts';
import { remembered } from '../kit/remembered.ts';

/** Nothing in such a text needs the tables of Unicode. */
export const ASCII = /^\p{ASCII}*$/u;

/** In lower case: nothing to fold. */
const WORDS = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** Arabic letters that people exchange freely when they type a name, and their Persian and Urdu doubles. */
const SAME_LETTER: Readonly<Record<string, string>> = { ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ة: 'ه', ہ: 'ه', ھ: 'ه', ک: 'ك' };

/**
 * Lower case, without accents, in the script it was written in; words parted by single spaces. Apostrophes and
 * their like vanish (`Ng'ang'a` is one word), every other sign parts words. Digits of any script become 0–9.
 */
export function foldName(text: string): string {
  const lower = text.toLowerCase();
  // Most names are nothing but words, and every patient who arrives from another PC is folded.
  if (WORDS.test(lower)) return lower;
  if (ASCII.test(text)) return lower.replace(/['`]+/g, '').replace(/[^a-z0-9]+/g, ' ').trim();
  return byWords(text, foldWord);
}

/** What is done with each word of a text alone, words parted by single spaces again. */
export const byWords = (text: string, make: (word: string) => string): string => text.split(' ').map(make).filter((word) => word !== '').join(' ');

/** In any script. Names come again and again, and the tables of Unicode are slow. */
const foldWord = remembered((word) => asciiDigits(word.toWellFormed().normalize('NFKD'))
  .toLowerCase()
  .replace(/[\p{M}'’‘ʼʻʹ`´ـ\u200c\u200d]+/gu, '')
  .replace(/[ٱىیېةہھک]/g, (letter) => SAME_LETTER[letter] ?? letter)
  .replace(/[^\p{L}\p{N}]+/gu, ' ')
  .trim());
