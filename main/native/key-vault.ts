/** Where the store's encryption key is kept between two starts. */
export interface KeyVault {
  /** Shown in settings and support reports: `system` (the system's key store) or `file`. */
  readonly kind: string;
  /** The key, or undefined when none was ever saved. Throws `KeyVaultError` when there is one that cannot be read. */
  load(): Promise<Uint8Array | undefined>;
  /** Keeps the key durably: once this resolves, a power cut cannot lose it. */
  save(key: Uint8Array): Promise<void>;
  /** Forgets the key for good: what it encrypted opens from here no more. Does nothing when none is kept. */
  destroy(): Promise<void>;
}

/** Why a kept key cannot be used; each has its own remedy on the start screen. */
export type KeyVaultProblem =
  /** Other accounts on this PC can read the key file. */
  | 'readable-by-others'
  /** The system's key store does not answer, or the person's login no longer unlocks it. */
  | 'system-store-locked'
  /** The file does not hold a key. */
  | 'damaged';

export class KeyVaultError extends Error {
  readonly problem: KeyVaultProblem;
  readonly path: string;

  constructor(problem: KeyVaultProblem, path: string, sentence: string) {
    super(sentence);
    this.name = 'KeyVaultError';
    this.problem = problem;
    this.path = path;
  }
}
