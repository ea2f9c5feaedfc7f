import { hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatRecoveryKey, parseRecoveryKey } from '#domain/setup/recovery-key.ts';
import { StoreError, type StoreProblem } from '#db/errors.ts';
import { STORE_FILE } from '#db/store.ts';
import type { KeyVault } from './native/key-vault.ts';
import { sealedKeyFile } from './native/safe-storage-vault.ts';

/** The store exists but this PC does not hold its key: only the recovery key opens it. */
export class KeyMissingError extends Error {
  /** The key is on this PC, but sealed by the system for the desktop program. */
  readonly sealed: boolean;

  constructor(sealed: boolean) {
    super('this store was made with a key that is not kept here; open it with its recovery key');
    this.name = 'KeyMissingError';
    this.sealed = sealed;
  }
}

/** A store's secret in the forms it is used. */
export interface StoreSecret {
  /** 32 bytes for the cipher. */
  readonly key: Uint8Array;
  /** What is printed. */
  readonly recoveryKey: string;
}

/**
 * The secret of the store in `folder`: the kept one, or for a new store 128 random bits, kept before anything is
 * written under it. The cipher's key is derived from it, so the printed key opens the file by itself.
 */
export async function storeSecret(folder: string, vault: KeyVault, random: (bytes: Uint8Array) => Uint8Array): Promise<StoreSecret> {
  const kept = await vault.load().catch((error: unknown) => { throw asFolderProblem(error); });
  if (kept) return secretOf(kept);
  if (existsSync(join(folder, STORE_FILE))) throw new KeyMissingError(existsSync(sealedKeyFile(folder)));
  const fresh = random(new Uint8Array(16));
  await vault.save(fresh).catch((error: unknown) => { throw asFolderProblem(error); });
  return secretOf(fresh);
}

const folderFaults: Readonly<Record<string, StoreProblem>> = {
  EACCES: 'unwritable-folder', EPERM: 'unwritable-folder', EROFS: 'unwritable-folder', ENOTDIR: 'unwritable-folder',
  ENOENT: 'unwritable-folder', ENOSPC: 'full', EDQUOT: 'full',
};

function asFolderProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const problem = folderFaults[code];
  return problem ? new StoreError(problem, `the key cannot be kept: ${code}`, error) : error;
}

/** Keeps the secret behind a printed recovery key, so that the store it belongs to opens here from now on. */
export async function keepRecoveryKey(vault: KeyVault, typed: string): Promise<StoreSecret | 'wrong-length' | 'wrong-check'> {
  const parsed = parseRecoveryKey(typed);
  if (!parsed.ok) return parsed.error;
  await vault.save(parsed.value);
  return secretOf(parsed.value);
}

export function secretOf(secret: Uint8Array): StoreSecret {
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), 'daybook store key 1', 32));
  return { key, recoveryKey: formatRecoveryKey(secret) };
}
