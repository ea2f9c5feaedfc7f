import { spawn, type SpawnOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ChildOutcome {
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface ChildWish {
  readonly options?: SpawnOptions;
  /** Called with each whole line of standard output; `kill` ends the child as a power failure of the process would. */
  readonly onLine?: (line: string, kill: () => void) => void;
  /** Kills the child this many milliseconds after it was started, if it still runs. */
  readonly killAfterMs?: number;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a TypeScript file of this project, or a shell line when `script` is null, in a process of its own. */
export function runChild(script: string | null, args: readonly string[], { options = {}, onLine, killAfterMs }: ChildWish = {}): Promise<ChildOutcome> {
  const [program, words] = script === null ? ['sh', ['-c', ...args]] : [process.execPath, [script, ...args]];
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const kill = (): void => { child.kill('SIGKILL'); };
  const timer = killAfterMs === undefined ? undefined : setTimeout(kill, killAfterMs);
  const lines: string[] = [];
  let [rest, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      onLine?.(line, kill);
    }
  });
  child.stderr?.on('data', (chunk: Buffer) => { stderr += chunk.toString('utf8'); });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ lines, stderr, code, signal });
    });
  });
}
