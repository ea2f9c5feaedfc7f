import type { WriteDb } from '#db/door.ts';
import type { OpenUse } from '#db/queries/bedside.ts';

/** How much time one summary stands for, milliseconds. */
const SPAN_MS = 5 * 60_000;

interface Sum { low: number; high: number; sum: number; count: number }

interface Open {
  readonly use: OpenUse;
  readonly from: number;
  readonly codes: Map<string, Sum>;
  /** The last second in which the device spoke, and how many there were. */
  second: number;
  seconds: number;
}

/** What other PCs learn of a stream: a few numbers every five minutes. */
export class Summaries {
  readonly #open = new Map<string, Open>();

  take(use: OpenUse, code: string, value: number, wall: number): void {
    let open = this.#open.get(use.id);
    if (!open) {
      open = { use, from: wall, codes: new Map(), second: NaN, seconds: 0 };
      this.#open.set(use.id, open);
    }
    const second = Math.floor(wall / 1000);
    if (second !== open.second) {
      open.second = second;
      open.seconds += 1;
    }
    const sum = open.codes.get(code);
    if (!sum) open.codes.set(code, { low: value, high: value, sum: value, count: 1 });
    else {
      sum.low = Math.min(sum.low, value);
      sum.high = Math.max(sum.high, value);
      sum.sum += value;
      sum.count += 1;
    }
  }

  /** Whether a summary is due. `all`: of everything, because the program closes or these uses have ended. */
  isDue(wall: number): boolean {
    for (const { from } of this.#open.values()) if (wall - from >= SPAN_MS) return true;
    return false;
  }

  /** Writes those that are due, and those of the uses that are named. Call the returned function once it is committed. */
  write(tx: WriteDb, wall: number, ended: (use: OpenUse) => boolean): () => void {
    const due = [...this.#open.values()].filter(({ use, from }) => wall - from >= SPAN_MS || ended(use));
    for (const { use, from, codes, seconds } of due) {
      const measures = Object.fromEntries([...codes].map(([code, { low, high, sum, count }]) => [code, { low, high, mean: Math.round((sum / count) * 100) / 100, count }]));
      tx.insert('stream_summary', {
        id: tx.newId(), patient_id: use.patientId, stay_id: use.stayId, device_id: use.deviceId, from_at: new Date(from).toISOString(),
        to_at: new Date(wall).toISOString(), measures: JSON.stringify(measures), gap_seconds: Math.max(0, Math.round((wall - from) / 1000) - seconds),
      });
    }
    return () => { for (const one of due) if (this.#open.get(one.use.id) === one) this.#open.delete(one.use.id); };
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }
}
