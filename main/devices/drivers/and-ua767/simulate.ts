import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { asciiBytes, hexByte } from '../../bytes/ascii.ts';
import { nothing, spoiled } from '../faults.ts';
import { ua767Answer, ua767Commands } from './frame.ts';

const MEASURING_MS = 30_000;

/** What the unit sends at the end of a measurement; the last byte's meaning is not public. */
export function ua767Result(ms: number, body: SimulatedBody, failed: boolean): Uint8Array {
  const { systolic, diastolic, heartRate } = body.at(ms);
  const low = Math.round(diastolic);
  const numbers = failed ? [0x84, 0, 0, 0, 0] : [0x80, Math.round(systolic) - low, low, Math.round(heartRate), 0];
  return asciiBytes(numbers.map(hexByte).join(''));
}

/** A unit somebody uses: on the line, it sends a result twice a minute, as if Start were pressed again and again. */
export function ua767Simulator(): Simulator {
  const asked: number[] = [];
  let open = false;
  let nextAt = 0;
  let last: Uint8Array | null = null;
  let fault: SimulatedFault | null = null;

  const answer = (ms: number): Uint8Array[] => {
    const sent = spoiled(ua767Answer(true), fault, ms);
    return sent.length > 0 ? [sent] : [];
  };

  return {
    driver: 'and-ua767',
    tick(ms, body, told) {
      fault = told;
      if (!open || ms < nextAt) return { bytes: nothing, nextMs: 500 };
      nextAt = ms + MEASURING_MS;
      if (fault !== 'stuck' || last === null) last = ua767Result(ms, body, fault === 'sensor-off');
      return { bytes: spoiled(last, fault, ms), nextMs: 500 };
    },
    receive(chunk, ms) {
      const answers: Uint8Array[] = [];
      for (const byte of chunk) {
        asked.push(byte);
        const tail = String(asked.splice(0, asked.length - ua767Commands.open.length) && asked);
        if (tail === String([...ua767Commands.open])) {
          open = true;
          nextAt = ms + MEASURING_MS;
          answers.push(...answer(ms));
        } else if (tail === String([...ua767Commands.close])) {
          open = false;
          answers.push(...answer(ms));
        }
      }
      return answers;
    },
    act(command, ms) {
      if (command === 'start') nextAt = ms;
      return [];
    },
  };
}
