import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { DeskOptions } from './desk.ts';
import { programEnv } from './program-env.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** As `npm run daybook` runs it. */
const SOURCES = join(ROOT, 'main/cli.ts');
/** As installers carry it; it starts in a third of the work. */
const BUNDLE = join(ROOT, 'out/main/cli.js');

/** Long enough for a starved machine; a program that ends is noticed at once. */
export const START_MS = 45_000;

/** A browser host that runs. */
export interface HostProcess {
  /** Start link for the first window; it works once. */
  readonly url: string;
  /** The last of what it wrote to its log. */
  log(): string;
  /** Sends the signal and waits until the process is gone; does nothing when it is. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts the browser host on a free port and waits for the line in which it says where it listens. */
export async function startHost({ storeDir, training, fromSources = false }: DeskOptions): Promise<HostProcess> {
  const args = [fromSources ? SOURCES : BUNDLE, 'serve', '--store', storeDir, '--port', '0', '--json', ...(training ? ['--training'] : [])];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: programEnv(`${storeDir}.marks`), stdio: ['ignore', 'pipe', 'pipe'] });
  // A worker that is stopped in the middle of a test leaves no host behind.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const log = keptLog(child);
  return { url: await firstAddress(child, log), log, stop: async (signal) => stop(child, signal) };
}

/** What a program writes to standard error from now on, as much as tells what went wrong last. */
export function keptLog(child: ChildProcess): () => string {
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  return () => log;
}

async function firstAddress(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The browser host was not ready in ${START_MS} ms.\n${log()}`));
    }, START_MS);
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The browser host ended with ${code}.\n${log()}`));
    });
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late);
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Runs one command of the program and returns what it prints with `--json`. */
export async function daybook(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [BUNDLE, ...args, '--json'], { cwd: ROOT, env: programEnv(), maxBuffer: 64e6 });
  return stdout;
}

/** A start link for one more browser. */
export async function freshLink(storeDir: string): Promise<string> {
  return (JSON.parse(await daybook('link', '--store', storeDir)) as { url: string }).url;
}
