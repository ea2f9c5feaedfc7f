import { openStore } from '#db/store.ts';
import { idSource } from '#domain/kit/ids.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { Bedside } from '#main/devices/hub.ts';
import { simulatedBody } from '#main/devices/simulated-body.ts';
import { VirtualPorts, VirtualTimers } from '#tests/support/devices/virtual-time.ts';
import { addClinic, addWatchedBed } from '#tests/support/devices/watched-bed.ts';
import { systemRandom, testKey } from '#tests/support/store.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';

/** Packets a second of an oximeter: 25 samples each. */
const PACKETS = 3;
const START = Date.UTC(2026, 2, 14, 6, 0);

/** An hour of a whole ward, as fast as this PC can: what the program holds must not grow with the time that devices are watched. */
export const bench: Bench = {
  name: 'bedside-hour',
  yardstick: 'the same program ten minutes after its start',
  sizes: { full: [32], quick: [4] },
  goal: { of: 'ratio', atMost: 1.1 },
  async run(context) {
    const [count = 32] = context.sizes;
    const heap = await hourOf(count, context);
    const after = (minutes: number): number => heap.find((one) => one.minutes === minutes)?.mb ?? NaN;
    return heap.filter(({ minutes }) => minutes > 10).map(({ minutes, mb }): Row => ({
      name: `heap after ${minutes} minutes, ${count} devices at 75 Hz`, unit: 'MB', ours: mb, yardstick: after(10), ...(minutes === 60 ? {} : { goal: null }),
    }));
  },
};

interface Reading { readonly minutes: number; readonly mb: number }

async function hourOf(count: number, { scratch, log }: BenchContext): Promise<Reading[]> {
  const timers = new VirtualTimers(START);
  const ports = new VirtualPorts();
  const store = openStore({ folder: scratch, key: testKey, now: timers.wall, newId: idSource(timers.wall, systemRandom) });
  const paths = Array.from({ length: count }, (_, i) => `/dev/ttyUSB${i}`);
  store.write({ personId: null, intent: 'bench' }, (tx) => {
    addClinic(tx);
    paths.forEach((path, i) => { addWatchedBed(tx, path, new Date(START).toISOString(), i); });
  });
  for (const path of paths) ports.plugged.add(path);
  const problem = (event: string): void => { throw new Error(event); };
  const bedside = new Bedside({ store, timers, ports, driverById, clockMark: () => null, log: { info: () => undefined, warn: problem, error: problem } });
  bedside.start();
  const hangUp = new AbortController();
  let events = 0;
  const reading = (async () => { for await (const _ of bedside.feed.follow([], hangUp.signal)) events += 1; })();
  const packets = paths.map((_, i) => minuteOf(i + 1));
  const heap: Reading[] = [];
  await timers.pass(3000);
  for (let n = 0; n < 3600 * PACKETS; n += 1) {
    // A sensor slips off now and then, so that alarms and gaps come and go as well.
    paths.forEach((path, i) => { if ((n + i * 97) % 5000 > 60) ports.send(path, packets[i]![n % (60 * PACKETS)]!); });
    await timers.pass(n % PACKETS === 0 ? 334 : 333);
    if ((n + 1) % (600 * PACKETS) === 0) heap.push({ minutes: (n + 1) / (60 * PACKETS), mb: heapNow() });
  }
  log(`${events} events`);
  hangUp.abort();
  await bedside.close();
  await reading;
  store.close();
  return heap;
}

function minuteOf(seed: number): Uint8Array[] {
  const simulator = simulators['nonin-df2']!();
  return Array.from({ length: 60 * PACKETS }, (_, n) => simulator.tick((n * 1000) / PACKETS, simulatedBody(seed), null)!.bytes);
}

/** What is still in use after a full collection, megabytes; without the pages that the store's library keeps. */
function heapNow(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
