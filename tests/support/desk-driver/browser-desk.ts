import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Browser, ViewportSize } from '@playwright/test';
import type { Desk, DeskOptions } from './desk.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CLI = join(ROOT, 'main/cli.ts');
const START_MS = 20_000;

interface Host {
  readonly process: ChildProcess;
  /** Start link for the first window; it works once. */
  readonly url: string;
}

/** The browser host as a process of its own on a free port, and windows on it. The browser is closed with the desk. */
export async function browserDesk(options: DeskOptions, browser: Browser, viewport: ViewportSize | null): Promise<Desk> {
  const { storeDir } = options;
  let host: Host | undefined = await startHost(options);
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(host.url);

  const stop = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (!host) return;
    const child = host.process;
    host = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    page,
    storeDir,
    async openSecondDesk() {
      const stranger = await browser.newContext({ viewport });
      const second = await stranger.newPage();
      await second.goto(await freshLink(storeDir));
      return second;
    },
    async openDisplay() {
      const display = await context.newPage();
      await display.goto(new URL('/display', page.url()).href);
      return display;
    },
    async restart() {
      await stop('SIGTERM');
      host = await startHost(options);
      await page.goto(host.url);
      return page;
    },
    kill9: async () => stop('SIGKILL'),
    async dispose() {
      await browser.close();
      await stop('SIGTERM');
    },
  };
}

/** Starts the host and waits for the line in which it says where it listens. */
async function startHost({ storeDir, training }: DeskOptions): Promise<Host> {
  const args = [CLI, 'serve', '--store', storeDir, '--port', '0', '--json', ...(training ? ['--training'] : [])];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The browser host was not ready in ${START_MS} ms.\n${errors}`));
    }, START_MS);
    child.on('exit', (code) => reject(new Error(`The browser host ended with ${code}.\n${errors}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late);
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
  return { process: child, url };
}

async function freshLink(storeDir: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'link', '--store', storeDir, '--json'], { cwd: ROOT, timeout: START_MS });
  return (JSON.parse(stdout) as { url: string }).url;
}
