import type { CommitNotes } from './commit-notes.ts';
import type { Connection, Statement } from './connection.ts';
import type { WriteDb, WriteHeader } from './door.ts';
import { asStoreError } from './errors.ts';
import type { OperationStream, StreamHead } from './stream.ts';

/**
 * One transaction of a long job, written a piece at a time with turns of others between. Whoever else writes commits
 * what is there first and waits for no more than that; the next piece then begins another.
 */
export interface Gathered {
  /** Writes a piece. Throws what it throws, or what stopped a commit since; all that was not committed is undone then. */
  add(work: (tx: WriteDb) => void): void;
  /** Nothing is safe before. */
  commit(): void;
}

/** What a gathering left open. */
interface Open {
  readonly gathering: object;
  readonly head: StreamHead;
  readonly failed: (error: unknown) => void;
}

export interface WriteTurnsParts {
  readonly connection: Connection;
  readonly stream: OperationStream;
  readonly notes: CommitNotes;
  readonly tx: WriteDb;
  /** Called after each commit. */
  readonly committed: () => void;
}

/** The transactions of the one writing connection, one after the other. */
export class WriteTurns {
  readonly #parts: WriteTurnsParts;
  readonly #begin: Statement;
  readonly #commit: Statement;
  #open: Open | undefined;
  #isInside = false;

  constructor(parts: WriteTurnsParts) {
    this.#parts = parts;
    this.#begin = parts.connection.prepare('BEGIN IMMEDIATE');
    this.#commit = parts.connection.prepare('COMMIT');
  }

  /** One whole transaction. What it throws undoes all of it. */
  run<T>(header: WriteHeader, work: (tx: WriteDb) => T): T {
    this.#commitOpen();
    const { head } = this.#parts.stream;
    const result = this.#guarded(head, () => {
      this.#beginWith(header);
      const made = this.#inside(work);
      this.#end(head);
      return made;
    });
    this.#parts.committed();
    return result;
  }

  /** @param begins called before each transaction */
  gather(header: WriteHeader, begins: () => void): Gathered {
    let fault: { readonly error: unknown } | undefined;
    const failed = (error: unknown): void => { fault = { error }; };
    const check = (): void => {
      const found = fault;
      fault = undefined;
      if (found) throw found.error;
    };
    const gathering: Gathered = {
      add: (work) => {
        check();
        if (this.#open?.gathering !== gathering) this.#commitOpen();
        const head = this.#open?.head ?? this.#parts.stream.head;
        this.#guarded(head, () => {
          if (!this.#open) {
            begins();
            this.#beginWith(header);
          }
          this.#open = { gathering, head, failed };
          this.#inside(work);
        });
      },
      commit: () => {
        if (this.#open?.gathering === gathering) this.#commitOpen();
        check();
      },
    };
    return gathering;
  }

  #beginWith(header: WriteHeader): void {
    this.#begin.run();
    this.#parts.notes.begin();
    this.#parts.tx.begin(header);
  }

  #end(head: StreamHead): void {
    this.#parts.notes.write(head.dseq);
    this.#commit.run();
    this.#parts.notes.end(true);
  }

  #inside<T>(work: (tx: WriteDb) => T): T {
    this.#isInside = true;
    try {
      const result = work(this.#parts.tx);
      if (result instanceof Promise) throw new Error('a transaction cannot wait');
      return result;
    } finally {
      this.#isInside = false;
    }
  }

  /** Its owner hears of a failure; who writes now goes on. */
  #commitOpen(): void {
    if (this.#isInside) throw new Error('a write inside a write');
    const open = this.#open;
    if (!open) return;
    try {
      this.#guarded(open.head, () => { this.#end(open.head); });
    } catch (error) {
      open.failed(error);
      return;
    }
    this.#open = undefined;
    this.#parts.committed();
  }

  /** Undoes the transaction when `work` throws. */
  #guarded<T>(head: StreamHead, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#open = undefined;
      this.#parts.stream.head = head;
      this.#parts.notes.end(false);
      // SQLite has already undone the transaction itself after some faults, a full disk among them.
      if (this.#parts.connection.inTransaction) this.#parts.connection.exec('ROLLBACK');
      throw asStoreError(error);
    }
  }
}
