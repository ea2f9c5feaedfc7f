import { closeSync, fdatasync, fstatSync, openSync, writeSync } from 'node:fs';

/** Bytes made ready at a time: room for some dozens of commits. */
const AHEAD = 2 ** 20;
/** Longer than this the log does not grow by small commits: by then it starts again from its beginning (store.ts). */
const ENOUGH = 32 * 2 ** 20;

const ZEROS = new Uint8Array(AHEAD);

/**
 * Keeps room ready behind the end of the write-ahead log. A commit that makes a file longer waits for the disk twice,
 * for its pages and for the file system's own notes of the new length; one that fills room which is there already waits
 * once. Zeros behind the last frame mean nothing to SQLite: it stops at the first frame whose checksum does not fit.
 */
export class LogSpace {
  readonly #path: string;
  #file: number | undefined;
  /** The length of the file when this was last looked at. */
  #length = 0;
  #isDone = false;

  constructor(storePath: string) {
    this.#path = `${storePath}-wal`;
  }

  /** Call after each commit, while no transaction is open: nobody else may be about to write behind the end. */
  committed(): void {
    if (this.#isDone) return;
    try {
      this.#file ??= openSync(this.#path, 'r+');
      this.#follow(this.#file, fstatSync(this.#file).size);
    } catch {
      // Room ready beforehand is a gain in time alone: where there is none, SQLite goes on by itself.
      this.close();
    }
  }

  /** Lets go of the file, which SQLite removes when its last connection is closed. */
  close(): void {
    this.#isDone = true;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #follow(file: number, length: number): void {
    if (length === this.#length) return;
    const grown = length - this.#length;
    this.#length = length;
    // One large transaction, or many, as an import writes them: what room they need is not to be guessed.
    if (grown > AHEAD) return;
    if (length >= ENOUGH) {
      this.close();
      return;
    }
    this.#length += writeSync(file, ZEROS, 0, AHEAD, length);
    // Beside the next commit, not in it. Whether it went well shows there.
    fdatasync(file, () => undefined);
  }
}
