import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run daybook` hands to Node, so that memory is measured as people have it. */
function programFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { scripts: Record<string, string> };
  return (scripts['daybook'] ?? '').split(' ').filter((word) => word.startsWith('--'));
}

/**
 * Runs a module of this folder in a process of its own, so that its memory is not ours, and resolves with the one
 * message it sends. Rejects when it ends without one.
 */
export function forkTask<T>(module: string, ...args: readonly string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(`${import.meta.dirname}/${module}`, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: programFlags() });
    let answer: { value: T } | undefined;
    child.once('message', (value) => { answer = { value: value as T }; });
    child.once('exit', (code) => {
      if (answer) resolve(answer.value);
      else reject(new Error(`${module} ended with ${code} and no answer`));
    });
  });
}
