import { isUuid } from '../identity.ts';
import { readUuid, UUID_WORDS, writeUuid } from './uuid-words.ts';

/** UUIDs that are added to the memory at a time. */
const TOGETHER = 1024;

/** Rows of ids, one after the other, 16 bytes an id and outside the heap. What is no UUID is kept as it is. */
export class UuidRows {
  /** Rows so far. */
  length = 0;
  readonly #width: number;
  readonly #chunks: Int32Array[] = [];
  /** By its place among all ids. */
  readonly #others = new Map<number, string>();

  /** @param width ids in a row; a power of two */
  constructor(width: number) {
    this.#width = width;
  }

  /** Returns the row's place, from 0. */
  add(row: readonly string[]): number {
    const at = this.length * this.#width;
    if (at % TOGETHER === 0) this.#chunks.push(new Int32Array(TOGETHER * UUID_WORDS));
    row.forEach((id, i) => { this.#write(at + i, id); });
    this.length += 1;
    return this.length - 1;
  }

  get(place: number): string[] {
    return Array.from({ length: this.#width }, (_, i) => this.#read(place * this.#width + i));
  }

  #write(at: number, id: string): void {
    const words = this.#chunks[Math.floor(at / TOGETHER)];
    if (isUuid(id) && words) writeUuid(id, words, (at % TOGETHER) * UUID_WORDS);
    else this.#others.set(at, id);
  }

  #read(at: number): string {
    const words = this.#chunks[Math.floor(at / TOGETHER)];
    return this.#others.get(at) ?? (words ? readUuid(words, (at % TOGETHER) * UUID_WORDS) : '');
  }
}
