import anyAscii from 'any-ascii';
import { addOnce } from '../kit/add-once.ts';
import { remembered } from '../kit/remembered.ts';
import { ASCII, byWords, foldName } from './fold-name.ts';

/**
 * The same in Latin letters, so that a name written in another script is found from any keyboard: `محمد` → `mhmd`,
 * `राम` → `ram`, `Łukasz` → `lukasz`. Scripts that write no vowels give none.
 */
export function latinName(text: string): string {
  return ASCII.test(text) ? foldName(text) : byWords(text, latinWord);
}

// Composed first: the library knows whole letters, and vowel signs of Indic scripts are part of the sound.
const latinWord = remembered((word) => foldName(anyAscii(word.toWellFormed().normalize('NFC').replace(EMOJI, ' '))));

/** The words under which a text is found and by which it is looked for; each once. */
export function searchTokens(text: string): string[] {
  const words: string[] = [];
  addNew(words, foldName(text));
  if (!ASCII.test(text)) addNew(words, latinName(text));
  return words;
}

function addNew(words: string[], folded: string): void {
  for (const word of folded.split(' ')) if (word !== '') addOnce(words, word);
}

/** The transliteration would spell pictures out (`:grinning:`). */
const EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;
