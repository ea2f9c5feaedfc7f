import anyAscii from 'any-ascii';
import { asciiDigits } from '../kit/digits.ts';

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

/**
 * The same in Latin letters, so that a name written in another script is found from any keyboard: `محمد` → `mhmd`,
 * `राम` → `ram`, `Łukasz` → `lukasz`. Scripts that write no vowels give none.
 */
export function latinName(text: string): string {
  if (ASCII.test(text)) return foldName(text);
  // Composed first: the library knows whole letters, and vowel signs of Indic scripts are part of the sound.
  return foldName(anyAscii(text.toWellFormed().normalize('NFC').replace(EMOJI, ' ')));
}

/** The words under which a text is found and by which it is looked for; each once. */
export function searchTokens(text: string): string[] {
  const words = foldName(text).split(' ');
  const latin = ASCII.test(text) ? [] : latinName(text).split(' ');
  return [...new Set([...words, ...latin])].filter((word) => word !== '');
}

/** Nothing in such a text needs the tables of Unicode. */
const ASCII = /^\p{ASCII}*$/u;

/** The transliteration would spell pictures out (`:grinning:`). */
const EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;
