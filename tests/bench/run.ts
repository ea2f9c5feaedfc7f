import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from './harness/bench.ts';
import { benchOptions, type BenchOptions } from './harness/options.ts';
import { runChild } from './harness/run-child.ts';
import { formatTable } from './harness/table.ts';
import { judge, type Judged } from './harness/verdict.ts';

const MINUTES = 15;

interface Failure {
  readonly bench: string;
  readonly reason: string;
}

/**
 * `npm run bench [-- --only NAME] [--json FILE] [--gate] [--quick]`: runs tests/bench/*.bench.ts one after the other and prints
 * a table. Exit code 1 when a bench could not be run, and with `--gate` also when a goal is missed.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = benchOptions(args);
  if ('mistake' in options) {
    console.error(options.mistake);
    return 1;
  }
  const benches = await discover(options.only);
  if (benches.length === 0) {
    console.error(options.only ? `no bench is named like ${options.only}` : 'there are no benches in tests/bench');
    return 1;
  }
  const rows: Judged[] = [];
  const failures: Failure[] = [];
  for (const { file, bench } of benches) {
    console.error(`${bench.name} against ${bench.yardstick}`);
    const end = await runChild(file, options.quick, bench.minutes ?? MINUTES);
    if (end.ok) rows.push(...end.report.rows.map((row) => judge(bench.name, bench.goal, row)));
    else failures.push({ bench: bench.name, reason: end.reason });
  }
  publish(options, rows, failures);
  const missed = rows.filter((row) => row.met === false).length;
  return failures.length > 0 || (options.gate && missed > 0) ? 1 : 0;
}

async function discover(only: string | undefined): Promise<{ file: string; bench: Bench }[]> {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((name) => name.endsWith('.bench.ts')).sort().map((name) => join(folder, name));
  const found = await Promise.all(files.map(async (file) => ({ file, ...((await import(pathToFileURL(file).href)) as { bench: Bench }) })));
  return found.filter(({ file, bench }) => only === undefined || bench.name.includes(only) || basename(file).includes(only));
}

function publish(options: BenchOptions, rows: readonly Judged[], failures: readonly Failure[]): void {
  console.log(`\n${formatTable(rows)}`);
  for (const { bench, reason } of failures) console.log(`${bench}: FAILED, ${reason}`);
  const judged = rows.filter((row) => row.met !== null);
  const unsteady = rows.filter((row) => !row.steady).length;
  console.log(`\n${judged.filter((row) => row.met).length} of ${judged.length} goals met${unsteady > 0 ? `, ${unsteady} figures spread by more than 20 %` : ''}`);
  if (!options.json) return;
  const machine = { node: process.version, platform: process.platform, processor: cpus()[0]?.model ?? '', cores: availableParallelism() };
  writeFileSync(options.json, `${JSON.stringify({ quick: options.quick, machine, rows, failures }, null, 2)}\n`);
}

process.exitCode = await main(process.argv.slice(2));
