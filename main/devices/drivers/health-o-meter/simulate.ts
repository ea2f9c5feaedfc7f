import type { SimulatedBody, Simulator } from '../../simulator.ts';
import { nothing } from '../faults.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { asciiBytes } from '../../bytes/ascii.ts';

const EVERY_MS = 30_000;

export function healthOMeterBytes(ms: number, body: SimulatedBody): Uint8Array {
  const { weight, height } = body.at(ms);
  const bmi = weight / (height / 100) ** 2;
  const fields = ['R', 'I0000000000', `W${weight.toFixed(2)}`, `H${height.toFixed(1)}`, `B${bmi.toFixed(1)}`, 'T0.00', 'Nm', 'E'];
  return asciiBytes(fields.map((field) => `\x1b${field}`).join(''));
}

/** Nobody on it, it sends nothing. */
export const healthOMeterSimulator = (): Simulator =>
  streamSimulator({ driver: 'health-o-meter', everyMs: EVERY_MS, bytes: (body, ms, fault) => (fault === 'sensor-off' ? nothing : healthOMeterBytes(ms, body)) });
