import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, STORE_FILE } from '#db/store.ts';

const made = new Map<string, Uint8Array>();

/**
 * Puts an empty store of the newest schema where there is none. It is made by the migrations themselves, once in a process
 * and for each key: they are most of what a new store costs, and give the same file every time.
 */
export function placeMigrated(folder: string, key: Uint8Array): void {
  const path = join(folder, STORE_FILE);
  if (existsSync(path)) return;
  const name = Buffer.from(key).toString('hex');
  const content = made.get(name) ?? makeMigrated(key);
  made.set(name, content);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, content);
}

function makeMigrated(key: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-migrated-'));
  try {
    openStore({ folder, key, now: () => 0, newId: () => { throw new Error('an empty store has no ids'); } }).close();
    return readFileSync(join(folder, STORE_FILE));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
