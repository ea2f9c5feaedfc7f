import { foldName, latinName } from '../../patients/names.ts';
import { drugClasses, relatedClasses } from './classes.ts';

export interface KnownAllergy {
  readonly id: string;
  readonly substance: string;
}

/** Why an allergy speaks against a drug. */
export interface AllergyMatch {
  readonly allergyId: string;
  readonly substance: string;
  /** The same substance by name; another one of its group; or of a group that shares a part of its structure. */
  readonly kind: 'same' | 'class' | 'related';
  /** The group of the drug; null where only the names agree. */
  readonly drugClass: string | null;
}

/** Says nothing about the substance: forms, salts, words between. */
const IDLE: ReadonlySet<string> = new Set([
  'acid', 'acido', 'sodium', 'sodio', 'potassium', 'potasio', 'tablet', 'tablets', 'capsule', 'syrup', 'injection', 'cream', 'drops', 'and', 'plus', 'con', 'with', 'mg', 'ml', 'the',
  'allergy', 'allergic', 'alergia', 'drug', 'drugs', 'medicine', 'to', 'al', 'la', 'los', 'las', 'de', 'benzathine', 'sulfate', 'sulphate', 'sulfato', 'carbonate', 'carbonato', 'chloride', 'cloruro', 'hydrochloride', 'bromide', 'bromuro',
  'dinitrate', 'dinitrato', 'كبريتات', 'كربونات', 'بروميد', 'حساسية', 'من', 'حمض',
]);

/** Which recorded allergies speak against a drug, the closest first. Both are free text in any of the languages of the screens. */
export function allergyMatches(drug: string, allergies: readonly KnownAllergy[]): AllergyMatch[] {
  const words = wordsOf(drug);
  const classes = classesOf(words);
  return allergies.map((allergy) => matchOf(words, classes, allergy)).filter((match) => match !== undefined)
    .sort((a, b) => RANK[a.kind] - RANK[b.kind]);
}

const RANK: Readonly<Record<AllergyMatch['kind'], number>> = { same: 0, class: 1, related: 2 };

function matchOf(words: readonly string[], classes: readonly string[], { id, substance }: KnownAllergy): AllergyMatch | undefined {
  const known = wordsOf(substance);
  const found = { allergyId: id, substance };
  const shared = classesOf(known);
  const same = classes.find((each) => shared.includes(each));
  if (words.some((word) => known.some((other) => alike(word, other)))) return { ...found, kind: 'same', drugClass: same ?? null };
  if (same !== undefined) return { ...found, kind: 'class', drugClass: same };
  const related = classes.find((each) => shared.some((other) => relatedClasses.some(([a, b]) => (a === each && b === other) || (b === each && a === other))));
  return related === undefined ? undefined : { ...found, kind: 'related', drugClass: related };
}

const SHORTEST = 4;

/** The words of a name that say what it is, folded, and once more in Latin letters. */
function wordsOf(name: string): string[] {
  const words = [foldName(name), latinName(name)].flatMap((text) => text.split(' '));
  return [...new Set(words)].filter((word) => word.length >= SHORTEST && !IDLE.has(word) && !/^\d/.test(word));
}

function classesOf(words: readonly string[]): string[] {
  return drugClasses.filter(({ stems, names }) => words.some((word) => names.includes(word) || stems.some((stem) => stem.test(word)))).map(({ id }) => id);
}

/** The same word but for an ending: `amoxicillin`, `amoxicilina`. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const shared = Math.max(6, short.length - 3);
  return short.length >= 6 && long.length - short.length <= 2 && short.slice(0, shared) === long.slice(0, shared);
}
