import type { SimulatedBody, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { asciiBytes } from '../../bytes/ascii.ts';
import { clockDigits, simulatedClock } from '../device-time.ts';

const MEASURING_MS = 40_000;

/** The byte behind ETX is the one of the published line; what it stands for is not known. */
export function terumoBytes(ms: number, body: SimulatedBody, withoutPulse: boolean): Uint8Array {
  const { systolic, mean, diastolic, heartRate } = body.at(ms);
  const digits = clockDigits(simulatedClock(ms));
  const numbers = (withoutPulse ? [0, 0, 0, 0] : [systolic, mean, diastolic, heartRate]).map((value) => String(Math.round(value)).padStart(3, '0'));
  return asciiBytes(`\x02R1,000000000,${digits.slice(0, 6)},${digits.slice(6)},${numbers.join()},0000,0000,00000,000\x03?`);
}

export const terumoSimulator = (): Simulator =>
  streamSimulator({ driver: 'terumo-bp500', everyMs: MEASURING_MS, bytes: (body, ms, fault) => terumoBytes(ms, body, fault === 'sensor-off') });
