import anyAscii from 'any-ascii';
import { ASCII, foldName } from './fold-name.ts';

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
  const words: string[] = [];
  addNew(words, foldName(text));
  if (!ASCII.test(text)) addNew(words, latinName(text));
  return words;
}

/** They are few: looking through them costs less than a set. */
function addNew(words: string[], folded: string): void {
  for (const word of folded.split(' ')) if (word !== '' && !words.includes(word)) words.push(word);
}

/** The transliteration would spell pictures out (`:grinning:`). */
const EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;
