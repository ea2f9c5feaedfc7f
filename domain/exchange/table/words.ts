import { foldName } from '../../patients/fold-name.ts';
import type { ImportedSex } from '../records.ts';

const sexWords: Readonly<Record<Exclude<ImportedSex, 'unknown'>, readonly string[]>> = {
  female: ['f', 'female', 'woman', 'girl', 'w', 'mujer', 'femenino', 'femenina', 'hembra', 'أنثى', 'انثى', 'امرأة', 'ke', 'mwanamke', 'mke', 'महिला', 'स्त्री', 'féminin', 'femme', '2'],
  male: ['m', 'male', 'man', 'boy', 'h', 'hombre', 'masculino', 'varon', 'ذكر', 'رجل', 'me', 'mwanaume', 'mume', 'पुरुष', 'masculin', 'homme', '1'],
  other: ['o', 'other', 'x', 'otro', 'otra', 'intersex', 'non binary', 'nonbinary', 'diverse', 'آخر', 'nyingine', '9'],
};
const unknownWords = ['', 'u', 'unknown', 'n a', 'na', 'unk', 'desconocido', 'no especificado', 'غير معروف', '0'];

const sexOf = new Map<string, ImportedSex>([
  ...(Object.entries(sexWords) as [ImportedSex, readonly string[]][]).flatMap(([sex, words]) => words.map((word) => [foldName(word), sex] as const)),
  ...unknownWords.map((word) => [word, 'unknown'] as const),
]);

/**
 * Reads a cell of the sex column; undefined when the word is not known. Codes 0, 1, 2, 9 are those of ISO/IEC 5218.
 * @param spanish the column also holds `H` (hombre), so `M` is mujer
 */
export function readSex(cell: string, spanish: boolean): ImportedSex | undefined {
  const word = foldName(cell);
  return spanish && word === 'm' ? 'female' : sexOf.get(word);
}

/** Whether a column of sexes is written with H and M (hombre, mujer). */
export const isSpanishSex = (cells: Iterable<string>): boolean => {
  const words = new Set([...cells].map(foldName));
  return words.has('h') && !words.has('f');
};

const languages: Readonly<Record<string, string>> = {
  english: 'en', ingles: 'en', spanish: 'es', espanol: 'es', castellano: 'es', arabic: 'ar', العربية: 'ar', arabe: 'ar',
  swahili: 'sw', kiswahili: 'sw', french: 'fr', frances: 'fr', francais: 'fr', hindi: 'hi', हिन्दी: 'hi', portuguese: 'pt', portugues: 'pt',
};
const languageOf = new Map(Object.entries(languages).map(([word, code]) => [foldName(word), code]));

/** BCP 47 tag of a language cell, or null when it names none we know. */
export function readLanguage(cell: string): string | null {
  const named = languageOf.get(foldName(cell));
  if (named !== undefined) return named;
  const tag = cell.trim().replace('_', '-');
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : null;
}
