import type { Refusal } from '#domain/contract/exchange.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import type { Put } from './sink.ts';

export type Counts = Record<string, number>;

/** Without a prototype: a resource may call itself `constructor`. */
const noCounts = (): Counts => Object.create(null) as Counts;

/** How many refusals a report carries itself. */
const SHOWN = 200;

/** What an import has done so far. */
export class Tally {
  readonly stored = noCounts();
  readonly unchanged = noCounts();
  readonly skipped = noCounts();
  /** Resources without a place of their own, kept as they came. */
  readonly kept = noCounts();
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

  keep(type: string, put: Put): void {
    if (put === 'stored') this.kept[type] = (this.kept[type] ?? 0) + 1;
    else this.put(type, put);
  }

  skip(type: string, count = 1): void {
    this.skipped[type] = (this.skipped[type] ?? 0) + count;
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
