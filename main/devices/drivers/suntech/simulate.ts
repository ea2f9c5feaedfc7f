import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { huntingFramer, NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';
import { nothing, spoiled } from '../faults.ts';
import { suntechCodes, suntechCommands, suntechCuff, suntechResult, suntechStatus } from './frame.ts';

const MEASURING_MS = 20_000;
const INFLATING_MS = 6_000;
const AIR_LEAK = 87;

const known = Object.entries(suntechCommands);
/** Host frames have no length of their own: three bytes to start, five to ask. */
const hostFramer = () => huntingFramer({
  longest: 5,
  measure(bytes, from, to) {
    if (bytes[from] !== 0x3a) return NOT_HERE;
    if (from + 3 > to) return NOT_YET;
    const length = bytes[from + 1] === 0x79 ? 5 : 3;
    if (from + length > to) return NOT_YET;
    return sum8(bytes, from, from + length) === 0 ? length : NOT_HERE;
  },
});

/** Cuff pressure during a measurement: up in a few seconds, then slowly down. */
function cuffAt(since: number, systolic: number): number {
  const top = systolic + 35;
  return since < INFLATING_MS ? (top * since) / INFLATING_MS : top * Math.max(0, 1 - (since - INFLATING_MS) / (MEASURING_MS - INFLATING_MS));
}

export function suntechSimulator(): Simulator {
  const commands = hostFramer();
  let startedAt: number | null = null;
  let last: { systolic: number; diastolic: number; pulse: number; mean: number; error: number } | null = null;
  let fault: SimulatedFault | null = null;

  const send = (bytes: Uint8Array, ms: number): Uint8Array[] => {
    const sent = spoiled(fault === 'bad-checksum' ? bytes.with(-1, bytes.at(-1)! ^ 0x11) : bytes, fault, ms);
    return sent.length > 0 ? [sent] : [];
  };
  const measured = (ms: number, body: SimulatedBody): typeof last => {
    const { systolic, diastolic, heartRate, mean } = body.at(ms);
    return fault === 'sensor-off'
      ? { systolic: 0, diastolic: 0, pulse: 0, mean: 0, error: AIR_LEAK }
      : { systolic: Math.round(systolic), diastolic: Math.round(diastolic), pulse: Math.round(heartRate), mean: Math.round(mean), error: 0 };
  };
  const obey = (frame: Uint8Array, ms: number, body: SimulatedBody): Uint8Array => {
    const name = known.find(([, bytes]) => String(bytes) === String(frame))?.[0];
    switch (name) {
      case 'start':
      case 'start-child':
      case 'start-newborn':
        if (startedAt !== null) return suntechStatus(suntechCodes.busy);
        startedAt = ms;
        return suntechStatus(suntechCodes.received);
      case 'stop':
        startedAt = null;
        return suntechStatus(suntechCodes.aborted);
      case 'cuff':
        return suntechCuff(startedAt === null ? 0 : Math.round(cuffAt(ms - startedAt, body.at(ms).systolic)));
      case 'result':
        return last ? suntechResult(last) : suntechStatus(suntechCodes.busy);
      default:
        return suntechStatus(suntechCodes.error);
    }
  };

  return {
    driver: 'suntech-advantage',
    tick(ms, body, told) {
      fault = told;
      if (startedAt === null || ms - startedAt < MEASURING_MS) return { bytes: nothing, nextMs: 250 };
      startedAt = null;
      if (fault !== 'stuck' || last === null) last = measured(ms, body);
      const status = suntechStatus(last?.error ? suntechCodes.error : suntechCodes.done);
      return { bytes: send(status, ms)[0] ?? nothing, nextMs: 250 };
    },
    receive: (chunk, ms, body) => commands.push(chunk).flatMap((frame) => send(obey(frame, ms, body), ms)),
  };
}
