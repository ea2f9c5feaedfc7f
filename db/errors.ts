/** Why the store cannot be opened or written. Reasons are stable words; screens choose the sentence. */
export type StoreProblem =
  | 'wrong-key' | 'damaged' | 'newer' | 'in-use' | 'read-only' | 'full' | 'unwritable-folder';

/** A fault of the store itself, as opposed to a fault of the data a caller sent. Never carries row content. */
export class StoreError extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, detail: string, cause?: unknown) {
    super(`store ${problem}: ${detail}`, { cause });
    this.name = 'StoreError';
    this.problem = problem;
  }
}

const byCode: readonly (readonly [prefix: string, problem: StoreProblem])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_READ', 'damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'damaged'],
  ['SQLITE_IOERR_CORRUPTFS', 'damaged'],
  ['SQLITE_IOERR_DATA', 'damaged'],
  // What is left are failed writes: a quota or a file-size limit says so instead of FULL.
  ['SQLITE_IOERR', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_CANTOPEN', 'unwritable-folder'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'wrong-key'],
];

/** Turns SQLite's own fault into a StoreError; anything else (a bug) comes back as it was. */
export function asStoreError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = byCode.find(([prefix]) => code.startsWith(prefix));
  return known ? new StoreError(known[1], code, error) : error;
}
