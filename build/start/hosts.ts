import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

/** Chromium aborts within this time when the system does not let it build its sandbox. */
const ABORTS_WITHIN_MS = 8_000;
const ABORTS: ReadonlySet<string> = new Set(['SIGTRAP', 'SIGABRT', 'SIGILL']);

/** As `npm run daybook` does: an import of any size and a register of a million stay small, and are no slower. */
const SMALL = ['--max-semi-space-size=8', '--heap-growing-percent=40'];

interface Ending {
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
}

/** Runs the desktop program until it ends, and gives its exit code. */
export async function runElectron(executable: string, root: string, args: readonly string[]): Promise<number | 'could-not-start'> {
  const began = performance.now();
  const { code, signal } = await ended(spawn(executable, [root, ...args], { cwd: root, stdio: 'inherit' }));
  const aborted = signal !== null && ABORTS.has(signal) && performance.now() - began < ABORTS_WITHIN_MS;
  return aborted ? 'could-not-start' : code;
}

/** Runs the browser host in the foreground until it ends, and gives its exit code. */
export async function runBrowserHost(root: string, args: readonly string[]): Promise<number> {
  const { code } = await ended(spawn(process.execPath, [...SMALL, join(root, 'main/cli.ts'), 'serve', '--open', ...args], { cwd: root, stdio: 'inherit' }));
  return code;
}

/** Follows a child to its end. Signals to this process go to the child, which closes its store before it leaves. */
async function ended(child: ChildProcess): Promise<Ending> {
  const forward = (signal: NodeJS.Signals): void => {
    // Ctrl+C in a terminal reaches the child by itself; twice would mean "at once".
    if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise<Ending>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], signal }));
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
