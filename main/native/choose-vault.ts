import { existsSync } from 'node:fs';
import { fileVault, keyFile } from './file-vault.ts';
import type { KeyVault } from './key-vault.ts';
import { safeStorageVault, sealedKeyFile, systemProtectsKeys, type SystemKeyStore } from './safe-storage-vault.ts';

/**
 * The vault of a store in the desktop program. A key that exists stays where it is: a store first opened in the
 * browser host keeps its key file, so that both can go on opening it. A new key goes to the system's key store,
 * or to an owner-only file where the system has none (a Linux desktop without a keyring).
 */
export function chooseVault(store: SystemKeyStore, storeDir: string, platform: NodeJS.Platform = process.platform): KeyVault {
  if (existsSync(sealedKeyFile(storeDir))) return safeStorageVault(store, storeDir);
  if (existsSync(keyFile(storeDir))) return fileVault(storeDir);
  return systemProtectsKeys(store, platform) ? safeStorageVault(store, storeDir) : fileVault(storeDir);
}
