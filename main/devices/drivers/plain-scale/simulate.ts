import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { asciiBytes } from '../../bytes/ascii.ts';
import { onTheScale } from '../weighing.ts';

export const plainScaleBytes = (ms: number, body: SimulatedBody, fault: SimulatedFault | null): Uint8Array =>
  asciiBytes(`${onTheScale(ms, body, fault).kg.toFixed(2).padStart(8)} kg\r\n`);

export const plainScaleSimulator = (): Simulator =>
  streamSimulator({ driver: 'plain-scale', everyMs: 400, bytes: (body, ms, fault) => plainScaleBytes(ms, body, fault) });
