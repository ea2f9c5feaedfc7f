import { Seeded } from '#domain/synthetic/seeded.ts';
import type { SimulatedBody } from './simulator.ts';

/** Drifts around `middle` by up to `reach`, over minutes; two waves that never meet again make it look like a body. */
interface Drift {
  readonly middle: number;
  readonly reach: number;
  readonly periods: readonly [number, number];
  readonly phases: readonly [number, number];
}

const MINUTE = 60_000;

const valueOf = ({ middle, reach, periods, phases }: Drift, ms: number): number =>
  middle + reach * (0.6 * Math.sin((2 * Math.PI * ms) / periods[0] + phases[0]) + 0.4 * Math.sin((2 * Math.PI * ms) / periods[1] + phases[1]));

/** The area under the drift from 0 to `ms`, in units × ms: how many beats or breaths a rate has made by then. */
const areaOf = ({ middle, reach, periods, phases }: Drift, ms: number): number => {
  const wave = (index: 0 | 1, share: number): number =>
    (share * periods[index]) / (2 * Math.PI) * (Math.cos(phases[index]) - Math.cos((2 * Math.PI * ms) / periods[index] + phases[index]));
  return middle * ms + reach * (wave(0, 0.6) + wave(1, 0.4));
};

/** One beat of an oximeter's curve, 0 to 1: a steep rise, and the notch where the aortic valve shuts. `phase` is 0 to 1. */
function beatShape(phase: number): number {
  const bump = (at: number, width: number, height: number): number => height * Math.exp(-(((phase - at) / width) ** 2));
  return Math.min(1, bump(0.18, 0.1, 0.92) + bump(0.5, 0.16, 0.38) + bump(1.18, 0.1, 0.92));
}

/**
 * A grown-up at rest, invented from `seed`: the same seed gives the same body for ever. Values drift within what is
 * ordinary on a ward, the curve beats at the heart rate and sways with the breath.
 */
export function simulatedBody(seed: number): SimulatedBody {
  const random = new Seeded(seed, 0x0b0d);
  const drift = (least: number, most: number, reach: number): Drift => ({
    middle: least + random.next() * (most - least), reach,
    periods: [(3 + 4 * random.next()) * MINUTE, (0.6 + random.next()) * MINUTE],
    phases: [2 * Math.PI * random.next(), 2 * Math.PI * random.next()],
  });
  const [heart, breath] = [drift(62, 96, 9), drift(13, 20, 2.5)];
  const [spo2, systolic, pressure, temperature, glucose] = [drift(94.5, 98, 1.4), drift(108, 142, 7), drift(34, 52, 4), drift(36.4, 37.6, 0.2), drift(4.6, 8.2, 0.5)];
  const [weight, height] = [48 + random.next() * 44, 150 + random.next() * 38];
  return {
    at(ms) {
      const top = valueOf(systolic, ms);
      const diastolic = top - valueOf(pressure, ms);
      const breathing = Math.sin((2 * Math.PI * areaOf(breath, ms)) / MINUTE);
      const beats = areaOf(heart, ms) / MINUTE;
      return {
        spo2: Math.min(100, valueOf(spo2, ms)), heartRate: valueOf(heart, ms), respiratoryRate: valueOf(breath, ms),
        systolic: top, diastolic, mean: diastolic + (top - diastolic) / 3,
        temperature: valueOf(temperature, ms), glucose: valueOf(glucose, ms), weight, height,
        pleth: Math.min(1, Math.max(0, (0.9 + 0.1 * breathing) * beatShape(beats - Math.floor(beats)))),
      };
    },
  };
}
