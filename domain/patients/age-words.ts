/**
 * Words for years, months, weeks and days in the interface languages (English, Spanish, French,
 * Portuguese, Swahili, Hindi, Arabic), as people write them after a number in an age.
 */
export type AgeUnit = 'years' | 'months' | 'weeks' | 'days';

/** From longest to shortest: an age names its units in this order. */
export const AGE_UNITS: readonly AgeUnit[] = ['years', 'months', 'weeks', 'days'];

const WORDS: Readonly<Record<AgeUnit, string>> = {
  years: `y yr yrs year years yo a año años an ans année années ano anos mwaka miaka वर्ष साल बरस व
    سنة سنه سنوات سنين عام أعوام عاما س`,
  months: `m mo mos mth mths month months mes meses mois mês mwezi miezi महीना महीने माह मास म
    شهر أشهر شهور شهرا ش`,
  weeks: `w wk wks week weeks s sem semana semanas semaine semaines wiki majuma हफ्ता हफ्ते सप्ताह
    أسبوع أسابيع أسبوعا`,
  days: `d day days dia día dias días j jour jours siku दिन يوم أيام يوما ي`,
};

/** Arabic says "two" inside the noun; the number is not written. */
const TWO_OF: Readonly<Record<AgeUnit, string>> = {
  years: 'سنتين سنتان عامين عامان',
  months: 'شهرين شهران',
  weeks: 'أسبوعين أسبوعان',
  days: 'يومين يومان',
};

/** "and", "old", "of age": they add nothing to a number and its unit. */
const FILLERS = new Set('and y e et na और و old of age de edad idade'.split(' ').map(foldWord));

/** Lower case without accents and vowel signs, so that `AÑOS` and `anos`, `أشهر` and `اشهر` are one word. */
export function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ة/g, 'ه').replace(/ى/g, 'ي');
}

const unitOf = table(WORDS);
const pairOf = table(TWO_OF);

function table(words: Readonly<Record<AgeUnit, string>>): ReadonlyMap<string, AgeUnit> {
  return new Map(AGE_UNITS.flatMap((unit) => words[unit].split(/\s+/).map((word) => [foldWord(word), unit] as const)));
}

/** The unit a word names, if any; case and accents do not matter. */
export const ageUnit = (word: string): AgeUnit | undefined => unitOf.get(foldWord(word));
/** The unit of which a word means two (`شهرين`: two months). */
export const pairUnit = (word: string): AgeUnit | undefined => pairOf.get(foldWord(word));
export const isFiller = (word: string): boolean => FILLERS.has(foldWord(word));
