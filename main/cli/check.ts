import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asStoreError } from '#db/errors.ts';
import { verifyLog } from '#db/queries/audit.ts';
import { STORE_FILE } from '#db/store.ts';
import { openStoreOf } from './open-store.ts';
import { say, UsageError, type CliArgs } from './args.ts';

/** Verifies every page of the store and the chain of its log. Exit code 1 when something does not fit. */
export async function runCheck(args: CliArgs): Promise<void> {
  if (!existsSync(join(args.store, STORE_FILE))) throw new UsageError(`There is no store in ${args.store}. Give its folder with --store DIR.`);
  const { parts: { store }, close } = await openStoreOf(args);
  try {
    const pages = store.read.statement('PRAGMA integrity_check').all() as { integrity_check: string }[];
    const pagesGood = pages.length === 1 && pages[0]?.integrity_check === 'ok';
    const log = verifyLog(store.read);
    const good = pagesGood && log.firstBad === null;
    const text = `Pages: ${pagesGood ? 'good' : 'DAMAGED'}. Log: ${log.entries} entries, ${log.firstBad === null ? 'unbroken' : `BROKEN at ${log.firstBad}`}.`;
    say(args, { good, pages: pagesGood, entries: log.entries, firstBad: log.firstBad }, text);
    if (!good) process.exitCode = 1;
  } catch (error) {
    // Pages too broken to be checked are a damaged store, not a bug of the check.
    throw asStoreError(error);
  } finally {
    await close();
  }
}
