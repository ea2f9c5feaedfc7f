import { shrink } from './shrink.ts';
import type { Named, Outcome, RunOptions, Totals, World } from './world.ts';

/** Steps as text, one a line, so that a short script can be read and pasted. */
export const scriptOf = (outcome: Pick<Outcome, 'steps'>): string => outcome.steps.map((step, i) => `${String(i + 1).padStart(4)}  ${JSON.stringify(step)}`).join('\n');

/** The shortest script that breaks the same invariant, with what it breaks. */
export async function shrunk(world: World, outcome: Outcome, options: RunOptions): Promise<Outcome> {
  const invariant = outcome.violations[0]?.invariant;
  const steps = await shrink(outcome.steps, async (some) => (await world.replay(some, options)).violations.some((v) => v.invariant === invariant));
  return world.replay(steps, options);
}

export function totalsText(totals: Totals): string {
  return [
    `${count(totals.operations)} operations, ${count(totals.forks)} forks, ${count(totals.deviceRestores)} device restores, ${count(totals.clones)} clones,`,
    `${count(totals.serverRestores)} server restores, ${count(totals.conflicts)} conflicts, ${count(totals.duplicateNumbers)} duplicate numbers reported, ${count(totals.doneTwice)} times done twice at the counter, ${count(totals.copiesCut)} copies cut with rows uncommitted, ${count(totals.discarded)} times discarded,`,
    `${count(totals.destroyed)} operations that existed only on an overwritten disk, at most ${String(totals.rounds)} rounds to rest`,
  ].join('\n');
}

const count = (n: number): string => n.toLocaleString('en-GB');

export const listText = (title: string, list: readonly Named[]): string =>
  `${title}\n${list.map(({ name, about }) => `  ${name.padEnd(18)} ${about}`).join('\n')}`;
