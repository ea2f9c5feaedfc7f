import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../server/main.ts');

/** A sync server as a process of its own, on data that outlives it. */
export interface SyncServer {
  readonly address: string;
  /** The administrator's one-time code, as printed at the first start. */
  readonly code: string;
  /** Ends it in order: desks are without a server then. */
  stop(): Promise<void>;
  /** Starts it again, at the same address on the same data. */
  start(): Promise<void>;
  /** Ends it and takes its data away. */
  dispose(): Promise<void>;
}

/** `npm run server` with its bundled PostgreSQL, on a free port. */
export async function syncServer(): Promise<SyncServer> {
  const data = await mkdtemp(join(tmpdir(), 'daybook-e2e-server-'));
  // PostgreSQL refuses to run as root; the account it runs under must be able to reach the folder.
  await chmod(data, 0o755);
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGTERM');
    await gone;
  };
  const start = async (port: string): Promise<string> => {
    const started = spawn(process.execPath, [MAIN, '--data', join(data, 'server'), '--port', port], {
      env: { ...process.env, DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    process.once('exit', () => void started.kill('SIGKILL'));
    return said(started, port === '0' ? /Administrator code: \S+/ : /Daybook server: \S+/);
  };
  const text = await start('0');
  const address = /Daybook server: (\S+)/.exec(text)?.[1] ?? '';
  return {
    address, code: /Administrator code: (\S+)/.exec(text)?.[1] ?? '', stop,
    start: async () => { await start(new URL(address).port); },
    dispose: async () => {
      await stop();
      await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** What a process said until it said this. Rejects when it ends first. */
function said(child: ChildProcess, until: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const hear = (piece: Buffer): void => {
      text += piece.toString();
      if (until.test(text)) resolve(text);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => { reject(new Error(`The server ended with ${String(code)} and said:\n${text}`)); });
  });
}
