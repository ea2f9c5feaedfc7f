import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Desk, DeskOptions } from './desk.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The program's own origin: in Electron, and as the stand-in shows it to Chromium. */
export const OUR_PAGE = /^(app:\/\/daybook|https:\/\/daybook\.app\.stand-in\.test)\//;

const START_MS = 20_000;

/** Starts a program in Electron or its stand-in. Without sandbox only where the system gives root no other way. */
export async function launchElectron(args: readonly string[]): Promise<ElectronApplication> {
  return _electron.launch({
    args: [...args],
    cwd: ROOT,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...definedEnv(), STAND_IN_NODE: process.execPath },
    timeout: START_MS,
  });
}

/** The first window, once its page is there. */
export async function firstPage(app: ElectronApplication): Promise<Page> {
  return arrived(await app.firstWindow({ timeout: START_MS }));
}

/** The window that `open` makes appear. */
export async function nextPage(app: ElectronApplication, open: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window', { timeout: START_MS }), open()]);
  return arrived(page);
}

export async function electronDesk({ storeDir, training }: DeskOptions): Promise<Desk> {
  const start = async (): Promise<{ app: ElectronApplication; page: Page }> => {
    const app = await launchElectron(['.', '--store', storeDir, ...(training ? ['--training'] : [])]);
    return { app, page: await firstPage(app) };
  };
  let running: { app: ElectronApplication; page: Page } | undefined = await start();
  const current = (): { app: ElectronApplication; page: Page } => {
    if (!running) throw new Error('The program was ended; call restart() first.');
    return running;
  };
  const stop = async (): Promise<void> => {
    await running?.app.close();
    running = undefined;
  };
  const openAt = (route: string) => async (): Promise<Page> => {
    const { app, page } = current();
    return nextPage(app, async () => page.evaluate((path) => void window.open(path), route));
  };
  return {
    get page() { return current().page; },
    storeDir,
    openSecondDesk: openAt('/'),
    openDisplay: openAt('/display'),
    async restart() {
      await stop();
      running = await start();
      return running.page;
    },
    async kill9() {
      const child = current().app.process();
      running = undefined;
      const gone = once(child, 'exit');
      killWithChildren(child.pid);
      await gone;
    },
    dispose: stop,
  };
}

/** Electron's helpers share its process group on POSIX; on Windows the launcher is a shell above it. */
function killWithChildren(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
  else process.kill(-pid, 'SIGKILL');
}

async function arrived(page: Page): Promise<Page> {
  await page.waitForURL(OUR_PAGE, { timeout: START_MS });
  await page.waitForLoadState('load');
  return page;
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
