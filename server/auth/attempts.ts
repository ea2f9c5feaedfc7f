import { SyncRefusal } from '../sync/refusal.ts';

const WINDOW_MS = 60_000;
/** Wrong codes a minute: of one address or one code, and of all together. Codes have 60 bits, so this only keeps the log quiet. */
const MOST_EACH = 10;
const MOST_TOGETHER = 300;
const TOGETHER = 'all';

/** Counts attempts that failed, a minute at a time. */
export class Attempts {
  readonly #now: () => number;
  readonly #failed = new Map<string, number>();
  #since = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs an attempt for those keys (address, hash of the code). Throws SyncRefusal `too-many`; an attempt counts when it is refused. */
  async limited<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    this.#turn();
    const tooMany = keys.some((key) => this.#of(key) >= MOST_EACH) || this.#of(TOGETHER) >= MOST_TOGETHER;
    if (tooMany) throw new SyncRefusal('too-many', 429, WINDOW_MS);
    try {
      return await work();
    } catch (error) {
      if (error instanceof SyncRefusal && error.status === 401) for (const key of [...keys, TOGETHER]) this.#failed.set(key, this.#of(key) + 1);
      throw error;
    }
  }

  #of(key: string): number {
    return this.#failed.get(key) ?? 0;
  }

  #turn(): void {
    if (this.#now() - this.#since < WINDOW_MS) return;
    this.#failed.clear();
    this.#since = this.#now();
  }
}
