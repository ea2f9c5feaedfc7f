import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '#server/db/database.ts';

export interface SharedPostgres {
  readonly target: Target;
  /** A migrated, empty database to copy. */
  readonly template: string;
}

const READY_WITHIN_MS = 60_000;
let known: Promise<SharedPostgres> | undefined;

/** The run's own PostgreSQL (fsync off), started by the first process that asks. */
export function sharedPostgres(): Promise<SharedPostgres> {
  known ??= start();
  return known;
}

/** The process id of the run. Vitest forks its workers, so its main process is their parent and the same for all of a run; what a test starts is told. */
export const testRun = (): string => process.env.DAYBOOK_TEST_RUN ?? String(process.ppid);

async function start(): Promise<SharedPostgres> {
  const run = testRun();
  const folder = join(tmpdir(), `daybook-test-postgres-${run}`);
  const ready = join(folder, 'ready.json');
  if (isFirst(folder)) {
    const output = openSync(join(folder, 'keeper.log'), 'a');
    spawn(process.execPath, [join(import.meta.dirname, 'postgres-keeper.ts'), folder, run], { detached: true, stdio: ['ignore', output, output] }).unref();
  }
  for (let waited = 0; waited < READY_WITHIN_MS; waited += 50) {
    if (existsSync(ready)) return JSON.parse(readFileSync(ready, 'utf8')) as SharedPostgres;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`the PostgreSQL of this test run did not start: ${readFileSync(join(folder, 'keeper.log'), 'utf8')}`);
}

/** Making a folder succeeds for exactly one process. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
