/** A slice stops at this many items, rows written or milliseconds, whichever comes first. */
export interface SliceSize {
  readonly items: number;
  readonly rows: number;
  readonly ms: number;
  /** Milliseconds that a slice may take in all, with what is written at its end; later ones are smaller when it took longer. */
  readonly whole: number;
}

/** However slow the disk is, a transaction of fewer rows would wait for it more than it writes. */
const LEAST = 0.15;
/** A slice that was short says little: something else may have been long only once. */
const GROWTH = 1.2;

/** How much goes into the next slice: less when the last one took longer than others should wait, on a slow or busy machine. */
export class Pace {
  readonly #most: SliceSize;
  #share = 1;

  constructor(most: SliceSize) {
    this.#most = most;
  }

  get size(): SliceSize {
    const { items, rows, ms, whole } = this.#most;
    return { items, rows: Math.ceil(rows * this.#share), ms: ms * this.#share, whole };
  }

  /** @param ms what the last slice took, its commit included */
  took(ms: number): void {
    const { whole } = this.#most;
    const wanted = ms > whole ? (this.#share * whole) / ms : this.#share * GROWTH;
    this.#share = Math.min(1, Math.max(LEAST, wanted));
  }
}
