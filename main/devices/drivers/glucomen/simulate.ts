import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { clockDigits } from '../device-time.ts';
import { nothing, spoiled } from '../faults.ts';
import { meterMemory } from '../meter-memory.ts';
import { glucomenBlock, glucomenCommands } from './frame.ts';

const marks = { 'before-meal': '02', 'after-meal': '04' } as const;

/** Lines of the memory of a meter that shows mmol/L; it marks no control solution. */
export const glucomenLines = (ms: number, body: SimulatedBody): string[] =>
  meterMemory(ms, body).filter(({ control }) => !control).map(({ at, mmol, meal }) => {
    const digits = clockDigits(at);
    return `Glu,${mmol.toFixed(1)},mmol/L,${meal ? marks[meal] : '00'},${digits.slice(0, 6)},${digits.slice(6, 10)}`;
  });

export function glucomenSimulator(): Simulator {
  let fault: SimulatedFault | null = null;
  return {
    driver: 'glucomen-areo',
    tick(_ms, _body, told) {
      fault = told;
      return { bytes: nothing, nextMs: 500 };
    },
    receive(chunk, ms, body) {
      return Array.from(chunk, (byte) => {
        if (byte !== glucomenCommands.memory[0] && byte !== glucomenCommands.identity[0]) return nothing;
        const block = glucomenBlock(byte === glucomenCommands.memory[0] ? glucomenLines(ms, body) : ['1,2,3, GA0000001, 01.02']);
        return spoiled(fault === 'bad-checksum' ? block.with(-6, block.at(-6)! ^ 1) : block, fault, ms);
      }).filter(({ length }) => length > 0);
    },
  };
}
