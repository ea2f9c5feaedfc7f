import { spawn } from 'node:child_process';
import { campaign, conditions, seedsFrom, type Campaign } from './campaign.ts';
import { corpus } from './corpus.ts';
import { commandFor, simOptions, unknownNames, type SimOptions } from './options.ts';
import { loadWithout } from './product/load-without.ts';
import { listText, scriptOf, shrunk, totalsText } from './report.ts';
import { SENSITIVITY_HEAD, sensitivityLine, sensitivityOf } from './sensitivity.ts';
import { STORIES } from './stories.ts';
import type { Outcome, World } from './world.ts';
import { LEVELS, worldNamed } from './worlds.ts';

/** Exit code for a command line that cannot be followed. */
const REFUSED = 2;

const print = (text: string): void => { process.stdout.write(`${text}\n`); };

/**
 * `npm run sim -- --seeds N [--from S] [--fault NAME] [--density N] [--without PROTECTION] [--level model|product|process] [--list] [--sensitivity] [--story NAME]`:
 * executes the protocol under faults, seed by seed, on every level that knows the names given. Exit code 1 when a seed
 * breaks a promise.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = simOptions(args);
  if ('mistake' in options) return refuse(options.mistake);
  if (options.level === 'process') return rounds(options.rounds);
  if (options.level !== null) return onLevel(options.level, options);
  const codes: number[] = [];
  // Each in a process of its own: what is taken out of the product's code must not be missing in the model.
  for (const level of LEVELS) codes.push(await child([...args, '--level', level]));
  const ran = codes.filter((code) => code !== REFUSED);
  return ran.length === 0 ? REFUSED : Math.max(...ran);
}

async function onLevel(level: string, options: SimOptions): Promise<number> {
  if (level === 'product' && (!options.sensitivity || options.without.length === 1)) loadWithout(options.without);
  const world = await worldNamed(level);
  if ('mistake' in world) return refuse(world.mistake);
  const unknown = [...unknownNames(options.faults, world.faults), ...unknownNames(options.without, world.protections)];
  if (unknown.length > 0) return refuse(`not known to the ${world.name} level: ${unknown.join(', ')} (--list shows the names)`);
  print(`level ${world.name}`);
  if (options.list) {
    print(listText('faults', world.faults));
    print(listText('protections', world.protections));
    if (world.name === 'product') print(listText('stories', STORIES));
    return 0;
  }
  try {
    if (options.story !== null) return await tell(world, options.story, options);
    return await (options.sensitivity ? sensitivity(world, options) : run(world, options));
  } finally {
    await world.close?.();
  }
}

/** Real processes: a vitest test, because that is what builds and ends them. */
function rounds(count: number): Promise<number> {
  return child(['run', 'tests/server/killed-processes.test.ts'], 'node_modules/vitest/vitest.mjs', { DAYBOOK_ROUNDS: String(count) });
}

function child(args: readonly string[], script = import.meta.filename, env: Readonly<Record<string, string>> = {}): Promise<number> {
  const made = spawn(process.execPath, [script, ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve) => { made.once('close', (code) => { resolve(code ?? 1); }); });
}

function refuse(mistake: string): number {
  process.stderr.write(`${mistake}\n`);
  return REFUSED;
}

async function run(world: World, options: SimOptions): Promise<number> {
  const began = performance.now();
  const past = options.seeds === 1 || options.without.length > 0 ? [] : corpus(world.name).map((failure) => failure.seed);
  const all = conditions(world, options.faults, options.without, options.density);
  const result = await campaign(world, [...past, ...seedsFrom(options.from, options.seeds)], all, progress(past.length + options.seeds, began));
  const seconds = (performance.now() - began) / 1000;
  print(`${String(result.seeds)} seeds (${String(past.length)} of past failures) in ${seconds.toFixed(1)} s, ${(result.seeds / seconds).toFixed(0)} a second, ${String(result.failures.length)} failing`);
  print(totalsText(result.totals));
  return tellFailure(world, options, result);
}

async function tell(world: World, name: string, { faults, without, density }: SimOptions): Promise<number> {
  const story = STORIES.find((one) => one.name === name);
  if (!story) return refuse(`there is no story named ${name} (--list shows the names)`);
  const { violations } = await world.replay(story.steps, conditions(world, faults, without, density));
  print(`${name}: ${story.about}`);
  for (const violation of violations) print(`  ${violation.invariant}: ${violation.message}`);
  return violations.length > 0 ? 1 : 0;
}

async function tellFailure(world: World, options: SimOptions, { failures, broken }: Campaign): Promise<number> {
  const [first] = failures;
  if (!first) return 0;
  print(`\nfailing seeds: ${failures.slice(0, 20).map((failure) => failure.seed).join(' ')}${failures.length > 20 ? ' …' : ''}`);
  print(`broken: ${[...broken].map(([invariant, count]) => `${invariant} in ${String(count)}`).join(', ')}`);
  print(`again: ${commandFor(world.name, first.seed, options)}\n`);
  for (const violation of first.outcome.violations) print(`  ${violation.invariant}: ${violation.message}`);
  const shortest = await shrunk(world, first.outcome, conditions(world, options.faults, options.without, options.density));
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
  const names = options.without.length > 0 ? options.without : world.protections.map((protection) => protection.name);
  if (world.name === 'product' && names.length > 1) return eachInItsProcess(names, options);
  print(SENSITIVITY_HEAD);
  for (const name of names) print(sensitivityLine(await sensitivityOf(world, name, options)));
  return 0;
}

/** The product is loaded once in a process, with one protection missing. */
async function eachInItsProcess(names: readonly string[], { from, seeds, faults, density }: SimOptions): Promise<number> {
  const common = ['--seeds', String(seeds), '--from', String(from), '--density', String(density), ...faults.flatMap((fault) => ['--fault', fault])];
  for (const name of names) await child(['--level', 'product', '--sensitivity', ...common, '--without', name]);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
