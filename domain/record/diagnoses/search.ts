import { searchTokens } from '../../patients/names.ts';
import { bodyDiagnoses } from './list-body.ts';
import { ICD_10_CM, type ListedDiagnosis } from './listed.ts';
import { moreDiagnoses } from './list-more.ts';

/** A term that can be chosen as a diagnosis. */
export interface Term {
  readonly system: string;
  readonly code: string;
  readonly title: string;
}

interface Searched {
  readonly diagnosis: ListedDiagnosis;
  /** Every word of its titles and its code, folded, each between two spaces. */
  readonly words: string;
}

/** The words under which a term is found. A code is found with and without its point. */
export function termWords(code: string, titles: readonly string[]): string[] {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  const tokens = titles.flatMap(searchTokens);
  return [...new Set([...tokens, ...(plain === '' ? [] : [plain]), ...searchTokens(code)])];
}

/** What is looked for: words in any order, accents left out; `e11.9` is one word. */
export function termParts(typed: string): string[] {
  const code = typed.trim().toLowerCase();
  if (/^[a-z]\d[\da-z]\.[\da-z]*$/.test(code)) return [code.replace('.', '')];
  return searchTokens(typed);
}

let made: readonly Searched[] | undefined;
const list = (): readonly Searched[] => (made ??= [...bodyDiagnoses, ...moreDiagnoses].map((diagnosis) => {
  const [code, ...titles] = diagnosis;
  return { diagnosis, words: ` ${termWords(code, titles).join(' ')} ` };
}));

/** By the first one, two and three letters of their words: what is left to look through for each key that is pressed. */
let byStart: Map<string, Searched[]> | undefined;
const LONGEST_START = 3;
const startsOf = (word: string): string[] => [word.slice(0, 1), word.slice(0, 2), word.slice(0, LONGEST_START)];

function startingWith(part: string): readonly Searched[] {
  if (!byStart) {
    byStart = new Map();
    for (const one of list()) for (const start of new Set(one.words.trim().split(' ').flatMap(startsOf))) byStart.set(start, [...byStart.get(start) ?? [], one]);
  }
  return byStart.get(part.slice(0, LONGEST_START)) ?? [];
}

/** Which of the list's titles a language reads; English where there is none. */
const titleAt = (language: string): 1 | 2 | 3 => (language.startsWith('es') ? 2 : language.startsWith('ar') ? 3 : 1);

/** The terms that come with the program of which every part begins a word, shortest title first; whole words before begun ones. */
export function searchListed(parts: readonly string[], language: string, limit: number): Term[] {
  const [first] = parts.toSorted((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const at = titleAt(language);
  return startingWith(first).filter(({ words }) => parts.every((part) => words.includes(` ${part}`)))
    .map(({ diagnosis, words }) => ({ diagnosis, begun: parts.filter((part) => !words.includes(` ${part} `)).length }))
    .sort((a, b) => a.begun - b.begun || a.diagnosis[at].length - b.diagnosis[at].length)
    .slice(0, limit).map(({ diagnosis }) => ({ system: ICD_10_CM, code: diagnosis[0], title: diagnosis[at] }));
}

/** How many terms come with the program. */
export const listedCount = (): number => list().length;
