import { pathToFileURL } from 'node:url';
import type { Bench, BenchContext } from './bench.ts';
import { compare, time } from './measure.ts';
import type { ChildReport } from './run-child.ts';

/** Runs one bench alone in this process, so that its memory and compiled code are its own. Started by run-child.ts. */
async function main([file = '', size = 'full', scratch = '']: readonly string[]): Promise<void> {
  const { bench } = (await import(pathToFileURL(file).href)) as { bench: Bench };
  const rows = await bench.run(contextOf(bench, size === 'quick', scratch));
  report({ name: bench.name, yardstick: bench.yardstick, goal: bench.goal, rows });
}

function contextOf(bench: Bench, quick: boolean, scratch: string): BenchContext {
  return {
    quick,
    sizes: quick ? bench.sizes.quick : bench.sizes.full,
    scratch,
    compare,
    time,
    memory() {
      globalThis.gc?.();
      return process.memoryUsage.rss() / 1e6;
    },
    log: (text) => console.error(`  ${bench.name}: ${text}`),
  };
}

function report(message: ChildReport): void {
  process.send?.(message);
}

await main(process.argv.slice(2));
// A bench may leave servers or stores open; its figures are in, so nothing is waited for.
process.disconnect?.();
