import { addOnce } from '../kit/add-once.ts';
import { daysBetween } from '../kit/calendar.ts';
import { knownBirth } from './known-age.ts';
import { nameEvidence } from './name-evidence.ts';
import { phoneTail, samePhone } from './phone.ts';
import { nameParts, soundKeys } from './sound.ts';

/** What two records are compared by. */
export interface Identity {
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string | null;
  readonly birthEstimated: boolean;
  readonly phone: string | null;
}

export type DuplicateReason =
  | 'same-name' | 'name-spelled-alike' | 'name-sounds-alike' | 'same-birth-date' | 'day-month-swapped' | 'birth-year-close' | 'same-phone';

/** From this score on a person at the desk should look. */
export const LIKELY_DUPLICATE = 55;

/**
 * How likely two records are one person, 0 to 100: up to 60 for the name, 35 for the birth date, 30 for the phone;
 * less when the sexes or the birth years contradict each other. spec: REG-2
 */
export function scoreDuplicate(a: Identity, b: Identity): { score: number; reasons: DuplicateReason[] } {
  const reasons: DuplicateReason[] = [];
  const name = nameEvidence(a.name, b.name);
  if (name.reason !== null) reasons.push(name.reason);
  const birth = birthEvidence(a, b);
  if (birth.reason !== null) reasons.push(birth.reason);
  let score = name.points + birth.points;
  // A family shares its phone: without a similar name it says nothing.
  if (name.points > 0 && a.phone !== null && b.phone !== null && samePhone(a.phone, b.phone)) {
    score += 30;
    reasons.push('same-phone');
  }
  if (contradict(a.sex, b.sex)) score -= 25;
  return { score: Math.max(0, Math.min(100, Math.round(score))), reasons };
}

interface BirthEvidence {
  readonly points: number;
  readonly reason: DuplicateReason | null;
}

const silent = (points: number): BirthEvidence => ({ points, reason: null });

function birthEvidence(a: Identity, b: Identity): BirthEvidence {
  const [mine, theirs] = [knownBirth(a.birthDate), knownBirth(b.birthDate)];
  if (mine === null || theirs === null) return silent(0);
  const estimated = a.birthEstimated || b.birthEstimated;
  if (mine === theirs) return { points: 35, reason: 'same-birth-date' };
  if (!estimated && mine === swapped(theirs)) return { points: 28, reason: 'day-month-swapped' };
  const years = Math.abs(daysBetween(mine, theirs)) / 365.25;
  const tolerance = estimated ? ageTolerance(mine, theirs) : 1;
  if (years <= tolerance) return { points: estimated ? 15 : 8, reason: 'birth-year-close' };
  // 1980 for 1990: one wrong key, no contradiction.
  if (!estimated && digitsApart(mine, theirs) === 1) return silent(0);
  return silent(years > 5 ? -30 : -15);
}

/** Years by which an age given by heart may be off: the more, the older the person. */
const ageTolerance = (a: string, b: string): number => (Math.max(Number(a.slice(0, 4)), Number(b.slice(0, 4))) < 1990 ? 4 : 2);

const digitsApart = (a: string, b: string): number => [...a].filter((digit, i) => digit !== b[i]).length;

/** Day and month exchanged; undefined where that is no date. */
function swapped(date: string): string | undefined {
  const [year, month, day] = date.split('-');
  return Number(day) > 12 ? undefined : `${year}-${day}-${month}`;
}

const contradict = (a: string, b: string): boolean => a !== b && [a, b].every((sex) => sex === 'female' || sex === 'male');

/** Parts of a name beyond these add keys and nothing else. */
const PARTS = 5;

/**
 * Texts under which the store finds those who may be the same person by equality alone: each pair of name sounds,
 * the phone's tail, and the birth date (day and month in ascending order, so that exchanged ones meet) with each sound.
 */
export function blockingKeys(who: Pick<Identity, 'name' | 'birthDate' | 'phone'>): string[] {
  const sounds = nameParts(who.name).slice(0, PARTS).map((part) => soundKeys(part));
  const keys: string[] = [];
  if (sounds.length === 1) for (const sound of sounds[0] ?? []) addOnce(keys, `n:${sound}`);
  sounds.forEach((first, i) => {
    for (let j = i + 1; j < sounds.length; j += 1) addPairs(keys, first, sounds[j] ?? []);
  });
  if (who.birthDate !== null) {
    const born = `b:${orderless(who.birthDate)}:`;
    for (const part of sounds) for (const sound of part) addOnce(keys, born + sound);
  }
  const tail = who.phone === null ? undefined : phoneTail(who.phone);
  if (tail !== undefined) keys.push(`p:${tail}`);
  return keys;
}

/** The likeliest reading of both, and each other reading of one of them. */
function addPairs(keys: string[], first: readonly string[], second: readonly string[]): void {
  const [a = '', b = ''] = [first[0], second[0]];
  for (const other of second) addOnce(keys, pairKey(a, other));
  for (let i = 1; i < first.length; i += 1) addOnce(keys, pairKey(first[i] ?? '', b));
}

const pairKey = (a: string, b: string): string => (a < b ? `n:${a}:${b}` : `n:${b}:${a}`);

/** `1990-12-03` and `1990-03-12` → `19900312`. */
function orderless(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return month < day ? year + month + day : year + day + month;
}
