import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { ascii } from '../../bytes/ascii.ts';
import { nothing, spoiled } from '../faults.ts';
import { medlabReply, medlabRule } from './frame.ts';

const MEASURING_MS = 25_000;
const three = (value: number): string => String(Math.round(value)).padStart(3, '0');

interface Result { readonly pressures: string; readonly pulse: string; readonly message: string }
const none: Result = { pressures: '000000000', pulse: '000', message: '00' };

export function medlabSimulator(): Simulator {
  const commands = huntingFramer(medlabRule);
  let endsAt: number | null = null;
  let last = none;
  let fault: SimulatedFault | null = null;

  const measured = (ms: number, body: SimulatedBody): Result => {
    if (fault === 'sensor-off') return { ...none, message: '10' };
    const { systolic, diastolic, mean, heartRate } = body.at(ms);
    return { pressures: three(systolic) + three(diastolic) + three(mean), pulse: three(heartRate), message: '00' };
  };
  const reply = (ms: number): Uint8Array[] => {
    const { pressures, pulse, message } = last;
    const running = endsAt !== null;
    const bytes = medlabReply(`S${running ? 3 : 1};A0;C00;M${running ? '00' : message};P${pressures};R${pulse};T6890`);
    const sent = spoiled(fault === 'bad-checksum' ? bytes.with(-3, bytes.at(-3)! ^ 1) : bytes, fault, ms);
    return sent.length > 0 ? [sent] : [];
  };

  return {
    driver: 'medlab-nibp',
    tick(ms, body, told) {
      fault = told;
      if (endsAt === null || ms < endsAt) return { bytes: nothing, nextMs: 250 };
      if (fault !== 'stuck' || last === none) last = measured(ms, body);
      endsAt = null;
      return { bytes: reply(ms)[0] ?? nothing, nextMs: 250 };
    },
    receive(chunk, ms) {
      return commands.push(chunk).flatMap((frame) => {
        const command = ascii(frame, 1, 3);
        if (command === '01') endsAt ??= ms + MEASURING_MS;
        if (command === '03') endsAt = null;
        return command === '18' ? reply(ms) : [];
      });
    },
    act(command, ms) {
      if (command === 'start') endsAt ??= ms + MEASURING_MS;
      if (command === 'stop') endsAt = null;
      return [];
    },
  };
}
