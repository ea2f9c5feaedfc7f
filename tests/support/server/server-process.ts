import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'server', 'main.ts');

export interface ServerProcess {
  readonly pid: number;
  /** Everything said so far, for people and in the log. */
  said(): string;
  /** The first match of `pattern` in what is said; rejects when the process ends without it. */
  saying(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** `npm run server -- …args` as a process of its own; killed when the test ends. */
export function serverProcess(args: readonly string[], env: Readonly<Record<string, string>> = {}): ServerProcess {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, DATABASE_URL: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const listeners = new Set<() => void>();
  const hear = (piece: Buffer): void => {
    text += piece.toString('utf8');
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | string>((resolve) => { child.once('close', (code, signal) => { resolve(code ?? signal ?? 'unknown'); }); });
  onTestFinished(() => { child.kill('SIGKILL'); });
  return {
    pid: child.pid ?? 0, ended, said: () => text,
    saying: (pattern) => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (found) {
          listeners.delete(look);
          resolve(found);
        }
      };
      listeners.add(look);
      look();
      void ended.then((how) => { reject(new Error(`ended with ${how} and said:\n${text}`)); });
    }),
  };
}
