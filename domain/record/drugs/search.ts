import { searchTokens } from '../../patients/names.ts';
import { drugNames } from './names.ts';

let made: readonly { readonly names: readonly [string, string, string]; readonly words: string }[] | undefined;
const list = () => (made ??= drugNames.map((names) => ({ names, words: ` ${names.flatMap(searchTokens).join(' ')} ` })));

/** Medicines of the program's own list whose name in any of the three languages has words that begin so, named in `language`. */
export function searchDrugs(typed: string, language: string, limit: number): string[] {
  const parts = searchTokens(typed);
  if (parts.length === 0) return [];
  const at = language.startsWith('es') ? 1 : language.startsWith('ar') ? 2 : 0;
  return list().filter(({ words }) => parts.every((part) => words.includes(` ${part}`)))
    .map(({ names }) => names[at]).sort((a, b) => a.length - b.length).slice(0, limit);
}
