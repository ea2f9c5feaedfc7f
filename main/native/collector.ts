import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * For the desktop program's own process, which starts without the flags that `npm run daybook` hands to Node. To be
 * imported before anything else. A switch `js-flags` would come too late for this process and reach the windows instead,
 * whose collector is left as it is.
 */

/** Half of the nursery, as with `--max-semi-space-size=8`. */
const HALF_BYTES = 8 * 2 ** 20;

const nursery = (): number => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
const isGrown = (): boolean => nursery() >= 2 * HALF_BYTES;
const growBy = (factor: number): void => { setFlagsFromString(`--semi-space-growth-factor=${String(factor)}`); };

/** The largest size of this process's nursery is settled by now, how much it grows at a time is not: it grows once, and no more. */
function growOnce(): void {
  growBy(Math.round(HALF_BYTES / nursery()));
  const kept: number[][] = [];
  // So much that lives through a collection lets it grow; a thousand times are enough for any.
  for (let round = 0; round < 1000 && !isGrown(); round += 1) for (let i = 0; i < 1000; i += 1) kept.push([i]);
  growBy(1);
}

// Asked at each collection.
setFlagsFromString('--heap-growing-percent=40');
// For threads that start later: as large at most, and from the start, since what follows keeps all of them from growing.
setFlagsFromString(`--max-semi-space-size=${String(HALF_BYTES / 2 ** 20)}`);
setFlagsFromString(`--min-semi-space-size=${String(HALF_BYTES / 2 ** 20)}`);
growOnce();
// A quiet time may make it small again.
new PerformanceObserver(() => { growBy(nursery() < HALF_BYTES ? 2 : 1); }).observe({ entryTypes: ['gc'] });
