import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly minutes?: number;
  /** Keeps the output back and returns its end, for tools whose chatter nobody reads while all is well. */
  readonly quiet?: boolean;
}

export interface RunEnd {
  /** Exit code; 1 when it was ended by a signal, ran out of time or could not start. */
  readonly code: number;
  /** The last lines of a quiet command. */
  readonly tail: string;
}

const TAIL_LENGTH = 2000;

/** Runs a command to its end without ever offering it input. */
export function runCommand(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunEnd> {
  const { environment = {}, minutes, quiet = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
      ...(minutes === undefined ? {} : { timeout: minutes * 60_000, killSignal: 'SIGKILL' as const }),
    });
    let tail = '';
    const keep = (text: string): void => {
      tail = (tail + text).slice(-TAIL_LENGTH);
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ code: 1, tail: error.message }));
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 1, tail: signal ? `${tail}\nended by ${signal}` : tail });
    });
  });
}
