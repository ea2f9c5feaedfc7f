import type { SimulatedBody } from '../simulator.ts';
import { simulatedClock } from './device-time.ts';
import { inMilligrams } from './glucose.ts';

const HOUR = 3_600_000;

/** One remembered result of a simulated meter. */
export interface Remembered {
  readonly at: Date;
  readonly mmol: number;
  readonly mgdl: number;
  readonly meal: 'before-meal' | 'after-meal' | null;
  readonly control: boolean;
}

/** What a simulated meter has in its memory, newest first: five results of the last day, the newest of control solution. */
export function meterMemory(ms: number, body: SimulatedBody): readonly Remembered[] {
  return [1, 4, 8, 9, 23].map((hours, place) => {
    const { glucose } = body.at(ms);
    const mmol = Math.round((glucose + place * 0.4) * 10) / 10;
    return { at: simulatedClock(ms - hours * HOUR), mmol, mgdl: inMilligrams(mmol), meal: ([null, 'before-meal', 'after-meal', null, null] as const)[place]!, control: place === 0 };
  });
}
