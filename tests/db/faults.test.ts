import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '#db/connection.ts';
import { verifyLog } from '#db/queries/audit.ts';
import { asStoreError, StoreError, type StoreProblem } from '#db/errors.ts';
import { openStore, STORE_FILE, type Store } from '#db/store.ts';
import { runChild } from '#tests/support/run-child.ts';
import { rowsOf, sampleRow, tempFolder, testKey, testStore } from '#tests/support/store.ts';

const NAME = 'Wanjiku Atieno Odhiambo';
const PAGE = 4096;

/** A closed store of a few hundred pages. */
function filledFolder(): { folder: string; path: string } {
  const folder = tempFolder();
  const store = testStore({ folder });
  for (let i = 0; i < 20; i++) {
    store.change((tx) => { for (let j = 0; j < 10; j++) tx.insert('patient', { ...sampleRow('patient', tx.newId(), i), name: NAME, notes: 'n'.repeat(1500) }); });
  }
  store.close();
  return { folder, path: join(folder, STORE_FILE) };
}

/** The fault with which a store refuses to open, or null when it opens. */
function problemOf(open: () => { close(): void }): StoreError | null {
  try {
    open().close();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

const open = (folder: string, key: Uint8Array = testKey): Store => openStore({ folder, key, now: () => 0, newId: () => { throw new Error('no ids'); } });

function refused(folder: string, problem: StoreProblem, key?: Uint8Array): void {
  const error = problemOf(() => open(folder, key));
  expect(error?.problem).toBe(problem);
  expect(`${error?.message ?? ''} ${String(error?.cause)}`).not.toContain(NAME);
}

/** Files in a folder that this process still has open. */
function heldFiles(folder: string): string[] {
  const real = realpathSync(folder);
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return target.startsWith(real) ? [target] : [];
    } catch {
      return [];
    }
  });
}

describe('a store that cannot be opened', () => {
  test('with another key: says so and leaves the file as it was', () => {
    const { folder, path } = filledFolder();
    const before = readFileSync(path);
    refused(folder, 'wrong-key', new Uint8Array(32).fill(8));
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(problemOf(() => open(folder))).toBeNull();
  });

  test('because another program works on it: says so, and opens once that one ends', () => {
    const { folder } = filledFolder();
    const other = open(folder);
    refused(folder, 'in-use');
    other.close();
    expect(problemOf(() => open(folder))).toBeNull();
  });

  test('also when the other program is another process', async () => {
    const folder = tempFolder();
    const seen: (StoreProblem | undefined)[] = [];
    await runChild('tests/support/writing-child.ts', [folder], {
      onLine: (line, kill) => {
        if (line !== 'open') return;
        seen.push(problemOf(() => open(folder))?.problem);
        kill();
      },
    });
    expect(seen).toEqual(['in-use']);
    expect(problemOf(() => open(folder))).toBeNull();
  });

  test.each([['by whole pages', 40 * PAGE], ['to one page', PAGE], ['within the first page', 1000]])('because it was cut short %s', (_how, length) => {
    const { folder, path } = filledFolder();
    truncateSync(path, length);
    const problem = problemOf(() => open(folder))?.problem;
    expect(problem).toBe(length < PAGE ? 'wrong-key' : 'damaged');
  });

  test('because it is no store at all', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, STORE_FILE), 'a letter that was saved under this name\n'.repeat(500));
    refused(folder, 'wrong-key');
  });

  test('because its folder cannot be made', () => {
    const folder = join(tempFolder(), 'a file');
    writeFileSync(folder, '');
    refused(join(folder, 'store'), 'unwritable-folder');
  });

  test.skipIf(process.platform !== 'linux')('lets go of every file (Linux lists them)', () => {
    const { folder, path } = filledFolder();
    refused(folder, 'wrong-key', new Uint8Array(32).fill(8));
    const newer = connect(path, testKey, 'write');
    newer.pragma('user_version = 1000000');
    newer.close();
    refused(folder, 'newer');
    truncateSync(path, 40 * PAGE);
    refused(folder, 'damaged');
    expect(heldFiles(folder)).toEqual([]);
  });
});

function pagesAreGood(store: Store): void {
  const pages = store.read.statement('PRAGMA integrity_check').all();
  if (JSON.stringify(pages) !== '[{"integrity_check":"ok"}]') throw new StoreError('damaged', 'integrity check');
}

/** What a look into a store says went wrong, be it on opening or on reading; null when all is well. */
function faultOf(folder: string, look: (store: Store) => void): string | null {
  let store: Store | undefined;
  try {
    store = open(folder);
    look(store);
    return null;
  } catch (error) {
    const told = asStoreError(error);
    expect(String(told)).not.toContain(NAME);
    return told instanceof StoreError ? told.problem : String(told);
  } finally {
    store?.close();
  }
}

describe('a damaged page', () => {
  test('in the middle of the file is told from a wrong key, and only what lies on it is lost', () => {
    const { folder, path } = filledFolder();
    const good = readFileSync(path);
    const problems = new Set<string>();
    let readable = 0;
    for (let page = 3; page < good.length / PAGE; page += 11) {
      const bad = Buffer.from(good);
      bad[page * PAGE + 700] = (bad[page * PAGE + 700] ?? 0) ^ 0x10;
      writeFileSync(path, bad);
      const faults = [(store: Store) => rowsOf(store, 'patient'), (store: Store) => verifyLog(store.read), pagesAreGood]
        .map((look) => faultOf(folder, look)).filter((fault) => fault !== null);
      expect(faults, `page ${page}`).not.toEqual([]);
      if (faults.length === 1) readable += 1;
      for (const fault of faults) problems.add(fault);
    }
    expect([...problems]).toEqual(['damaged']);
    expect(readable).toBeGreaterThan(0);
  });

  test('does not let a write through that needs it, and undoes that write', () => {
    const { folder, path } = filledFolder();
    const whole = open(folder);
    const { page } = whole.read.statement("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'patient'").get() as { page: number };
    whole.close();
    const bytes = readFileSync(path);
    const at = (page - 1) * PAGE + 50;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const store = testStore({ folder });
    const before = verifyLog(store.read);
    expect(() => store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', tx.newId()), name: NAME }); }))
      .toThrow(expect.objectContaining({ problem: 'damaged', message: 'store damaged: SQLITE_CORRUPT' }));
    expect(verifyLog(store.read)).toEqual(before);
    store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
    expect(verifyLog(store.read).entries, 'what does not need the page goes on').toBe(before.entries + 1);
  });
});

describe('what a refused row says', () => {
  test('names the rule and the column, never the content', () => {
    const store = testStore();
    const row = { ...sampleRow('patient', store.newId()), name: NAME };
    const faults = [
      { ...row, sex: null as unknown as string }, { ...row, pregnant: NAME as unknown as 0 }, { ...row, id: null as unknown as string },
    ].map((bad) => {
      try {
        store.change((tx) => { tx.insert('patient', bad); });
        return 'stored';
      } catch (error) {
        return `${String(error)} ${(error as Error).stack ?? ''}`;
      }
    });
    expect(faults.join()).not.toContain(NAME);
    expect(faults.every((fault) => fault.includes('patient.'))).toBe(true);
    expect(rowsOf(store, 'patient')).toEqual([]);
  });
});

// Root may write everywhere, so the refusals are met by an account that owns nothing.
const NOBODY = 65_534;
const canBecomeNobody = process.platform === 'linux' && process.getuid?.() === 0
  && spawnSync(process.execPath, ['-e', ''], { uid: NOBODY, gid: NOBODY }).status === 0;
const asNobody = { options: { uid: NOBODY, gid: NOBODY } };

describe.skipIf(!canBecomeNobody)('rights on the disk (needs root, to become an account without any)', () => {
  const attempt = async (folder: string): Promise<string | undefined> => {
    const { lines, stderr } = await runChild('tests/support/writing-child.ts', [folder, '1'], asNobody);
    expect(stderr).toBe('');
    return lines.at(-1);
  };

  function foreignFolder(mode: number): string {
    const { path } = filledFolder();
    const outer = tempFolder();
    chmodSync(outer, 0o755);
    const folder = join(outer, 'store');
    mkdirSync(folder);
    for (const name of [STORE_FILE, 'daybook.lock']) {
      copyFileSync(path.replace(STORE_FILE, name), join(folder, name));
      chownSync(join(folder, name), NOBODY, NOBODY);
    }
    chownSync(folder, NOBODY, NOBODY);
    chmodSync(folder, mode);
    return folder;
  }

  test('a folder it may write works', async () => {
    expect(await attempt(foreignFolder(0o700))).toMatch(/^1 /);
  });

  test('a folder that may not be written is told as such', async () => {
    expect(await attempt(foreignFolder(0o500))).toMatch(/^stopped (unwritable-folder|read-only)$/);
  });

  test('a folder that may not be made is told as such', async () => {
    expect(await attempt(join(foreignFolder(0o500), 'new'))).toBe('stopped unwritable-folder');
  });

  test('a file that may only be read is told as such, and is not changed', async () => {
    const folder = foreignFolder(0o700);
    const before = readFileSync(join(folder, STORE_FILE));
    chmodSync(join(folder, STORE_FILE), 0o444);
    expect(await attempt(folder)).toBe('stopped read-only');
    expect(readFileSync(join(folder, STORE_FILE)).equals(before)).toBe(true);
  });

  test('a lock file that may only be read does not pass for a second program', async () => {
    const folder = foreignFolder(0o700);
    chmodSync(join(folder, 'daybook.lock'), 0o444);
    expect(await attempt(folder)).toBe('stopped read-only');
  });
});
