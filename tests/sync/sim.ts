import { campaign, conditions, seedsFrom, type Campaign } from './campaign.ts';
import { corpus } from './corpus.ts';
import { commandFor, simOptions, unknownNames, type SimOptions } from './options.ts';
import { listText, scriptOf, shrunk, totalsText } from './report.ts';
import { SENSITIVITY_HEAD, sensitivityLine, sensitivityOf } from './sensitivity.ts';
import type { Outcome, World } from './world.ts';
import { worldNamed } from './worlds.ts';

const print = (text: string): void => { process.stdout.write(`${text}\n`); };

/**
 * `npm run sim -- --seeds N [--from S] [--fault NAME] [--without PROTECTION] [--world model|product] [--list] [--sensitivity]`:
 * executes the protocol under faults, seed by seed. Exit code 1 when a seed breaks a promise.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = simOptions(args);
  if ('mistake' in options) return refuse(options.mistake);
  const world = await worldNamed(options.world);
  if ('mistake' in world) return refuse(world.mistake);
  const unknown = [...unknownNames(options.faults, world.faults), ...unknownNames(options.without, world.protections)];
  if (unknown.length > 0) return refuse(`not known to the ${world.name} world: ${unknown.join(', ')} (--list shows the names)`);
  if (options.list) {
    print(listText('faults', world.faults));
    print(listText('protections', world.protections));
    return 0;
  }
  return options.sensitivity ? sensitivity(world, options) : run(world, options);
}

function refuse(mistake: string): number {
  process.stderr.write(`${mistake}\n`);
  return 2;
}

async function run(world: World, options: SimOptions): Promise<number> {
  const began = performance.now();
  const past = options.seeds === 1 || options.without.length > 0 ? [] : corpus(world.name).map((failure) => failure.seed);
  const all = conditions(world, options.faults, options.without);
  const result = await campaign(world, [...past, ...seedsFrom(options.from, options.seeds)], all, progress(past.length + options.seeds, began));
  const seconds = (performance.now() - began) / 1000;
  print(`${String(result.seeds)} seeds (${String(past.length)} of past failures) in ${seconds.toFixed(1)} s, ${(result.seeds / seconds).toFixed(0)} a second, ${String(result.failures.length)} failing`);
  print(totalsText(result.totals));
  return tellFailure(world, options, result);
}

async function tellFailure(world: World, options: SimOptions, { failures, broken }: Campaign): Promise<number> {
  const [first] = failures;
  if (!first) return 0;
  print(`\nfailing seeds: ${failures.slice(0, 20).map((failure) => failure.seed).join(' ')}${failures.length > 20 ? ' …' : ''}`);
  print(`broken: ${[...broken].map(([invariant, count]) => `${invariant} in ${String(count)}`).join(', ')}`);
  print(`again: ${commandFor(first.seed, options)}\n`);
  for (const violation of first.outcome.violations) print(`  ${violation.invariant}: ${violation.message}`);
  const shortest = await shrunk(world, first.outcome, conditions(world, options.faults, options.without));
  print(`\nseed ${String(first.seed)} shrunk from ${String(first.outcome.steps.length)} to ${String(shortest.steps.length)} steps:\n${scriptOf(shortest)}\n`);
  for (const violation of shortest.violations) print(`  ${violation.invariant}: ${violation.message}`);
  return 1;
}

/** A line for every failing seed at once, and one every ten seconds: a long run shows that it lives. */
function progress(of: number, began: number): (seed: number, outcome: Outcome) => void {
  let told = began;
  let done = 0;
  return (seed, { violations }) => {
    done += 1;
    const [first] = violations;
    if (first) print(`seed ${String(seed)} fails: ${first.invariant} ${first.message}`);
    const now = performance.now();
    if (now - told < 10_000) return;
    told = now;
    print(`${String(done)} of ${String(of)}, ${(done / (now - began) * 1000).toFixed(0)} a second`);
  };
}

async function sensitivity(world: World, options: SimOptions): Promise<number> {
  print(SENSITIVITY_HEAD);
  const names = options.without.length > 0 ? options.without : world.protections.map((protection) => protection.name);
  for (const name of names) print(sensitivityLine(await sensitivityOf(world, name, options.from, options.seeds)));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
