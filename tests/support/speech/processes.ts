import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/** Full path of a program on PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts a program whose output nobody needs; it is ended with `stopProcess`. */
export function startProcess(program: string, args: readonly string[], env: NodeJS.ProcessEnv, stdout: number | 'ignore' = 'ignore'): ChildProcess {
  const child = spawn(program, args, { env, stdio: ['ignore', stdout, 'ignore'] });
  // A program that cannot start shows when what it should have made does not appear.
  child.on('error', () => undefined);
  return child;
}

/** Ends this one process and waits until it is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await gone;
  clearTimeout(insist);
}

/** Waits until a file or socket exists. */
export async function waitForPath(file: string, withinMs = 5_000): Promise<void> {
  for (const end = Date.now() + withinMs; !existsSync(file);) {
    if (Date.now() > end) throw new Error(`did not appear within ${withinMs} ms: ${path.basename(file)}`);
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}
