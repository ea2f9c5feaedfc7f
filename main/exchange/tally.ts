import type { Refusal } from '#domain/contract/exchange.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import type { Put } from './sink.ts';

export type Counts = Record<string, number>;

/** How many refusals a report carries itself. */
const SHOWN = 200;

/** What an import has done so far. */
export class Tally {
  readonly stored: Counts = {};
  readonly unchanged: Counts = {};
  readonly skipped: Counts = {};
  readonly refused: Refusal[] = [];
  refusedCount = 0;
  /** Bytes read, and all bytes of all readings known so far. */
  done = 0;
  total = 0;
  #fresh: Refusal[] = [];

  put(type: string, put: Put, count = 1): void {
    const counts = put === 'stored' ? this.stored : this.unchanged;
    counts[type] = (counts[type] ?? 0) + count;
  }

  skip(type: string): void {
    this.skipped[type] = (this.skipped[type] ?? 0) + 1;
  }

  refuse(file: string, entry: string, { reason, detail }: Problem): void {
    const refusal = { file, entry, reason, detail };
    this.refusedCount += 1;
    if (this.refused.length < SHOWN) this.refused.push(refusal);
    this.#fresh.push(refusal);
  }

  /** Refusals since the last call. */
  takeFresh(): Refusal[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}
