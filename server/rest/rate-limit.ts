import { fail } from '../http/errors.ts';

/** Calls a second in the long run, and at once. */
const A_SECOND = 20;
const AT_ONCE = 100;
const MOST = 10_000;

/** Lets each program call so often; more would take the PCs' place. */
export class RateLimit {
  readonly #now: () => number;
  readonly #left = new Map<string, { readonly calls: number; readonly at: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one call. Throws `too-many` with the seconds to wait. */
  take(key: string): void {
    const now = this.#now();
    const known = this.#left.get(key);
    const calls = known ? Math.min(AT_ONCE, known.calls + Math.max(0, now - known.at) * A_SECOND / 1000) : AT_ONCE;
    if (calls < 1) throw fail('too-many', { headers: { 'retry-after': '1' } });
    if (!known && this.#left.size >= MOST) this.#left.clear();
    this.#left.set(key, { calls: calls - 1, at: now });
  }
}
