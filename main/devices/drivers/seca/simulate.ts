import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { onTheScale } from '../weighing.ts';
import { secaFrame } from './frame.ts';

export function secaBytes(ms: number, body: SimulatedBody, fault: SimulatedFault | null): Uint8Array {
  const digits = `${String(Math.round(onTheScale(ms, body, fault).kg * 100)).padStart(5, '0')}2`;
  const bcd = digits.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
  return secaFrame(Uint8Array.from([0x01, ...bcd, 0x00, 0x00]));
}

/** Once a second. */
export const secaSimulator = (): Simulator =>
  streamSimulator({
    driver: 'seca-460', everyMs: 1_000,
    bytes: (body, ms, fault) => secaBytes(ms, body, fault),
    // Another letter of the check byte, and never the 00 that stands for none.
    wrongSum: (bytes) => bytes.with(13, bytes[13] === 0x31 ? 0x32 : 0x31),
  });
