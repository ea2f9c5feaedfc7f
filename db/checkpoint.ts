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
/** Whether every page that was committed when the thread began is in the file. */
export type CheckpointAnswer = 'all' | 'some';

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
/** Who can wait does so only for so little, while the thread catches up, or when the log has become so long. */
const LITTLE = 1500;
const LONG = 7000;
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
  /** Pages committed since the thread was last asked, and since nothing was left to be moved. */
  #pages = 0;
  #log = 0;
  /** Counted so that a commit beside the thread's work is seen. */
  #commits = 0;
  #hasEnded = false;
  #unanswered = 0;
  #resting: ((moved: CheckpointAnswer | undefined) => void)[] = [];

  constructor(path: string, key: Uint8Array) {
    this.#path = path;
    this.#key = key;
  }

  /** Call after each commit, with the operations it wrote. */
  committed(operations: number): void {
    const pages = PAGES_A_COMMIT + operations * PAGES_AN_OPERATION;
    this.#pages += pages;
    this.#log += pages;
    this.#commits += 1;
    if (this.#pages >= PAGES_TOGETHER) this.#ask();
  }

  /**
   * For who writes much and can wait: call it between two commits, so that none of them has to move the pages of a log
   * that has become too long, while everybody waits. Resolves at once as long as the log is short.
   */
  async rest(): Promise<void> {
    // Twice where the thread was at work already: then for what has been committed beside it.
    for (let round = 0; round < 2 && this.#log >= PAGES_TOGETHER; round += 1) {
      const isLittle = this.#pages <= LITTLE;
      const isAsked = this.#ask();
      if (this.#hasEnded || !((isLittle && isAsked) || this.#log >= LONG)) return;
      const commits = this.#commits;
      const moved = await this.#moved();
      if (moved === 'all' && isAsked && commits === this.#commits) this.#log = 0;
    }
  }

  /** Resolves when the thread has done all it was asked for; with undefined when it has ended. */
  async #moved(): Promise<CheckpointAnswer | undefined> {
    this.#worker?.ref();
    const moved = await new Promise<CheckpointAnswer | undefined>((resolve) => { this.#resting.push(resolve); });
    if (this.#resting.length === 0) this.#worker?.unref();
    return moved;
  }

  /** Whether the thread was free to begin. */
  #ask(): boolean {
    this.#worker ??= this.#start();
    if (Atomics.exchange(this.#shared, Slot.busy, 1) === 1) return false;
    this.#pages = 0;
    this.#unanswered += 1;
    this.#worker.postMessage('checkpoint' satisfies CheckpointRequest);
    return true;
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
    worker.on('message', (moved: CheckpointAnswer) => {
      this.#unanswered -= 1;
      if (this.#unanswered === 0) this.#tell(moved);
    });
    // It ends alone when it cannot work: `busy` stays 1, nobody asks again, and commits move the pages themselves.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#hasEnded = true;
      this.#tell(undefined);
    });
    worker.unref();
    return worker;
  }

  #tell(moved: CheckpointAnswer | undefined): void {
    const resting = this.#resting;
    this.#resting = [];
    for (const resolve of resting) resolve(moved);
  }
}
