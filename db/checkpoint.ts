import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Handed to the thread when it starts. */
export interface CheckpointData {
  readonly path: string;
  readonly key: Uint8Array;
  /** What both threads look at: see `Slot`. */
  readonly shared: Int32Array;
}

export type CheckpointRequest = 'checkpoint' | 'close';

/** `connection` is where the thread's own connection stands, `busy` 1 from a request until it is done. */
export const Slot = { connection: 0, busy: 1 } as const;
export const Connected = { notYet: 0, open: 1, closed: 2 } as const;

/**
 * So many pages are moved at a time. Fewer would move the pages every commit touches again and again, and commits wait a
 * little longer for the disk while that goes on beside them.
 */
const PAGES_TOGETHER = 5000;
/** Pages a commit writes, about: the tables and indexes it touches, and two operations or typed rows to a page. */
const PAGES_A_COMMIT = 10;
const PAGES_AN_OPERATION = 0.5;
/** Milliseconds a closing store waits for the thread to let go of the file. */
const LONGEST_CLOSING = 10_000;

/** Beside the bundled program, or the source itself where that runs as it is. */
const THREAD = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'checkpoint-thread.ts' : 'store-checkpoint.js');
/** Megabytes. It runs one statement. */
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 1 };

/**
 * Moves committed pages from the write-ahead log into the file, in a thread of its own: nobody's commit waits for it.
 * The thread starts when there is something to move. Where it cannot, SQLite does the same with a commit, later.
 */
export class Checkpointer {
  readonly #path: string;
  readonly #key: Uint8Array;
  readonly #shared = new Int32Array(new SharedArrayBuffer(8));
  #worker: Worker | undefined;
  #pages = 0;

  constructor(path: string, key: Uint8Array) {
    this.#path = path;
    this.#key = key;
  }

  /** Call after each commit, with the operations it wrote. */
  committed(operations: number): void {
    this.#pages += PAGES_A_COMMIT + operations * PAGES_AN_OPERATION;
    if (this.#pages < PAGES_TOGETHER) return;
    this.#worker ??= this.#start();
    if (Atomics.exchange(this.#shared, Slot.busy, 1) === 1) return;
    this.#pages = 0;
    this.#worker.postMessage('checkpoint' satisfies CheckpointRequest);
  }

  /** Returns when the thread has let go of the file. */
  close(): void {
    const worker = this.#worker;
    if (!worker) return;
    const before = Atomics.compareExchange(this.#shared, Slot.connection, Connected.notYet, Connected.closed);
    worker.postMessage('close' satisfies CheckpointRequest);
    if (before === Connected.open) Atomics.wait(this.#shared, Slot.connection, Connected.open, LONGEST_CLOSING);
  }

  #start(): Worker {
    const workerData: CheckpointData = { path: this.#path, key: this.#key, shared: this.#shared };
    const worker = new Worker(THREAD, { workerData, name: 'store-checkpoint', execArgv: [], resourceLimits: LIMITS });
    // It ends alone when it cannot work: `busy` stays 1, nobody asks again, and commits move the pages themselves.
    worker.on('error', () => undefined);
    worker.unref();
    return worker;
  }
}
