import { drivers } from '#main/devices/drivers/all.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import type { Bench, Row } from './harness/bench.ts';
import { captureOf, type Capture } from './support/device-capture.ts';

/** As a busy port delivers them. */
const CHUNK = 64;

function decodeAll({ driver, bytes }: Capture): number {
  const framer = driver.newFramer();
  let frames = 0;
  for (let at = 0; at < bytes.length; at += CHUNK) {
    for (const frame of framer.push(bytes.subarray(at, at + CHUNK))) {
      driver.decode(frame);
      frames += 1;
    }
  }
  return frames;
}

/** How fast each driver cuts and reads what its simulator sends, against the pace at which a device sends it. */
export const bench: Bench = {
  name: 'decode',
  yardstick: 'the frames a second that the device itself sends',
  sizes: { full: [600], quick: [60] },
  goal: { of: 'ratio', atLeast: 10_000 },
  async run({ time, sizes, log }) {
    const rows: Row[] = [];
    const [seconds = 60] = sizes;
    for (const driver of drivers) {
      const simulator = simulators[driver.facts.id]?.();
      if (!simulator) throw new Error(`${driver.facts.id} has no simulator.`);
      const capture = captureOf(driver, simulator, seconds * 1000);
      const frames = decodeAll(capture);
      if (frames === 0) throw new Error(`Nothing was read of ${driver.facts.id}.`);
      // A short capture is read several times, so that the clock can tell.
      const batch = Math.max(1, Math.round(20_000 / capture.bytes.length));
      const { p50, spread } = await time(() => decodeAll(capture), { rounds: 5, samples: 10, batch, warmUp: 30 });
      log(`${driver.facts.id}: ${frames} frames`);
      rows.push({ name: driver.facts.id, unit: 'frames/s', ours: (frames * 1000) / p50, yardstick: (frames * 1000) / capture.realMs, spread });
    }
    return rows;
  },
};
