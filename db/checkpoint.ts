import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Connection } from './connection.ts';

/** Handed to the thread when it starts. */
export interface CheckpointData {
  readonly path: string;
  readonly key: Uint8Array;
  /** What both threads look at: see `Slot`. */
  readonly shared: Int32Array;
}

export type CheckpointRequest = 'checkpoint' | 'close';

/** The write-ahead log, in pages: its length, and how many of them are in the file already. */
export interface LogState {
  readonly log: number;
  readonly moved: number;
}

/**
 * Reads where the log stands as SQLite itself counts, from memory it shares between connections: without a call of the
 * system, and a commit takes some hundreds of times as long. Ask with the connection that writes, outside a transaction.
 */
export function logOf(writer: Connection): () => LogState {
  const look = writer.prepare('PRAGMA main.wal_checkpoint(NOOP)').raw();
  return () => {
    try {
      const [, log, moved] = look.get() as [busy: number, log: number, moved: number];
      return { log, moved };
    } catch {
      // The commit before this is on the disk, and must not seem to have failed. The next one asks again.
      return { log: 0, moved: 0 };
    }
  };
}

/** `connection` is where the thread's own connection stands, `busy` 1 from a request until it is done. */
export const Slot = { connection: 0, busy: 1 } as const;
export const Connected = { notYet: 0, open: 1, closed: 2 } as const;

/**
 * So many pages are moved at a time. Fewer would move the pages every commit touches again and again, and commits wait a
 * little longer for the disk while that goes on beside them.
 */
const PAGES_TOGETHER = 5000;
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
  readonly #look: () => LogState;
  #worker: Worker | undefined;
  /** How long the log was when the thread was last asked. */
  #asked = 0;
  #hasEnded = false;
  #unanswered = 0;
  #resting: (() => void)[] = [];

  constructor(path: string, key: Uint8Array, look: () => LogState) {
    this.#path = path;
    this.#key = key;
    this.#look = look;
  }

  /** Call after each commit. */
  committed(): void {
    const { log, moved } = this.#look();
    // A log that was moved as a whole begins again with the next commit.
    if (log < this.#asked) this.#asked = 0;
    if (log - Math.max(moved, this.#asked) >= PAGES_TOGETHER) this.#ask(log);
  }

  /**
   * For who writes much and can wait: call it between two commits, so that none of them has to move the pages of a log
   * that has become too long, while everybody waits. Resolves at once as long as the log is short.
   */
  async rest(): Promise<void> {
    // Twice where the thread was at work already: then for what has been committed beside it.
    for (let round = 0; round < 2; round += 1) {
      const { log, moved } = this.#look();
      if (log < PAGES_TOGETHER || moved === log) return;
      const isLittle = log - moved <= LITTLE;
      const isAsked = this.#ask(log);
      if (this.#hasEnded || !((isLittle && isAsked) || log >= LONG)) return;
      await this.#idle();
    }
  }

  /** Resolves when the thread has moved what it can, or what it was at already; false when there is none. */
  async moveAll(): Promise<boolean> {
    this.#ask(this.#look().log);
    if (!this.#hasEnded) await this.#idle();
    return !this.#hasEnded;
  }

  /** Resolves when the thread has done all it was asked for, or has ended. */
  async #idle(): Promise<void> {
    this.#worker?.ref();
    await new Promise<void>((resolve) => { this.#resting.push(resolve); });
    if (this.#resting.length === 0) this.#worker?.unref();
  }

  /** Whether the thread was free to begin. */
  #ask(log: number): boolean {
    this.#worker ??= this.#start();
    if (Atomics.exchange(this.#shared, Slot.busy, 1) === 1) return false;
    this.#asked = log;
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
    worker.on('message', () => {
      this.#unanswered -= 1;
      if (this.#unanswered === 0) this.#tell();
    });
    // It ends alone when it cannot work: `busy` stays 1, nobody asks again, and commits move the pages themselves.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#hasEnded = true;
      this.#tell();
    });
    worker.unref();
    return worker;
  }

  #tell(): void {
    const resting = this.#resting;
    this.#resting = [];
    for (const resolve of resting) resolve();
  }
}
