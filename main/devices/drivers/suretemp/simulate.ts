import type { SimulatedFault, Simulator } from '../../simulator.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { nothing, spoiled } from '../faults.ts';
import { suretempFrame, suretempRule, TEMPERATURE } from './frame.ts';

/** State and temperature, as far as they are known; the rest of the real answer is not. */
export function suretempAnswer(celsius: number): Uint8Array {
  const data = new Uint8Array(6);
  data[0] = 2;
  new DataView(data.buffer).setFloat32(2, celsius + 273.15, true);
  return suretempFrame(TEMPERATURE, 2, [...data]);
}

export function suretempSimulator(): Simulator {
  const asked = huntingFramer(suretempRule);
  let fault: SimulatedFault | null = null;
  let first: number | null = null;
  return {
    driver: 'suretemp',
    tick(_ms, _body, told) {
      fault = told;
      return { bytes: nothing, nextMs: 500 };
    },
    receive(chunk, ms, body) {
      return asked.push(chunk).map(() => {
        const { temperature } = body.at(ms);
        first ??= temperature;
        // Out of the mouth it measures the room.
        const answer = suretempAnswer(fault === 'sensor-off' ? 0 : fault === 'stuck' ? first : temperature);
        return spoiled(fault === 'bad-checksum' ? answer.with(-1, answer.at(-1)! ^ 4) : answer, fault, ms);
      });
    },
  };
}
