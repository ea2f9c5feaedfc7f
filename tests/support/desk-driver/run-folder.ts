import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder to the workers, which inherit the environment of the process that starts them. */
const VARIABLE = 'DAYBOOK_E2E_RUN';

/** Makes the folder that all workers of one run share. Returns what removes it. */
export async function makeRunFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-e2e-run-'));
  process.env[VARIABLE] = folder;
  // Programs that tests start in their own way leave no notes in the account that runs the tests.
  process.env.DAYBOOK_MARKS = join(folder, 'marks');
  return async () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** The folder of this run; it is there once the global set-up has made it. */
export function runFolder(): string {
  const folder = process.env[VARIABLE];
  if (folder === undefined) throw new Error('No folder of this run: the tests are started by Playwright with its global set-up.');
  return folder;
}
