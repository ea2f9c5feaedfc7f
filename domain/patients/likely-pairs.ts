import { blockingKeys, LIKELY_DUPLICATE, scoreDuplicate, type DuplicateReason, type Identity } from './duplicates.ts';
import { phoneTail } from './phone.ts';

/** Two of the people given, by their places in the order they came. */
export interface LikelyPair {
  readonly first: number;
  readonly second: number;
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** Keys are sorted in so many parts, so that none takes long. */
const PARTS = 64;
/** In a larger block, such as that of a very common name, only those are compared who stand this near by birth date. */
const WHOLE_BLOCK = 40;
const NEAR = 12;
/** Comparisons of one step: a few milliseconds. */
const STEP = 250;
/** A place in the order takes 21 bits of a number, the key's hash the 32 above them. */
const PLACES = 2 ** 21;

/**
 * Finds people who are likely to be one person among all of a clinic, without comparing everybody with everybody: people meet who
 * share a blocking key. `add` and every step of `pairs` are short, so that whoever calls can let others go on in between.
 */
export class PairFinder {
  readonly #people: Identity[] = [];
  readonly #tails: (string | undefined)[] = [];
  readonly #parts: number[][] = Array.from({ length: PARTS }, () => []);
  readonly #compared = new Set<number>();

  /** Throws a RangeError beyond two million people. */
  add(who: Identity): void {
    const place = this.#people.length;
    if (place >= PLACES) throw new RangeError('Too many people to compare');
    this.#people.push(who);
    this.#tails.push(who.phone === null ? undefined : phoneTail(who.phone));
    for (const key of blockingKeys(who)) {
      const hash = hashOf(key);
      this.#parts[hash % PARTS]?.push(hash * PLACES + place);
    }
  }

  /** Steps through everybody that was added; each gives the pairs it found and how much is done, 0 to 1. */
  *pairs(): Generator<{ readonly found: readonly LikelyPair[]; readonly done: number }> {
    let [found, compared] = [[] as LikelyPair[], 0];
    for (const [at, keys] of this.#parts.entries()) {
      const sorted = Float64Array.from(keys).sort();
      for (const block of blocksOf(sorted)) {
        for (const [one, other] of this.#couples(block.places)) {
          const pair = this.#compare(one, other);
          if (pair) found.push(pair);
          compared += 1;
          if (compared < STEP) continue;
          yield { found, done: (at + block.end / sorted.length) / PARTS };
          [found, compared] = [[], 0];
        }
      }
      yield { found, done: (at + 1) / PARTS };
      [found, compared] = [[], 0];
    }
  }

  *#couples(places: number[]): Generator<readonly [number, number]> {
    const whole = places.length <= WHOLE_BLOCK;
    if (!whole) places.sort((a, b) => ((this.#people[a]?.birthDate ?? '') < (this.#people[b]?.birthDate ?? '') ? -1 : 1));
    for (let one = 0; one < places.length; one++) {
      const last = whole ? places.length : Math.min(places.length, one + 1 + NEAR);
      for (let other = one + 1; other < last; other++) yield [places[one] ?? 0, places[other] ?? 0];
    }
  }

  /** Undefined for those who are no likely pair, or were found before. */
  #compare(one: number, other: number): LikelyPair | undefined {
    const [first, second] = one < other ? [one, other] : [other, one];
    const [a, b] = [this.#people[first], this.#people[second]];
    if (!a || !b || first === second || !this.#mayBeOne(first, second, a, b)) return undefined;
    const { score, reasons } = scoreDuplicate(a, b);
    const id = first * PLACES + second;
    if (score < LIKELY_DUPLICATE || this.#compared.has(id)) return undefined;
    this.#compared.add(id);
    return { first, second, score, reasons };
  }

  /** Years of birth that contradict each other are made up for by a shared phone or one wrong digit alone: no name need be compared. */
  #mayBeOne(first: number, second: number, a: Identity, b: Identity): boolean {
    if (a.birthDate === null || b.birthDate === null || a.birthEstimated || b.birthEstimated) return true;
    if (Math.abs(Number(a.birthDate.slice(0, 4)) - Number(b.birthDate.slice(0, 4))) <= 1) return true;
    const [mine, theirs] = [a.birthDate, b.birthDate];
    return (this.#tails[first] !== undefined && this.#tails[first] === this.#tails[second]) || [...mine].filter((digit, at) => digit !== theirs[at]).length === 1;
  }
}

/** Those who share a key, key by key; `end` is how far it is through the list. */
function* blocksOf(sorted: Float64Array): Generator<{ readonly places: number[]; readonly end: number }> {
  let from = 0;
  for (let to = 1; to <= sorted.length; to++) {
    const hash = Math.floor((sorted[from] ?? 0) / PLACES);
    if (to < sorted.length && Math.floor((sorted[to] ?? 0) / PLACES) === hash) continue;
    if (to - from > 1) yield { places: Array.from(sorted.subarray(from, to), (key) => key % PLACES), end: to };
    from = to;
  }
}

/** FNV-1a, 32 bits. Two keys that meet by accident only cost a comparison. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
