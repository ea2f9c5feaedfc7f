import { indexWaiting, manyWait, WORDS_OF_A_TURN } from '#db/projections/patient-search.ts';
import type { Store } from '#db/store.ts';
import type { Log } from '../log.ts';
import { syncWrite } from './link.ts';
import { endOf } from './pause.ts';

export interface WordTurnsParts {
  readonly store: Store;
  readonly log: Log;
  /** Resolves after `ms`, or at once when the signal ends. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Between two turns others have theirs. */
const BETWEEN_MS = 10;

/**
 * Puts patients whom other PCs registered into the search index, some at a time, when no page of the clinic's log is
 * waiting to be applied. Until then a search looks through them one by one; who they are follows from the store alone.
 */
export class WordTurns {
  readonly #parts: WordTurnsParts;
  #wake: () => void = () => undefined;
  #isHeld = false;
  #isOver = false;

  constructor(parts: WordTurnsParts) {
    this.#parts = parts;
  }

  /** Some may have come. */
  nudge(): void {
    this.#wake();
  }

  /** While held, everybody waits: more of the log is coming, which is wanted first. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#wake();
  }

  /** The store is going to be closed. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async run(ended: AbortSignal): Promise<void> {
    const { wait } = this.#parts;
    const over = endOf(ended);
    while (!ended.aborted && !this.#isOver) {
      const news = new Promise<void>((resolve) => { this.#wake = resolve; });
      const isDone = this.#isHeld || !this.#turn();
      await (isDone ? Promise.race([news, over]) : wait(BETWEEN_MS, ended));
    }
  }

  /** False when nobody is left, or when it failed: the next who come are a reason to try again. */
  #turn(): boolean {
    const { store, log } = this.#parts;
    try {
      if (!manyWait(store.read)) return false;
      store.write(syncWrite, (tx) => { indexWaiting(tx, WORDS_OF_A_TURN); });
      return true;
    } catch (error) {
      log.warn('patient-words-failed', { code: error instanceof Error ? error.name : typeof error });
      return false;
    }
  }
}
