import { addTotals, NO_TOTALS, type Outcome, type RunOptions, type Totals, type World } from './world.ts';

export interface Campaign {
  readonly seeds: number;
  readonly totals: Totals;
  readonly failures: readonly { readonly seed: number; readonly outcome: Outcome }[];
  /** How many failing seeds broke each invariant. */
  readonly broken: ReadonlyMap<string, number>;
}

/** Runs the seeds one after the other and adds up what happened. `watch` hears of each seed when it is done. */
export async function campaign(world: World, seeds: Iterable<number>, options: RunOptions, watch: (seed: number, outcome: Outcome) => void = () => undefined): Promise<Campaign> {
  let totals = NO_TOTALS;
  let done = 0;
  const failures: { seed: number; outcome: Outcome }[] = [];
  const broken = new Map<string, number>();
  for (const seed of seeds) {
    const outcome = await world.run(seed, options);
    totals = addTotals(totals, outcome.totals);
    done += 1;
    if (outcome.violations.length > 0) {
      failures.push({ seed, outcome: failures.length === 0 ? outcome : { ...outcome, steps: [] } });
      for (const invariant of new Set(outcome.violations.map((violation) => violation.invariant))) broken.set(invariant, (broken.get(invariant) ?? 0) + 1);
    }
    watch(seed, outcome);
  }
  return { seeds: done, totals, failures, broken };
}

export function* seedsFrom(from: number, count: number): Generator<number> {
  for (let seed = from; seed < from + count; seed++) yield seed;
}

/** All faults of the world, or only those named. */
export const conditions = (world: World, faults: readonly string[], without: readonly string[], density = 1): RunOptions => ({
  density,
  faults: new Set(faults.length > 0 ? faults : world.faults.map((fault) => fault.name)),
  without: new Set(without),
});
