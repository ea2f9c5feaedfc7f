import { join } from 'node:path';
import { KeyVaultError, type KeyVault } from './key-vault.ts';
import { destroyFile, readIfPresent, writeOwnerOnly } from './owner-only-file.ts';

/** The part of Electron's `safeStorage` that is used: Keychain, DPAPI, or the Linux secret service. */
export interface SystemKeyStore {
  isEncryptionAvailable(): boolean;
  /** Linux only; `basic_text` means a password known to everybody. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
}

/** Path of the sealed key of a store. */
export const sealedKeyFile = (storeDir: string): string => join(storeDir, 'store.key.sealed');

/** Whether the system really protects what it encrypts. Ask only after Electron's `ready`. */
export function systemProtectsKeys(store: SystemKeyStore, platform: NodeJS.Platform): boolean {
  if (!store.isEncryptionAvailable()) return false;
  const backend = platform === 'linux' ? store.getSelectedStorageBackend?.() : undefined;
  return backend !== 'basic_text' && backend !== 'unknown';
}

/** Keeps the key sealed by the system's key store; the file alone opens nothing on another PC or account. */
export function safeStorageVault(store: SystemKeyStore, storeDir: string): KeyVault {
  const path = sealedKeyFile(storeDir);
  return {
    kind: 'system',
    async load() {
      const sealed = await readIfPresent(path);
      if (sealed === undefined) return undefined;
      const hex = unseal(store, Buffer.from(sealed), path);
      if (/^([0-9a-f]{2})+$/i.test(hex)) return new Uint8Array(Buffer.from(hex, 'hex'));
      throw new KeyVaultError('damaged', path, `The sealed key ${path} is damaged. Use the recovery key to open this store.`);
    },
    async save(key) {
      await writeOwnerOnly(path, store.encryptString(Buffer.from(key).toString('hex')));
    },
    destroy: () => destroyFile(path),
  };
}

function unseal(store: SystemKeyStore, sealed: Buffer, path: string): string {
  try {
    return store.decryptString(sealed);
  } catch {
    // The system's own message may quote key names and is never shown.
    throw new KeyVaultError(
      'system-store-locked',
      path,
      'The system key store does not open the key of this store. Sign in to this PC with the usual account, or use the recovery key.',
    );
  }
}
