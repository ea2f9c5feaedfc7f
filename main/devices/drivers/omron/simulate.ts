import type { SimulatedBody, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { asciiBytes } from '../../bytes/ascii.ts';
import { simulatedClock } from '../device-time.ts';

const MEASURING_MS = 40_000;
const three = (value: number): string => String(Math.round(value)).padStart(3, '0');

const stamp = (ms: number): [string, string] => {
  const text = simulatedClock(ms).toISOString();
  return [text.slice(0, 10).replaceAll('-', '/'), text.slice(11, 16)];
};

export function hbp9020Bytes(ms: number, body: SimulatedBody, withoutPulse: boolean): Uint8Array {
  const { systolic, mean, diastolic, heartRate } = body.at(ms);
  const numbers = withoutPulse ? ['000', '000', '000', '000'] : [systolic, mean, diastolic, heartRate].map(three);
  return asciiBytes(`bp,${'9'.repeat(20)},${stamp(ms).join()},${numbers.join()},3\r\n`);
}

export function hbp9030Bytes(ms: number, body: SimulatedBody): Uint8Array {
  const { systolic, diastolic, heartRate } = body.at(ms);
  return asciiBytes(`1,0,${'9'.repeat(20)},${stamp(ms).join()},0,0,${[systolic, diastolic, heartRate].map(three).join()},0\r\n`);
}

/** Somebody measures again and again. */
export const hbp9020Simulator = (): Simulator =>
  streamSimulator({ driver: 'omron-hbp-9020', everyMs: MEASURING_MS, bytes: (body, ms, fault) => hbp9020Bytes(ms, body, fault === 'sensor-off') });

export const hbp9030Simulator = (): Simulator =>
  streamSimulator({ driver: 'omron-hbp-9030', everyMs: MEASURING_MS, bytes: (body, ms) => hbp9030Bytes(ms, body) });
