import { hash } from 'node:crypto';
import { isUuid } from '../identity.ts';
import { UUID_WORDS, writeUuid } from './uuid-words.ts';

/** Numbers of 32 bits in one slot: what stands for the text, and the two numbers under it. */
const [WIDTH, FIRST, SECOND] = [6, 4, 5];
/** The table is many small ones, so that what grows at a time, and is there twice meanwhile, is small. */
const PARTS = 256;
/** Slots, a power of two. */
const FEWEST = 16;
/** Of four slots three are filled at most. */
const fullAt = (slots: number): number => (slots / 4) * 3;

export interface Pair {
  /** Whole numbers of 32 bits with sign; the second is never 0. */
  readonly first: number;
  readonly second: number;
}

/**
 * Two numbers for each of millions of texts, outside the heap: of a text 16 bytes are kept, which are a UUID's own and of
 * any other text those of a digest that no two texts share.
 */
export class DigestTable {
  readonly #parts: (Part | undefined)[] = Array.from({ length: PARTS });

  #last: readonly [text: string, words: Words] | undefined;

  get(text: string): Pair | undefined {
    const words = this.#wordsOf(text);
    return this.#parts[words.place % PARTS]?.get(words);
  }

  set(text: string, first: number, second: number): void {
    const words = this.#wordsOf(text);
    const part = (this.#parts[words.place % PARTS] ??= new Part());
    part.set(words, first, second);
  }

  /** Who asks for one often asks for it again, or puts something under it. */
  #wordsOf(text: string): Words {
    if (this.#last?.[0] !== text) this.#last = [text, wordsOf(text)];
    return this.#last[1];
  }
}

/** Millions of texts, likewise. */
export class TextSet {
  readonly #table = new DigestTable();

  has = (text: string): boolean => this.#table.get(text) !== undefined;

  add(text: string): void {
    this.#table.set(text, 0, 1);
  }
}

/** What stands for a text, and where to begin to look for it. */
interface Words {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly place: number;
}

const WORDS = new Int32Array(UUID_WORDS);

function wordsOf(text: string): Words {
  const isOwn = isUuid(text);
  writeUuid(isOwn ? text : hash('sha256', text, 'hex'), WORDS, 0);
  const [a = 0, b = 0, c = 0, d = 0] = WORDS;
  const second = isOwn ? b : b & NO_VERSION;
  return { a, b: second, c, d, place: placeOf(a, second, c, d) };
}

/** No UUID has the version 0: what stands for another text is none. */
const NO_VERSION = 0xffff0fff;

/** Ids of one patient begin alike, and those of one machine may end alike: all of it has its part. */
function placeOf(a: number, b: number, c: number, d: number): number {
  const mixed = Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f), 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** Slots are tried one after the other from the place of a text on, until it is found or one is free. */
class Part {
  #slots = new Int32Array(FEWEST * WIDTH);
  #filled = 0;

  get(words: Words): Pair | undefined {
    const at = this.#find(words);
    const second = this.#slots[at + SECOND] ?? 0;
    return second === 0 ? undefined : { first: this.#slots[at + FIRST] ?? 0, second };
  }

  set(words: Words, first: number, second: number): void {
    if (this.#filled >= fullAt(this.#slots.length / WIDTH)) this.#grow();
    const [slots, at] = [this.#slots, this.#find(words)];
    if (slots[at + SECOND] === 0) {
      this.#filled += 1;
      [slots[at], slots[at + 1], slots[at + 2], slots[at + 3]] = [words.a, words.b, words.c, words.d];
    }
    [slots[at + FIRST], slots[at + SECOND]] = [first, second];
  }

  /** Where the text's slot begins, or the one that is free for it. */
  #find({ a, b, c, d, place }: Words): number {
    const slots = this.#slots;
    const last = slots.length - WIDTH;
    let at = firstAt(place, slots.length);
    while (slots[at + SECOND] !== 0 && !(slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d)) at = at === last ? 0 : at + WIDTH;
    return at;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WIDTH) {
      if (old[at + SECOND] === 0) continue;
      const [a = 0, b = 0, c = 0, d = 0] = old.subarray(at, at + FIRST);
      this.#slots.set(old.subarray(at, at + WIDTH), this.#find({ a, b, c, d, place: placeOf(a, b, c, d) }));
    }
    // Its memory is given back now, not when the heap is swept.
    old.buffer.transfer(0);
  }
}

const firstAt = (place: number, length: number): number => (Math.floor(place / PARTS) & (length / WIDTH - 1)) * WIDTH;
