import { DigestTable } from './digest-table.ts';
import { isUniversal } from './known-names.ts';
import type { Looked, Names } from './known-names.ts';
import { UuidRows } from './uuid-rows.ts';

/** What a name stands for: one of these, or the place of a row of ids after them. */
const [REFUSED, AMBIGUOUS, FIRST_ROW] = [1, 2, 3];
/** In place of the file whose name it is alone. */
const SEVERAL = -1;

/** How a record is told by its ids. The first is what it is; the others belong to it. */
export interface ByIds<T> {
  /** Ids in a row; a power of two. */
  readonly width: number;
  readonly idsOf: (record: T) => readonly string[];
  readonly recordOf: (ids: readonly string[]) => T;
}

/**
 * The same as KnownNames, for the millions of names of all files of an import: 70 bytes for each and its record, outside
 * the heap. What a local name means in its file and among all files is one entry until a second file has the name.
 */
export class NamesOfImport<T> implements Names<T> {
  readonly #names = new DigestTable();
  /** Of names that several files have, by file and name. */
  readonly #own = new Map<string, number>();
  readonly #rows: UuidRows;
  readonly #how: ByIds<T>;
  #last: { readonly value: number; readonly looked: Looked<T> } | undefined;

  constructor(how: ByIds<T>) {
    this.#how = how;
    this.#rows = new UuidRows(how.width);
  }

  learn(file: number, names: readonly string[], record: T): boolean {
    const ids = this.#how.idsOf(record);
    // Most are new; a row for each name they go by would be the same.
    let row: number | undefined;
    const next = (known: number | undefined): number => {
      if (known === AMBIGUOUS) return AMBIGUOUS;
      const before = known === undefined || known === REFUSED ? undefined : this.#rows.get(known - FIRST_ROW);
      if (before && before[0] !== ids[0]) return AMBIGUOUS;
      if (before?.every((id, i) => id === ids[i]) === true) return known ?? AMBIGUOUS;
      return (row ??= this.#rows.add(ids)) + FIRST_ROW;
    };
    let isClear = true;
    for (const name of names) isClear = this.#put(file, name, next) !== AMBIGUOUS && isClear;
    return isClear;
  }

  refuse(file: number, names: readonly string[]): void {
    for (const name of names) this.#put(file, name, (known) => known ?? REFUSED);
  }

  look(file: number, names: readonly string[]): Looked<T> {
    for (const name of names) {
      const known = this.#names.get(name);
      if (!known) continue;
      const value = (known.first === SEVERAL ? this.#own.get(ownKey(file, name)) : undefined) ?? known.second;
      if (value === AMBIGUOUS) return { kind: 'ambiguous' };
      if (value === REFUSED) return { kind: 'refused' };
      return this.#found(value);
    }
    return { kind: 'unknown' };
  }

  /** What follows each other often belongs to one record. */
  #found(value: number): Looked<T> {
    if (this.#last?.value !== value) this.#last = { value, looked: { kind: 'found', value: this.#how.recordOf(this.#rows.get(value - FIRST_ROW)) } };
    return this.#last.looked;
  }

  /** Changes what a name stands for, in its file and among all; returns what it is in its file then. */
  #put(file: number, name: string, next: (known: number | undefined) => number): number {
    const known = this.#names.get(name);
    if (!known || known.first === file || isUniversal(name)) {
      const value = next(known?.second);
      this.#names.set(name, file, value);
      return value;
    }
    if (known.first !== SEVERAL) this.#own.set(ownKey(known.first, name), known.second);
    const key = ownKey(file, name);
    const own = next(this.#own.get(key));
    this.#own.set(key, own);
    this.#names.set(name, SEVERAL, next(known.second));
    return own;
  }
}

const ownKey = (file: number, name: string): string => `${file} ${name}`;
