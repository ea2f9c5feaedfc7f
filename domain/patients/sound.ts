import { doubleMetaphone } from 'double-metaphone';
import { remembered } from '../kit/remembered.ts';
import { latinName } from './name-search.ts';

/** Words between names that people write or leave out: Arabic, Swahili, Spanish, Portuguese, Dutch, German. */
const PARTICLES = new Set('al el ul bin ibn ben bint binti wa de la las los del da do dos das di y e van von der den'.split(' '));

/** Short forms that clinic registers use for a written-out name. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  md: 'mohamed', mohd: 'mohamed', muhd: 'mohamed', mhd: 'mohamed', ma: 'maria', fco: 'francisco',
};

/** Spellings that clinics meet for one sound, before Double Metaphone, which was made for English. Order matters. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  // Abdul Rahman, Abdur-Rahman, Abd al-Rahman: the article takes the next sound.
  [/^a?bd[aeiou]?[lr](?=[a-z]{3})/, 'abd'],
  [/([bdgkt])h/g, '$1'],
  [/^d[jy]/, 'j'],
  [/v/g, 'b'],
  [/z/g, 's'],
  [/q(?!u)/g, 'k'],
  [/ksh/g, 'x'],
  [/([aeiou])\1+/g, '$1'],
  [/([^aeioul])\1+/g, '$1'],
];

/**
 * The parts of a name in Latin letters, in the order written, without particles (unless nothing else is there).
 * `Abd` joins the word it belongs to, so `Abd al-Rahman` and `Abdulrahman` are one part each.
 */
export function nameParts(name: string): string[] {
  const words = latinName(name).split(' ').filter((word) => word !== '');
  const parts: string[] = [];
  for (const word of words) {
    if (PARTICLES.has(word)) continue;
    const last = parts.at(-1);
    if (last !== undefined && /^a?bd([aeou]l?)?$/.test(last)) parts[parts.length - 1] = last + word;
    else parts.push(word);
  }
  return parts.length > 0 ? parts : words;
}

/**
 * Keys of how one Latin name part sounds; two parts sound alike when they share one. Vowels before the first
 * consonant and every `h` are left out: a script without written vowels and a silent `h` then give the same key.
 * The first key is the likeliest; a second stands for another reading (`ll` as in Spanish, `j` as in German).
 */
export const soundKeys: (part: string) => readonly string[] = remembered(soundsOf);

function soundsOf(part: string): string[] {
  const plain = SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), SHORT_FORMS[part] ?? part);
  const readings = plain.includes('ll') ? [plain.replace(/ll/g, 'l'), plain.replace(/ll/g, 'y')] : [plain];
  const keys = readings.flatMap((reading) => doubleMetaphone(reading)).map((key) => key.replace(/H|^A(?=.)/g, ''));
  // Vowels alone (`Aya`) have no consonant to go by: the part itself is its key.
  return [...new Set(keys.map((key) => (key === '' || key === 'A' ? plain.toUpperCase() : key)))];
}

export function soundsAlike(a: string, b: string): boolean {
  const keys = soundKeys(b);
  return soundKeys(a).some((key) => keys.includes(key));
}
