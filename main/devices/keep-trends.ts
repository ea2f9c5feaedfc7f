import { trendLevels } from '#domain/devices/trend-levels.ts';
import type { WriteDb } from '#db/door.ts';
import { addTrend, type TrendPart } from '#db/queries/streams.ts';

interface Growing { at: number; low: number; high: number; sum: number; count: number }

/** More rows than this are not kept while the store cannot be written: some minutes of 32 devices. */
const MOST_WAITING = 50_000;

const levelMs = trendLevels.map(({ seconds }) => seconds * 1000);

/** Gathers streamed values into rows of several widths, and hands them over a few seconds' worth at a time. */
export class TrendKeeper {
  readonly #open = new Map<string, { readonly stayId: string; readonly code: string; readonly levels: Growing[] }>();
  #waiting: TrendPart[] = [];

  /** @param wall milliseconds since 1970 */
  take(stayId: string, code: string, value: number, wall: number): void {
    const key = `${stayId}/${code}`;
    let open = this.#open.get(key);
    if (!open) {
      open = { stayId, code, levels: levelMs.map(() => ({ at: NaN, low: 0, high: 0, sum: 0, count: 0 })) };
      this.#open.set(key, open);
    }
    for (let level = 0; level < levelMs.length; level += 1) {
      const width = levelMs[level] ?? 1000;
      const row = open.levels[level];
      if (!row) continue;
      const at = Math.floor(wall / width) * width;
      if (row.at === at) {
        if (value < row.low) row.low = value;
        if (value > row.high) row.high = value;
        row.sum += value;
        row.count += 1;
        continue;
      }
      this.#put(stayId, code, level, row);
      row.at = at;
      row.low = row.high = row.sum = value;
      row.count = 1;
    }
  }

  /** Writes everything gathered. Call the returned function once it is committed. */
  write(tx: WriteDb): () => void {
    for (const [key, { stayId, code, levels }] of this.#open) {
      if (levels.every(({ count }) => count === 0)) this.#open.delete(key);
      // What is handed over is added to its row in the store; the rest of the row starts from nothing.
      levels.forEach((row, level) => { this.#put(stayId, code, level, row); });
    }
    const { length } = this.#waiting;
    for (const part of this.#waiting) addTrend(tx, part);
    return () => { this.#waiting = this.#waiting.slice(length); };
  }

  get isEmpty(): boolean {
    return this.#open.size === 0 && this.#waiting.length === 0;
  }

  #put(stayId: string, code: string, level: number, row: Growing): void {
    if (row.count === 0) return;
    if (this.#waiting.length < MOST_WAITING) {
      this.#waiting.push({ stayId, code, level: (levelMs[level] ?? 1000) / 1000, at: row.at, low: row.low, high: row.high, sum: row.sum, count: row.count });
    }
    row.at = NaN;
    row.count = 0;
  }
}
