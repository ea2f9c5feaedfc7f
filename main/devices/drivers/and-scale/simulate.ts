import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { ascii, asciiBytes } from '../../bytes/ascii.ts';
import { onTheScale } from '../weighing.ts';

export function andScaleBytes(ms: number, body: SimulatedBody, fault: SimulatedFault | null): Uint8Array {
  const { kg, atRest } = onTheScale(ms, body, fault);
  return asciiBytes(`${atRest ? 'ST' : 'US'},+${kg.toFixed(2).padStart(8, '0')}  kg\r\n`);
}

/** Sends five lines a second, and one more for each Q. */
export const andScaleSimulator = (): Simulator =>
  streamSimulator({
    driver: 'and-scale', everyMs: 200,
    bytes: (body, ms, fault) => andScaleBytes(ms, body, fault),
    hear: (chunk, ms, body) => [...ascii(chunk)].filter((letter) => letter === 'Q').map(() => andScaleBytes(ms, body, null)),
  });
