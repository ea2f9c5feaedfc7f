import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { OUR_PAGE } from '#tests/support/desk-driver/electron-desk.ts';
import { makeDist, pack } from '#tests/support/packaging/stand-in-dist.ts';
import { expect, test } from './fixtures.ts';

const RUNTIME = join(import.meta.dirname, '../support/electron-stand-in');

test.skip(!process.env.ELECTRON_OVERRIDE_DIST_PATH, 'a real packed program refuses to be driven: its fuses are set');

// spec: PKG-1
test('the packed program runs from its archive with the native files beside it', async ({ folder }) => {
  await makeDist(join(folder, 'dist'), 'linux');
  await pack(join(folder, 'dist'), join(folder, 'packed'), 'linux');
  const store = join(folder, 'store');
  const env = { ...process.env, STAND_IN_NODE: process.execPath, STAND_IN_RUNTIME: RUNTIME };
  const program = spawn(join(folder, 'packed/linux-unpacked/daybook'), ['--store', store], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const browser = await chromium.connectOverCDP(await devtoolsAddress(program));
    const [context] = browser.contexts();
    if (!context) throw new Error('Chromium has no profile open.');
    const page = context.pages()[0] ?? await context.waitForEvent('page');
    await page.waitForURL(OUR_PAGE);
    await expect(page.locator('#root')).not.toBeEmpty();
    // The store was made, so the archive found its native database.
    expect(existsSync(join(store, 'store.key.sealed'))).toBe(true);
  } finally {
    const gone = once(program, 'exit');
    if (program.exitCode === null && program.kill('SIGTERM')) await gone;
  }
});

async function devtoolsAddress(program: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    program.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    program.on('exit', (code) => reject(new Error(`The packed program ended with ${code}.\n${output}`)));
  });
}
