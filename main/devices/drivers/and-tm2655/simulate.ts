import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { clockDigits, simulatedClock } from '../device-time.ts';
import { nothing, spoiled } from '../faults.ts';
import { tm2655Answer, tm2655Content, tm2655Frame, tm2655Rule } from './frame.ts';

const MEASURING_MS = 25_000;
const three = (value: number): string => String(Math.round(value)).padStart(3, '0');

/** The result of a measurement that ended at `ms`. */
export function tm2655Result(ms: number, body: SimulatedBody, error: string): Uint8Array {
  const now = body.at(ms);
  const good = error === 'E00';
  const number = (value: number): string => (good ? three(value) : '000');
  return tm2655Frame([
    'TM2655', clockDigits(simulatedClock(ms)).slice(0, 10), '0', '00', error,
    `S${number(now.systolic)}`, `M${number(now.mean)}`, `D${number(now.diastolic)}`, `P${number(now.heartRate)}`, 'I180', 'L035',
  ].join('\x1e'));
}

export function tm2655Simulator(): Simulator {
  const commands = huntingFramer(tm2655Rule);
  let endsAt: number | null = null;
  let last: Uint8Array | null = null;
  let fault: SimulatedFault | null = null;

  const send = (bytes: Uint8Array, ms: number): Uint8Array[] => {
    const sound = fault === 'bad-checksum' ? bytes.with(-1, bytes.at(-1)! ^ 0x20) : bytes;
    const sent = spoiled(sound, fault, ms);
    return sent.length > 0 ? [sent] : [];
  };
  const obey = (command: string, ms: number): Uint8Array[] => {
    if (command === 'ST') endsAt ??= ms + MEASURING_MS;
    else if (command === 'SP') endsAt = null;
    else if (command !== 'RB') return send(tm2655Answer(false), ms);
    const answer = send(tm2655Answer(true), ms);
    return command === 'RB' && last ? [...answer, ...send(last, ms)] : answer;
  };

  return {
    driver: 'and-tm2655',
    tick(ms, body, told) {
      fault = told;
      if (endsAt === null || ms < endsAt) return { bytes: nothing, nextMs: 250 };
      endsAt = null;
      // With the cuff off it finds no pulse: a fault of its own, so there is no number.
      if (fault !== 'stuck' || last === null) last = tm2655Result(ms, body, fault === 'sensor-off' ? 'E22' : 'E00');
      return { bytes: send(last, ms)[0] ?? nothing, nextMs: 250 };
    },
    receive(chunk, ms) {
      return commands.push(chunk).flatMap((frame) => {
        const content = tm2655Content(frame);
        return typeof content === 'string' ? [] : obey(content[0]!, ms);
      });
    },
    act(command, ms) {
      if (command === 'start') endsAt ??= ms + MEASURING_MS;
      if (command === 'stop') endsAt = null;
      return [];
    },
  };
}
