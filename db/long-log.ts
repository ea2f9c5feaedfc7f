import { logOf, type Checkpointer, type LogState } from './checkpoint.ts';
import type { Connection } from './connection.ts';

/** Pages of the write-ahead log (125 MiB) at which a long job waits until they are in the file. */
const ENOUGH = 32_000;
/** At which a commit moves them itself, while everybody waits: never reached as long as the job waits in time. */
const LONGEST = 60_000;
/** Others may commit while pages are moved; what they wrote is little. */
const ROUNDS = 3;
/** Milliseconds without a transaction of the job: its line is lost or slow, and the disk has time to move the pages meanwhile. */
const IDLE_MS = 3_000;

/**
 * The log while a gathering writes: it may grow longer than otherwise. Pages of an index are touched by many commits,
 * and to move one into the file costs as much as to write it twice: it is moved once for all of these.
 */
export class LongLog {
  readonly #writer: Connection;
  readonly #checkpointer: Checkpointer;
  readonly #look: () => LogState;
  readonly #usual: number;
  readonly #idle = setTimeout(() => { void this.#endIdle(); }, IDLE_MS).unref();
  #isLong = false;
  #isClosed = false;
  /** Transactions that were begun. */
  #begun = 0;

  /** @param usual pages at which a commit moves them when nothing is gathered */
  constructor(writer: Connection, checkpointer: Checkpointer, usual: number) {
    this.#writer = writer;
    this.#checkpointer = checkpointer;
    this.#usual = usual;
    this.#look = logOf(writer);
  }

  /** Call before each transaction of what is gathered. Where none follows for a while, the log is made short by itself. */
  begin(): void {
    this.#begun += 1;
    this.#idle.refresh();
    if (this.#isLong) return;
    this.#isLong = true;
    this.#writer.pragma(`wal_autocheckpoint = ${LONGEST}`);
  }

  /** After a commit: whether its pages may stay in the log for now. */
  waits(): boolean {
    return this.#isLong && this.#look().log < ENOUGH;
  }

  /** Resolves when there is room for another commit. */
  async rest(): Promise<void> {
    if (this.#look().log >= ENOUGH) await this.#moveAll();
  }

  /** Resolves when all pages are in the file; from then on the log is as short as usual. */
  async end(): Promise<void> {
    const begun = this.#begun;
    if (!this.#isLong || !(await this.#moveAll())) return;
    // Who gathers again wants it long.
    if (this.#isClosed || begun !== this.#begun) return;
    this.#isLong = false;
    this.#writer.pragma(`wal_autocheckpoint = ${this.#usual}`);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idle);
  }

  async #endIdle(): Promise<void> {
    await this.end();
    if (this.#isLong && !this.#isClosed) this.#idle.refresh();
  }

  async #moveAll(): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { log, moved } = this.#look();
      if (log === moved) return true;
      if (!(await this.#checkpointer.moveAll())) return false;
    }
    return false;
  }
}
