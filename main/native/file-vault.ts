import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyVaultError, type KeyVault } from './key-vault.ts';
import { destroyFile, readIfPresent, writeOwnerOnly } from './owner-only-file.ts';

/** Bits of a POSIX mode that let the group or anybody else read, write or enter. */
const OTHERS = 0o077;
/** A whole number of octets, at least 128 bits. A file cut short by a full disk has less. */
const KEY = /^([0-9a-f]{2}){16,}$/i;

/** Path of the key file of a store. */
export const keyFile = (storeDir: string): string => join(storeDir, 'store.key');

/** Keeps the key as hex in a file only its owner can read: for the browser host, which has no system key store. */
export function fileVault(storeDir: string): KeyVault {
  const path = keyFile(storeDir);
  return {
    kind: 'file',
    async load() {
      const text = await readIfPresent(path);
      if (text === undefined) return undefined;
      await refuseIfOthersCanRead(path);
      return parseKey(Buffer.from(text).toString('latin1'), path);
    },
    async save(key) {
      await writeOwnerOnly(path, Buffer.from(`${Buffer.from(key).toString('hex')}\n`, 'latin1'));
    },
    destroy: () => destroyFile(path),
  };
}

async function refuseIfOthersCanRead(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & OTHERS) === 0) return;
  throw new KeyVaultError(
    'readable-by-others',
    path,
    `Other accounts on this PC can read the key file ${path}. Make it readable by its owner alone (chmod 600) and start again.`,
  );
}

function parseKey(text: string, path: string): Uint8Array {
  const hex = text.trim();
  if (KEY.test(hex)) return new Uint8Array(Buffer.from(hex, 'hex'));
  throw new KeyVaultError('damaged', path, `The key file ${path} is damaged. Use the recovery key to open this store.`);
}
