import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseVault } from '#main/native/choose-vault.ts';
import { fileVault, keyFile } from '#main/native/file-vault.ts';
import { safeStorageVault, sealedKeyFile, systemProtectsKeys, type SystemKeyStore } from '#main/native/safe-storage-vault.ts';

const KEY = Uint8Array.from({ length: 16 }, (_, i) => 240 + i);
const posix = process.platform !== 'win32';
let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybook-vault-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A key store that reverses what it seals, and opens it only for the account that sealed it. */
function keyStore(account: string, options: { available?: boolean; backend?: string } = {}): SystemKeyStore {
  const mirror = (text: string): string => [...text].toReversed().join('');
  return {
    isEncryptionAvailable: () => options.available ?? true,
    getSelectedStorageBackend: () => options.backend ?? 'gnome_libsecret',
    encryptString: (text) => Buffer.from(`${account}:${mirror(text)}`),
    decryptString(bytes) {
      const [owner = '', text = ''] = bytes.toString().split(':');
      if (owner !== account) throw new Error(`the key named ${owner} is locked`);
      return mirror(text);
    },
  };
}

describe('the key file', () => {
  test('a new folder has no key; a saved one comes back', async () => {
    const vault = fileVault(join(dir, 'new'));
    expect(await vault.load()).toBeUndefined();
    await vault.save(KEY);
    expect(await vault.load()).toEqual(KEY);
    expect(await readdir(join(dir, 'new'))).toEqual(['store.key']);
  });

  test.runIf(posix)('only its owner can read it, and it is refused once others can', async () => {
    const vault = fileVault(dir);
    await vault.save(KEY);
    expect((await stat(keyFile(dir))).mode & 0o777).toBe(0o600);
    await chmod(keyFile(dir), 0o640);
    await expect(vault.load()).rejects.toMatchObject({ problem: 'readable-by-others', path: keyFile(dir) });
  });

  test.each(['', 'abcd', 'zz'.repeat(16), '0'.repeat(33)])('a damaged file (%j) is named, never taken for a key', async (text) => {
    await writeFile(keyFile(dir), text, { mode: 0o600 });
    await expect(fileVault(dir).load()).rejects.toMatchObject({ problem: 'damaged' });
  });

  test('saving again replaces it and leaves no draft behind', async () => {
    const vault = fileVault(dir);
    await vault.save(KEY);
    await vault.save(KEY.toReversed());
    expect(await vault.load()).toEqual(KEY.toReversed());
    expect(await readdir(dir)).toEqual(['store.key']);
  });
});

describe('the system key store', () => {
  test('a sealed key opens for the account that sealed it', async () => {
    const vault = safeStorageVault(keyStore('ana'), dir);
    expect(await vault.load()).toBeUndefined();
    await vault.save(KEY);
    expect(await vault.load()).toEqual(KEY);
    expect((await readFile(sealedKeyFile(dir))).includes(Buffer.from(KEY).toString('hex'))).toBe(false);
  });

  test('for another account it says so without the key store’s own words', async () => {
    await safeStorageVault(keyStore('ana'), dir).save(KEY);
    const refused = safeStorageVault(keyStore('ben'), dir).load();
    await expect(refused).rejects.toMatchObject({ problem: 'system-store-locked' });
    await expect(refused).rejects.not.toThrow(/ana/);
  });

  test('a password known to everybody protects nothing', () => {
    expect(systemProtectsKeys(keyStore('ana', { backend: 'basic_text' }), 'linux')).toBe(false);
    expect(systemProtectsKeys(keyStore('ana', { backend: 'basic_text' }), 'win32')).toBe(true);
    expect(systemProtectsKeys(keyStore('ana', { available: false }), 'darwin')).toBe(false);
  });
});

describe('the choice between them', () => {
  test('a new key goes to the system, or to a file where the system has no key store', () => {
    expect(chooseVault(keyStore('ana'), dir, 'linux').kind).toBe('system');
    expect(chooseVault(keyStore('ana', { backend: 'basic_text' }), dir, 'linux').kind).toBe('file');
  });

  test('a key stays where it is', async () => {
    await fileVault(dir).save(KEY);
    expect(chooseVault(keyStore('ana'), dir, 'linux').kind).toBe('file');
    await rm(keyFile(dir));
    await safeStorageVault(keyStore('ana'), dir).save(KEY);
    // A locked keyring must not look like a store without a key.
    expect(chooseVault(keyStore('ana', { available: false }), dir, 'linux').kind).toBe('system');
    expect(existsSync(keyFile(dir))).toBe(false);
  });
});
