import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { LEAN_STAND_IN } from './chromium-switches.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { keptLog } from './host-process.ts';
import { programEnv } from './program-env.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The program's own origin: in Electron, and as the stand-in shows it to Chromium. */
export const OUR_PAGE = /^(app:\/\/daybook|https:\/\/daybook\.app\.stand-in\.test)\//;

/** Long enough for a starved machine; a program that ends is noticed at once. */
const START_MS = 45_000;

/** Starts a program in Electron or its stand-in. Without sandbox only where the system gives root no other way. */
export async function launchElectron(args: readonly string[], marks?: string): Promise<ElectronApplication> {
  return _electron.launch({
    args: [...(process.env.ELECTRON_OVERRIDE_DIST_PATH ? [LEAN_STAND_IN] : []), ...args],
    cwd: ROOT,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...programEnv(marks), STAND_IN_NODE: process.execPath },
    timeout: START_MS,
  });
}

let compiledCodeIsKept = false;

/** Node writes its cache of compiled code when a program ends in order; programs killed after their test never would. */
async function keepCompiledCode(app: ElectronApplication): Promise<void> {
  if (compiledCodeIsKept) return;
  compiledCodeIsKept = true;
  await app.evaluate(() => { process.getBuiltinModule('node:module').flushCompileCache(); });
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

interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly log: () => string;
}

export async function electronDesk({ storeDir, training }: DeskOptions): Promise<Desk> {
  const start = async (): Promise<Running> => {
    const app = await launchElectron(['.', '--store', storeDir, ...(training ? ['--training'] : [])], `${storeDir}.marks`);
    const log = keptLog(app.process());
    const page = await firstPage(app);
    await keepCompiledCode(app);
    return { app, page, log };
  };
  let running: Running | undefined = await start();
  const current = (): Running => {
    if (!running) throw new Error('The program was ended; call restart() first.');
    return running;
  };
  const stop = async (): Promise<void> => {
    await running?.app.close();
    running = undefined;
  };
  const kill = async (): Promise<void> => {
    const child = running?.app.process();
    running = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    killWithChildren(child.pid);
    await gone;
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
    log: () => running?.log() ?? '',
    kill9: kill,
    // What an orderly end does is looked at where it matters, by restart().
    dispose: kill,
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
