import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstPage, launchElectron, OUR_PAGE } from '#tests/support/desk-driver/electron-desk.ts';
import type {} from '#renderer/api/electron-port.ts';
import { expect, test } from './fixtures.ts';

const run = promisify(execFile);

test('the program opens on its own origin, with the bridge and without a complaint', async ({ desk }) => {
  const complaints: string[] = [];
  desk.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  desk.page.on('pageerror', (error) => complaints.push(error.message));
  await desk.page.reload();
  await expect(desk.page.locator('#root')).not.toBeEmpty();
  expect(desk.page.url()).toMatch(OUR_PAGE);
  expect(await desk.page.evaluate(() => Object.keys(window.daybook ?? {}))).toEqual(['postMessage', 'onMessage']);
  expect(complaints).toEqual([]);
});

// spec: ADM-2
test('the key of a new store is sealed by the system, in a file for its owner alone', async ({ desk }) => {
  const sealed = join(desk.storeDir, 'store.key.sealed');
  expect(existsSync(sealed)).toBe(true);
  expect(existsSync(join(desk.storeDir, 'store.key'))).toBe(false);
  if (process.platform !== 'win32') expect((await stat(sealed)).mode & 0o777).toBe(0o600);
});

test('a second start on the same store leaves the first at work', async ({ desk }) => {
  await expect(launchElectron(['.', '--store', desk.storeDir])).rejects.toThrow();
  await expect(desk.page.locator('#root')).not.toBeEmpty();
});

test.describe('a store that cannot be opened is refused in words', () => {
  const standIn = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  test.skip(!standIn, 'Electron shows the words in a dialog that waits for a click');

  /** Starts the program on its own; it is expected to end by itself. */
  const startAlone = async (storeDir: string): Promise<{ code?: number; stderr: string }> =>
    run(join(standIn ?? '', 'electron'), ['.', '--store', storeDir], { env: { ...process.env, STAND_IN_NODE: process.execPath }, timeout: 20_000 })
      .catch((error: { code: number; stderr: string }) => error);

  test('when its key is lost, and no new key is made', async ({ desk }) => {
    await desk.dispose();
    const sealed = join(desk.storeDir, 'store.key.sealed');
    await rm(sealed);
    const ending = await startAlone(desk.storeDir);
    expect(ending).toHaveProperty('code', 1);
    expect(ending.stderr).toContain('recovery key');
    expect(existsSync(sealed)).toBe(false);
  });

  test('when the browser host works on it', async ({ folder }) => {
    const storeDir = join(folder, 'store');
    const host = spawn(process.execPath, ['main/cli.ts', 'serve', '--store', storeDir, '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(host.stdout, 'data');
      const ending = await startAlone(storeDir);
      expect(ending).toHaveProperty('code', 1);
      expect(ending.stderr).toContain('Another Daybook is already working on this store');
    } finally {
      host.kill('SIGTERM');
      await once(host, 'exit');
    }
  });
});

test('without a keyring the key lies in a file for its owner alone', async ({ folder }) => {
  test.skip(!process.env.ELECTRON_OVERRIDE_DIST_PATH, 'the stand-in can play a desktop without a keyring');
  process.env.STAND_IN_KEYRING = 'none';
  try {
    const app = await launchElectron(['.', '--store', join(folder, 'store')]);
    await firstPage(app);
    expect((await stat(join(folder, 'store/store.key'))).mode & 0o777).toBe(0o600);
    await app.close();
  } finally {
    delete process.env.STAND_IN_KEYRING;
  }
});
