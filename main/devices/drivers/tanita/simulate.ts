import type { SimulatedBody, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { tanitaLine } from './frame.ts';

const EVERY_MS = 30_000;
/** The simulated body says nothing of fat; an ordinary share of it. */
const FAT_PERCENT = 24.5;

export function tanitaBytes(ms: number, body: SimulatedBody): Uint8Array {
  const { weight, height } = body.at(ms);
  const kg = Number(weight.toFixed(1));
  const metres = Number(height.toFixed(1)) / 100;
  return tanitaLine([
    ['MO', '"SC-240"'], ['SN', '"00000001"'], ['GE', '2'], ['AG', '40'], ['Hm', (metres * 100).toFixed(1)], ['Wk', kg.toFixed(1)],
    ['MI', (kg / metres ** 2).toFixed(1)], ['FW', FAT_PERCENT.toFixed(1)],
  ]);
}

export const tanitaSimulator = (): Simulator =>
  streamSimulator({
    driver: 'tanita', everyMs: EVERY_MS,
    bytes: (body, ms) => tanitaBytes(ms, body),
    wrongSum: (bytes) => bytes.with(-3, bytes.at(-3)! ^ 1),
  });
