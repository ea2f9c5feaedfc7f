import { fork } from 'node:child_process';

/**
 * Runs a module of this folder in a process of its own, so that its memory is not ours, and resolves with the one
 * message it sends. Rejects when it ends without one.
 */
export function forkTask<T>(module: string, ...args: readonly string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(`${import.meta.dirname}/${module}`, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
    let answer: { value: T } | undefined;
    child.once('message', (value) => { answer = { value: value as T }; });
    child.once('exit', (code) => {
      if (answer) resolve(answer.value);
      else reject(new Error(`${module} ended with ${code} and no answer`));
    });
  });
}
