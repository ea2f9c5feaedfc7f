import { foldName } from '../patients/fold-name.ts';

/** An item as it is named: enough to tell whether a prescription means it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly form: string | null;
  readonly strength: string | null;
}

/** `500mg`, `500 mg` and `500MG` are one word. Medicines are compared as they are spelled: in other letters their names are other words. */
const wordsOf = (text: string): string[] => [...new Set(foldName(text.replace(/(\d)\s*(?=(?:mcg|mg|g|ml|iu|%)\b)/gi, '$1').toLowerCase()).split(' '))].filter((word) => word !== '');

/**
 * The items a prescribed text may mean, best first: every word of the item's name stands in the text, or the text's first word
 * begins the name. Strength and form that fit come before those that do not; a strength the text names and the item does not have
 * puts it last. The desk proposes, a person decides.
 */
export function itemsFor<T extends Named>(drug: string, form: string | null, strength: string | null, items: readonly T[]): T[] {
  const wanted = wordsOf([drug, strength ?? '', form ?? ''].join(' '));
  const [first = ''] = wordsOf(drug);
  if (first === '') return [];
  return items.map((item) => ({ item, score: scoreOf(item, wanted, first) })).filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.item.name < b.item.name ? -1 : 1)).map(({ item }) => item);
}

function scoreOf({ name, form, strength }: Named, wanted: readonly string[], first: string): number {
  const words = wordsOf(name);
  if (words.length === 0) return 0;
  const inText = words.filter((word) => wanted.includes(word)).length;
  if (inText === 0 && !(first.length >= 4 && words.some((word) => word.startsWith(first)))) return 0;
  const strengths = wordsOf(strength ?? '');
  const numbers = wanted.filter((word) => /^\d/.test(word));
  const fits = strengths.length > 0 && strengths.every((word) => wanted.includes(word));
  const differs = strengths.length > 0 && !fits && numbers.some((word) => /[a-z%]/.test(word));
  const formFits = form !== null && wordsOf(form).some((word) => wanted.some((each) => each.startsWith(word) || word.startsWith(each)));
  return 10 * (inText / words.length) + (fits ? 4 : 0) - (differs ? 6 : 0) + (formFits ? 1 : 0) + 1;
}

/** The words an item is found by. */
export const wordsOfItem = (item: Pick<Named, 'name' | 'form' | 'strength'>): readonly string[] => wordsOf([item.name, item.strength ?? '', item.form ?? ''].join(' '));

/** Whether every word typed begins one of an item's words. */
export const isFoundBy = (words: readonly string[], typed: readonly string[]): boolean => typed.every((part) => words.some((word) => word.startsWith(part)));

/** Whether every word typed begins a word of the item: what a search in the list finds. */
export const isFound = (item: Named, typed: readonly string[]): boolean => isFoundBy(wordsOfItem(item), typed);

/** The words of a search, as `isFound` compares them. */
export const searchedWords = (text: string): string[] => wordsOf(text);

/** Whether an item is what was prescribed: its name stands in the text, and no other strength. Anything else is a substitution, which needs a reason. */
export function isMeant(item: Named, drug: string, strength: string | null): boolean {
  const wanted = wordsOf([drug, strength ?? ''].join(' '));
  const [inText, own] = [wordsOf(item.name).some((word) => /\p{L}{3}/u.test(word) && wanted.includes(word)), wordsOf(item.strength ?? '')];
  const asked = wanted.filter((word) => /^\d.*[a-z%]/.test(word));
  return inText && (own.length === 0 || asked.length === 0 || own.some((word) => asked.includes(word)));
}

/** Whether a prescribed amount is counted as the item is: `tab`, `tablets` and `tablet` are one. No unit is the item's. */
export function isUnitOf(unit: string | null, item: { readonly unit: string }): boolean {
  const [a, b] = [(unit ?? '').trim().toLowerCase(), item.unit.trim().toLowerCase()];
  return a === '' || a.startsWith(b) || b.startsWith(a.replace(/\.$/, ''));
}
