import type { Browser, BrowserContext, ViewportSize } from '@playwright/test';
import type { Desk, DeskOptions } from './desk.ts';
import { freshLink, startHost, type HostProcess } from './host-process.ts';

/** The browser host as a process of its own on a free port, and windows on it. The browser stays open for others. */
export async function browserDesk(options: DeskOptions, browser: Browser, viewport: ViewportSize | null): Promise<Desk> {
  const contexts: BrowserContext[] = [];
  /** A profile that nobody has used. */
  const newContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ viewport });
    contexts.push(context);
    return context;
  };
  let running: HostProcess | undefined = await startHost(options);
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(running.url);

  const stop = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const host = running;
    running = undefined;
    await host?.stop(signal);
  };
  return {
    page,
    storeDir: options.storeDir,
    async openSecondDesk() {
      const [stranger, link] = await Promise.all([newContext(), freshLink(options.storeDir)]);
      const second = await stranger.newPage();
      await second.goto(link);
      return second;
    },
    async openDisplay() {
      const display = await context.newPage();
      await display.goto(new URL('/display', page.url()).href);
      return display;
    },
    async restart() {
      await stop('SIGTERM');
      running = await startHost(options);
      await page.goto(running.url);
      return page;
    },
    log: () => running?.log() ?? '',
    kill9: async () => stop('SIGKILL'),
    async dispose() {
      await Promise.all([stop('SIGTERM'), ...contexts.map(async (each) => each.close())]);
    },
  };
}
