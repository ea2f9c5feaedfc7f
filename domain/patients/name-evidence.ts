import { nameParts, soundsAlike } from './sound.ts';
import { spellingSimilarity } from './similarity.ts';

export interface NameEvidence {
  /** 0 (another name) to 60 (the same parts in any order). */
  readonly points: number;
  readonly reason: 'same-name' | 'name-spelled-alike' | 'name-sounds-alike' | null;
}

const NONE: NameEvidence = { points: 0, reason: null };
/** What a part is worth that only sounds like its partner. */
const SOUNDS = 0.92;
/** A part below this is another name. */
const ALIKE = 0.84;

/** How much two names, parts in any order, speak for one person. */
export function nameEvidence(a: string, b: string): NameEvidence {
  const [partsA, partsB] = [nameParts(a), nameParts(b)];
  if (partsA.length === 0 || partsB.length === 0) return NONE;
  if ([...partsA].sort().join(' ') === [...partsB].sort().join(' ')) return { points: 60, reason: 'same-name' };
  const [few, many] = partsA.length <= partsB.length ? [partsA, partsB] : [partsB, partsA];
  const matches = bestPartners(few, many);
  const alike = matches.filter((match) => match.likeness >= ALIKE);
  const mean = alike.reduce((sum, match) => sum + match.likeness, 0) / Math.max(1, alike.length);
  const reason = matches.some((match) => match.bySound) ? 'name-sounds-alike' : 'name-spelled-alike';
  if (alike.length === few.length && few.length > 1) {
    // A missing middle name costs little, three missing parts more.
    return { points: Math.round(60 * (mean - 0.08) - 2 * (many.length - few.length)), reason };
  }
  if (alike.length === few.length) return { points: many.length === 1 ? Math.round(50 * (mean - 0.08)) : 30, reason };
  // One part of several: a new surname, or only a relative; the phone and the birth date must both speak for it.
  return alike.length > 0 && mean > 0.95 ? { points: 15, reason: 'name-spelled-alike' } : NONE;
}

interface Match {
  readonly likeness: number;
  readonly bySound: boolean;
}

/** Each part of the shorter name with its best partner; the best pairs are taken first and each part once. */
function bestPartners(few: readonly string[], many: readonly string[]): Match[] {
  const pairs = few.flatMap((part, i) => many.map((other, j) => ({ i, j, ...likenessOf(part, other) })));
  pairs.sort((x, y) => y.likeness - x.likeness);
  const [takenFew, takenMany] = [new Set<number>(), new Set<number>()];
  return pairs.filter(({ i, j }) => {
    if (takenFew.has(i) || takenMany.has(j)) return false;
    takenFew.add(i);
    takenMany.add(j);
    return true;
  });
}

function likenessOf(a: string, b: string): Match {
  // `M` stands for any name that begins so, weakly.
  if ((a.length === 1 || b.length === 1) && a[0] === b[0]) return { likeness: 0.86, bySound: false };
  const spelling = spellingSimilarity(a, b);
  const bySound = spelling < SOUNDS && spelling > 0.5 && soundsAlike(a, b);
  return { likeness: bySound ? SOUNDS : spelling, bySound };
}
