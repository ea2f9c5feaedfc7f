import { join } from 'node:path';
import { allSteps, type Outcome, type Step } from './checks/steps.ts';
import { projectTree } from './checks/tree.ts';

const AT_A_TIME = 2;

interface Done {
  readonly name: string;
  readonly outcome: Outcome;
}

/**
 * `npm run check [-- NAME…]`: types, lint and structure. Runs every step whose name contains one of the
 * given words (all without), prints a line for each and all failures at the end; exit code 1 if any failed.
 */
async function main(words: readonly string[]): Promise<number> {
  const root = join(import.meta.dirname, '..');
  const steps = allSteps(root, projectTree(root)).filter((step) => words.length === 0 || words.some((word) => step.name.includes(word)));
  if (steps.length === 0) {
    console.error(`No check is named like ${words.join(', ')}`);
    return 1;
  }
  const done = await runAll(steps);
  const count = (state: Outcome['state']): number => done.filter((d) => d.outcome.state === state).length;
  for (const { name, outcome } of done) {
    if (outcome.state === 'failed') console.log(`\n── ${name}\n${outcome.details}`);
  }
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return count('failed') > 0 ? 1 : 0;
}

/** Runs the steps in order, some at a time. */
async function runAll(steps: readonly Step[]): Promise<Done[]> {
  const done: Done[] = [];
  const waiting = [...steps];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const start = performance.now();
      const outcome = await step.run().catch((error: unknown): Outcome => ({ state: 'failed', details: String(error) }));
      printLine(step.name, outcome, performance.now() - start);
      done.push({ name: step.name, outcome });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return done;
}

const MARKS: Readonly<Record<Outcome['state'], string>> = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' };

function printLine(name: string, outcome: Outcome, ms: number): void {
  const note = outcome.state === 'failed' ? '' : (outcome.note ?? '');
  console.log(`${MARKS[outcome.state]}  ${name.padEnd(16)} ${(ms / 1000).toFixed(1).padStart(5)} s  ${note}`.trimEnd());
}

process.exitCode = await main(process.argv.slice(2));
