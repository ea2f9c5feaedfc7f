import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { STORE_FILE } from '#db/store.ts';
import { KeyMissingError, keepRecoveryKey, secretOf, storeSecret } from '#main/store-key.ts';
import { fileVault } from '#main/native/file-vault.ts';
import { rowsOf, sampleRow, systemRandom, tempFolder, testKey, testStore } from '#tests/support/store.ts';

const words = ['Wanjiku Atieno', 'penicillin', 'Moshi rural district', '+255713000111'];

function writeWords(store: ReturnType<typeof testStore>): void {
  const id = store.newId();
  store.write({ personId: null, intent: 'patients.create' }, (tx) => {
    tx.insert('patient', { ...sampleRow('patient', id), name: 'Wanjiku Atieno', district: 'Moshi rural district', phone: '+255713000111' });
    tx.insert('allergy', { ...sampleRow('allergy', tx.newId()), patient_id: id, substance: 'penicillin' });
  });
}

describe('the files of a store', () => {
  test('hold none of the words written, neither while it is open nor after', () => {
    const store = testStore();
    writeWords(store);
    const found = (): string[] => readdirSync(store.folder).flatMap((file) => {
      const bytes = readFileSync(join(store.folder, file));
      return [...words, 'patient', 'CREATE TABLE', 'SQLite format'].flatMap((word) => [word, word.toLowerCase()]
        .flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])
        .filter((needle) => bytes.includes(needle)).map(() => `${file}: ${word}`));
    });
    expect(readFileSync(`${store.path}-wal`).length, 'the words are in the log file').toBeGreaterThan(4096);
    expect(found()).toEqual([]);
    store.close();
    expect(found()).toEqual([]);
    expect(existsSync(`${store.path}-wal`)).toBe(false);
  });

  test('cannot be told from noise', () => {
    const store = testStore();
    for (let i = 0; i < 20; i++) writeWords(store);
    store.close();
    const bytes = readFileSync(store.path);
    const counts = new Array<number>(256).fill(0);
    for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
    const entropy = counts.reduce((sum, n) => (n === 0 ? sum : sum - (n / bytes.length) * Math.log2(n / bytes.length)), 0);
    expect(entropy).toBeGreaterThan(7.99);
  });

  test('open with the key in SQLCipher\'s format and with nothing else', () => {
    const store = testStore();
    writeWords(store);
    store.close();
    const attempt = (pragmas: readonly string[]): unknown => {
      const db = new Database(store.path, { readonly: true });
      try {
        for (const pragma of pragmas) db.pragma(pragma);
        return db.prepare('SELECT name FROM patient').get();
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        db.close();
      }
    };
    const key = `key = "x'${Buffer.from(testKey).toString('hex')}'"`;
    expect(attempt(["cipher = 'sqlcipher'", 'legacy = 4', key])).toEqual({ name: 'Wanjiku Atieno' });
    expect(attempt([])).toBe('SQLITE_NOTADB');
    expect(attempt(["cipher = 'sqlcipher'", 'legacy = 4', `key = '${Buffer.from(testKey).toString('hex')}'`])).toBe('SQLITE_NOTADB');
    expect(attempt(["cipher = 'aes256cbc'", key])).toBe('SQLITE_NOTADB');
  });
});

describe('the recovery key', () => {
  test('opens a copy of the file alone, on a PC that never held the key', async () => {
    const home = tempFolder();
    const secret = await storeSecret(home, fileVault(home), systemRandom);
    const store = testStore({ folder: home, key: secret.key });
    writeWords(store);
    store.close();

    const elsewhere = tempFolder();
    copyFileSync(join(home, STORE_FILE), join(elsewhere, STORE_FILE));
    const vault = fileVault(elsewhere);
    await expect(storeSecret(elsewhere, vault, systemRandom)).rejects.toThrow(KeyMissingError);
    expect(await keepRecoveryKey(vault, secret.recoveryKey.toLowerCase().replaceAll('-', ' '))).toEqual(secret);
    const recovered = await storeSecret(elsewhere, vault, systemRandom);
    expect(rowsOf(testStore({ folder: elsewhere, key: recovered.key }), 'patient')[0]?.name).toBe('Wanjiku Atieno');
  });

  test('with a typing mistake keeps nothing', async () => {
    const folder = tempFolder();
    const vault = fileVault(folder);
    const { recoveryKey } = secretOf(new Uint8Array(16).fill(3));
    expect(await keepRecoveryKey(vault, `${recoveryKey.slice(0, -1)}${recoveryKey.endsWith('7') ? '8' : '7'}`)).toBe('wrong-check');
    expect(await keepRecoveryKey(vault, recoveryKey.slice(2))).toBe('wrong-length');
    expect(await vault.load()).toBeUndefined();
  });

  test('is kept before a new store is made, and the same one is given again', async () => {
    const folder = tempFolder();
    const first = await storeSecret(folder, fileVault(folder), systemRandom);
    expect(await fileVault(folder).load()).toHaveLength(16);
    expect(await storeSecret(folder, fileVault(folder), systemRandom)).toEqual(first);
    expect((await storeSecret(tempFolder(), fileVault(tempFolder()), systemRandom)).recoveryKey).not.toBe(first.recoveryKey);
  });

  test('does not show the cipher\'s key', () => {
    const { key, recoveryKey } = secretOf(new Uint8Array(16).fill(3));
    expect(key).toHaveLength(32);
    expect(Buffer.from(key).includes(Buffer.alloc(16, 3))).toBe(false);
    expect(recoveryKey).toMatch(/^[0-9A-Z-]{34}$/);
  });
});
