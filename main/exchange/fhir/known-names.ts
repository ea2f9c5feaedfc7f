/** A UUID, URN or absolute address means the same everywhere; `Patient/1` only within its source. */
export const isUniversal = (name: string): boolean => !/^[A-Z][A-Za-z]+\//.test(name);

export type Looked<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'unknown' | 'refused' | 'ambiguous' };

const AMBIGUOUS = Symbol('ambiguous');
const REFUSED = Symbol('refused');

/**
 * Which record each name stands for. A name that is only local is looked for in its own file first, then in the others,
 * where it must be the only one: two servers' `Patient/1` are two people.
 */
export interface Names<T> {
  /** Returns whether these names mean it alone within its file. */
  learn(file: number, names: readonly string[], value: T): boolean;
  /** What this name stood for was not taken: what refers to it cannot be either. */
  refuse(file: number, names: readonly string[]): void;
  look(file: number, names: readonly string[]): Looked<T>;
}

/** Of a few files, quickly. */
export class KnownNames<T> implements Names<T> {
  readonly #names = new Map<string, T | typeof AMBIGUOUS | typeof REFUSED>();
  readonly #same: (a: T, b: T) => boolean;

  constructor(same: (a: T, b: T) => boolean) {
    this.#same = same;
  }

  learn(file: number, names: readonly string[], value: T): boolean {
    let isClear = true;
    for (const name of names) {
      const keys = keysOf(file, name);
      for (const key of keys) this.#set(key, value);
      isClear &&= this.#names.get(keys[0] ?? name) === value;
    }
    return isClear;
  }

  refuse(file: number, names: readonly string[]): void {
    for (const name of names) for (const key of keysOf(file, name)) if (!this.#names.has(key)) this.#names.set(key, REFUSED);
  }

  look(file: number, names: readonly string[]): Looked<T> {
    for (const name of names) {
      for (const key of keysOf(file, name)) {
        const known = this.#names.get(key);
        if (known === AMBIGUOUS) return { kind: 'ambiguous' };
        if (known === REFUSED) return { kind: 'refused' };
        if (known !== undefined) return { kind: 'found', value: known };
      }
    }
    return { kind: 'unknown' };
  }

  #set(key: string, value: T): void {
    const known = this.#names.get(key);
    const other = known !== undefined && known !== AMBIGUOUS && known !== REFUSED && !this.#same(known, value);
    this.#names.set(key, other || known === AMBIGUOUS ? AMBIGUOUS : value);
  }
}

/** A local name has two: within its file, and among all files. */
const keysOf = (file: number, name: string): readonly string[] => (isUniversal(name) ? [name] : [`${file} ${name}`, name]);
