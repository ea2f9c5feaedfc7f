/** Every streaming device from its simulator to the reading, under each fault: a number is the body's, or there is none. */
import { describe, expect, test } from 'vitest';
import type { MeasureCode } from '#domain/devices/reading.ts';
import type { Driver } from '#main/devices/driver.ts';
import { sketchMapping } from '#main/devices/drivers/mapped/simulate.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { simulatedBody } from '#main/devices/simulated-body.ts';
import { simulatedFaults } from '#main/devices/simulator.ts';
import type { SimulatedFault } from '#main/devices/simulator.ts';
import { driverOf } from '#tests/support/devices/reading-of.ts';
import { VirtualLine } from '#tests/support/devices/virtual-line.ts';

const ids = [
  'nonin-df1', 'nonin-df2', 'nonin-df7', 'nonin-df8', 'nonin-ascii', 'contec-old', 'contec-v7', 'masimo-ascii', 'nellcor-npb', 'berry-pm6750', 'datex-dri', 'daybook-node', 'mapped-lines',
] as const;

const SEED = 7;
const body = simulatedBody(SEED);
const driver = (id: string): Driver => {
  const known = driverOf(id);
  return known.withMapping?.(sketchMapping) ?? known;
};

/** What the body had, as each device rounds it. */
const truths: Partial<Record<MeasureCode, (ms: number) => number>> = {
  'spo2': (ms) => Math.round(body.at(ms).spo2),
  'heart-rate': (ms) => Math.round(body.at(ms).heartRate),
  'respiratory-rate': (ms) => Math.round(body.at(ms).respiratoryRate),
  'temperature': (ms) => body.at(ms).temperature,
  'systolic': (ms) => Math.round(body.at(ms).systolic),
  'diastolic': (ms) => Math.round(body.at(ms).diastolic),
  'mean-arterial-pressure': (ms) => Math.round(body.at(ms).mean),
};
/** Tenths of a degree are the coarsest that a device sends. */
const SLACK: Partial<Record<MeasureCode, number>> = { temperature: 0.051 };

const STEP_MS = 250;
const LENGTH_MS = 90_000;
/** The truths of the whole run, worked out once: they are the same for every device. */
const grid = new Map(Object.entries(truths).map(([code, truth]) => [code, Array.from({ length: LENGTH_MS / STEP_MS + 1 }, (_, step) => truth(step * STEP_MS))]));

interface Heard { readonly at: number; readonly code: MeasureCode; readonly value: number }

/** A minute and a half: well, under the fault for half a minute, and well again. */
function play(id: string, fault: SimulatedFault | null): { heard: Heard[]; flags: Set<string> } {
  const line = new VirtualLine({ driver: driver(id), simulator: simulators[id]!(), body });
  const heard: Heard[] = [];
  const flags = new Set<string>();
  line.open();
  for (let second = 0; second < LENGTH_MS / 1000; second += 1) {
    line.fault = second >= 30 && second < 60 ? fault : null;
    const before = line.decoded.length;
    line.run(1000);
    for (const { reading } of line.decoded.slice(before)) {
      if (!reading) continue;
      for (const { code, value } of reading.measures) if (value !== null) heard.push({ at: line.now, code, value });
      if (second >= 30 && second < 60) for (const flag of reading.flags) flags.add(flag);
    }
  }
  return { heard, flags };
}

/** How old a number may be, ms: the slowest device speaks every 10 s; a cuff's result stays; a stuck device repeats for half a minute. */
const oldest = ({ code }: Heard, fault: SimulatedFault | null): number =>
  (code === 'systolic' || code === 'diastolic' || code === 'mean-arterial-pressure' ? 90_000 : fault === 'stuck' ? 42_000 : 12_000);

describe.each(ids)('%s', (id) => {
  test.each([null, ...simulatedFaults])('fault %s: no number that the body did not have', (fault) => {
    const { heard, flags } = play(id, fault);
    const wrong = heard.filter((each) => {
      const slack = SLACK[each.code] ?? 0;
      const [from, to] = [Math.max(0, each.at - oldest(each, fault)) / STEP_MS, each.at / STEP_MS];
      return grid.get(each.code)?.slice(from, to + 1).every((value) => Math.abs(value - each.value) > slack) ?? false;
    });
    expect(wrong).toEqual([]);
    const spo2 = (from: number, to: number): number => heard.filter(({ at, code }) => code === 'spo2' && at > from && at <= to).length;
    expect(spo2(0, 30_000), 'before the fault').toBeGreaterThan(1);
    expect(spo2(75_000, 90_000), 'after the fault').toBeGreaterThan(0);
    if (fault === 'silent' || fault === 'sensor-off') expect(spo2(32_000, 60_000), 'during the fault').toBe(0);
    if (fault === 'sensor-off' && !['nonin-ascii', 'nellcor-npb', 'berry-pm6750', 'datex-dri'].includes(id)) expect([...flags]).toContain('sensor-off');
  });
});

test('the same seed gives the same body, another seed another', () => {
  const at = (seed: number): object => simulatedBody(seed).at(123_456);
  expect(at(3)).toEqual(at(3));
  expect(at(3)).not.toEqual(at(4));
  for (let seed = 0; seed < 200; seed += 1) {
    for (let ms = 0; ms < 3_600_000; ms += 97_003) {
      const { spo2, heartRate, systolic, diastolic, mean, temperature, respiratoryRate, pleth } = simulatedBody(seed).at(ms);
      expect(spo2 > 90 && spo2 <= 100 && heartRate > 45 && heartRate < 120 && temperature > 35.5 && temperature < 38.5 && respiratoryRate > 8 && respiratoryRate < 25).toBe(true);
      expect(systolic > mean && mean > diastolic && diastolic > 40 && pleth >= 0 && pleth <= 1).toBe(true);
    }
  }
});

test('the curve beats at the heart rate', () => {
  let beats = 0;
  let sum = 0;
  let rising = false;
  const STEP = 10;
  for (let ms = 0; ms < 600_000; ms += STEP) {
    const { pleth, heartRate } = body.at(ms);
    sum += heartRate;
    if (!rising && pleth > 0.7) beats += 1;
    rising = pleth > 0.7 || (rising && pleth > 0.3);
  }
  expect(Math.abs(beats - sum / (600_000 / STEP) * 10)).toBeLessThanOrEqual(2);
});
