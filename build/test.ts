import { join } from 'node:path';
import { bringNeeds } from './test/bring-needs.ts';
import { buildProgram, notesOfVitest, runPlaywright, runVitest } from './test/halves.ts';
import { planOf } from './test/plan.ts';
import { memoryDisk, removeTemporaryFolder, temporaryFolder } from './test/temporary-folder.ts';
import { NOTHING, add, formatTotals, type Totals } from './test/totals.ts';

/**
 * `npm test [-- --unit | --e2e] [--no-install] [PATH…]`: brings what the tests need, builds the program, runs all tests.
 * The last line is always `N passed, N failed, N skipped`; the exit code is 1 if any failed or none ran.
 */
async function main(args: readonly string[]): Promise<number> {
  const root = join(import.meta.dirname, '..');
  process.chdir(root);
  const plan = planOf(args);
  const folder = process.env.TMPDIR === undefined ? temporaryFolder(memoryDisk()) : undefined;
  if (folder !== undefined) process.env.TMPDIR = folder;
  const totals = await run(root, plan).catch((error: unknown): Totals => {
    console.error(error);
    return { ...NOTHING, failed: 1 };
  });
  if (folder !== undefined) removeTemporaryFolder(folder);
  const ran = totals.passed + totals.failed > 0;
  if (!ran) console.log('no test ran');
  if (plan.unit) for (const note of notesOfVitest(root)) console.log(note);
  console.log(formatTotals(totals));
  return totals.failed > 0 || !ran ? 1 : 0;
}

async function run(root: string, plan: ReturnType<typeof planOf>): Promise<Totals> {
  const halves = [...(plan.unit ? ['unit' as const] : []), ...(plan.e2e ? ['e2e' as const] : [])];
  await bringNeeds(root, halves, plan.install);
  // A few unit tests picked by name are not kept waiting for a program they do not start.
  const wantsProgram = plan.e2e || plan.unitArguments.length === 0;
  let totals = wantsProgram ? await buildProgram(root) : NOTHING;
  if (plan.unit) totals = add(totals, await runVitest(root, plan.unitArguments));
  if (plan.e2e) totals = add(totals, await runPlaywright(root, plan.e2eArguments));
  return totals;
}

process.exitCode = await main(process.argv.slice(2));
