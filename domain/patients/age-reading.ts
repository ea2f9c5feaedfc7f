import { AGE_UNITS, ageUnit, isFiller, pairUnit } from './age-words.ts';
import type { AgeUnit } from './age-words.ts';

/** An age as typed: `1y6m` is one year and six months. `unit` is the largest unit typed. */
export interface Age {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly unit: AgeUnit;
}

/**
 * The age in a tidied text (lower case, ASCII digits), or undefined when it is not one. A bare number of
 * up to three digits is years; units run from large to small, each at most once.
 */
export function readAge(text: string): Age | undefined {
  if (/^\d{1,3}$/.test(text)) return { ...NONE, years: Number(text), unit: 'years' };
  const words = text.match(/\d+([.,]\d+)?|[\p{L}\p{M}]+/gu) ?? [];
  // Anything between the words but spaces, commas and points is no age: `12/3y`, `-5`.
  if (words.length === 0 || !/^[\s,.]*$/.test(text.replace(/\d+([.,]\d+)?|[\p{L}\p{M}]+/gu, ''))) return undefined;
  return readPairs(words);
}

const NONE: Age = { years: 0, months: 0, weeks: 0, days: 0, unit: 'years' };

function readPairs(words: readonly string[]): Age | undefined {
  const found = new Map<AgeUnit, number>();
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    const joined = joinedAnd(word);
    const pair = pairUnit(word) ?? pairUnit(joined);
    const amount = pair ? 2 : readAmount(word);
    const unit = pair ?? ageUnit(words[at + 1] ?? '');
    if (amount !== undefined && unit) {
      if (found.has(unit) || [...found.keys()].some((before) => AGE_UNITS.indexOf(before) > AGE_UNITS.indexOf(unit))) return undefined;
      found.set(unit, amount);
      at += pair ? 1 : 2;
    } else if (found.size > 0 && isFiller(word)) at += 1;
    else return undefined;
  }
  return assemble(found);
}

/** Arabic writes "and" joined to the next word: `وشهرين` is `و شهرين`. */
const joinedAnd = (word: string): string => (word.startsWith('و') ? word.slice(1) : word);

function readAmount(word: string): number | undefined {
  return /^\d{1,6}([.,]\d)?$/.test(word) ? Number(word.replace(',', '.')) : undefined;
}

/** Half a year is six months; other units are whole numbers. */
function assemble(found: ReadonlyMap<AgeUnit, number>): Age | undefined {
  const unit = AGE_UNITS.find((each) => found.has(each));
  const years = found.get('years') ?? 0;
  const rest = AGE_UNITS.slice(1).map((each) => found.get(each) ?? 0);
  if (!unit || rest.some((n) => !Number.isInteger(n))) return undefined;
  const [months = 0, weeks = 0, days = 0] = rest;
  if (Number.isInteger(years)) return { years, months, weeks, days, unit };
  if (found.size > 1) return undefined;
  const total = Math.round(years * 12);
  return { years: Math.floor(total / 12), months: total % 12, weeks: 0, days: 0, unit: total % 12 === 0 ? 'years' : 'months' };
}
