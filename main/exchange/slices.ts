import { setImmediate as nextTurn } from 'node:timers/promises';
import { Pace } from './pace.ts';
import type { SliceSize } from './pace.ts';
import type { ImportSink, SinkTx } from './sink.ts';
import type { Tally } from './tally.ts';

/**
 * Every transaction writes each page it touched and waits for the disk, so few large ones are cheapest. What is
 * written in one is synchronised as one group, which may hold 2,000 operations or 1 MB (sync.md, 2.4).
 */
const ROWS = 1500;

/** While people work at the desk: nobody waits for an import. What is gathered is still to be written, and the disk to be waited for, when the time is over. */
export const SHARED: SliceSize = { items: 800, rows: 600, ms: 20, whole: 40 };
/** When nobody else uses the store. */
export const ALONE: SliceSize = { items: 2000, rows: ROWS, ms: 1000, whole: Infinity };

export class Cancelled extends Error {}

export interface SliceRun {
  readonly sink: ImportSink;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** `SHARED` when left out. */
  readonly size?: SliceSize;
  /** What was learnt from the slices so far, for a run that comes here several times. */
  readonly pace?: Pace;
  /** Called after every slice. */
  readonly onSlice: () => void;
  /** Waited for after every slice. */
  readonly rest?: () => Promise<void>;
}

/** What waits to be stored, in order. */
export interface Queue<T> {
  /** At least the number of items. */
  readonly length: number;
  /** Takes the next one; call it only while `length` is not 0. */
  next(): T;
}

/** Stores items slice by slice; see `drain`. */
export function runSlices<T>(run: SliceRun, items: readonly T[], take: (tx: SinkTx, item: T) => void): Promise<void> {
  let at = 0;
  const queue: Queue<T> = { get length() { return items.length - at; }, next: () => items[at++] as T };
  return drain(run, queue, take);
}

/**
 * Stores what waits slice by slice, one transaction each, and lets everybody else have the event loop in between.
 * Throws Cancelled between two slices.
 * @param least stops when fewer items are left, for callers who will have more
 */
export async function drain<T>(run: SliceRun, queue: Queue<T>, take: (tx: SinkTx, item: T) => void, least = 1): Promise<void> {
  const pace = run.pace ?? new Pace(run.size ?? SHARED);
  while (queue.length >= least) {
    if (run.signal.aborted) throw new Cancelled();
    const { items, rows, ms } = pace.size;
    const begun = performance.now();
    run.sink.slice((tx) => {
      const start = performance.now();
      for (let n = 0; n < items && queue.length > 0 && tx.written < rows && performance.now() - start < ms; n += 1) take(tx, queue.next());
      return { refused: run.tally.takeFresh() };
    });
    pace.took(performance.now() - begun);
    run.onSlice();
    await nextTurn();
    await run.rest?.();
  }
}
