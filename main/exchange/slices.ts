import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportSink, SinkTx } from './sink.ts';
import type { Tally } from './tally.ts';

/** A slice stops at this many items or this long, whichever comes first. */
export interface SliceSize {
  readonly items: number;
  readonly ms: number;
}

/** While people work at the desk: nobody waits for an import. */
export const SHARED: SliceSize = { items: 500, ms: 25 };
/** When nobody else uses the store: fewer, larger disk writes, within what may be synchronised as one group. */
export const ALONE: SliceSize = { items: 1000, ms: 500 };

export class Cancelled extends Error {}

export interface SliceRun {
  readonly sink: ImportSink;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** `SHARED` when left out. */
  readonly size?: SliceSize;
  /** Called after every slice. */
  readonly onSlice: () => void;
}

/**
 * Stores items slice by slice, one transaction each, and lets everybody else have the event loop in between.
 * Throws Cancelled between two slices.
 */
export async function runSlices<T>(run: SliceRun, items: readonly T[], take: (tx: SinkTx, item: T) => void): Promise<void> {
  const { items: most, ms } = run.size ?? SHARED;
  let at = 0;
  while (at < items.length) {
    if (run.signal.aborted) throw new Cancelled();
    run.sink.slice((tx) => {
      const start = performance.now();
      const end = Math.min(items.length, at + most);
      while (at < end && performance.now() - start < ms) {
        take(tx, items[at] as T);
        at += 1;
      }
      return { refused: run.tally.takeFresh() };
    });
    run.onSlice();
    await nextTurn();
  }
}
