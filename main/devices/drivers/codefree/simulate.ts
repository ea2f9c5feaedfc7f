import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { nothing, spoiled } from '../faults.ts';
import { meterMemory } from '../meter-memory.ts';
import type { Remembered } from '../meter-memory.ts';
import { codefreeFromMeter, codefreeHostRule, messageOf } from './frame.ts';

const GREETING_MS = 3_000;

function resultPacket({ at, mgdl, meal }: Remembered): Uint8Array {
  const mark = meal === 'before-meal' ? 0x10 : meal === 'after-meal' ? 0x20 : 0;
  return codefreeFromMeter(
    0x20, 0, at.getUTCFullYear() - 2000, at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), mgdl >> 8, mgdl & 0xff, mark,
    0, 0, 0, 0, 0, 0, 0,
  );
}

/** A meter that is switched on: it greets until it is answered, and gives its memory one result a question. */
export function codefreeSimulator(): Simulator {
  const asked = huntingFramer(codefreeHostRule);
  let connected = false;
  let next = 0;
  let fault: SimulatedFault | null = null;

  const send = (bytes: Uint8Array, ms: number): Uint8Array =>
    spoiled(fault === 'bad-checksum' ? bytes.with(-2, bytes.at(-2)! ^ 0x40) : bytes, fault, ms);
  const answer = (command: number | undefined, ms: number, body: SimulatedBody): Uint8Array => {
    const memory = meterMemory(ms, body);
    if (command === 0x40) {
      connected = true;
      next = 0;
      return send(codefreeFromMeter(0x30, memory.length >> 8, memory.length & 0xff, ...new Array<number>(19).fill(0xaa)), ms);
    }
    if (!connected || command !== 0x60) return nothing;
    const result = memory[next];
    next += 1;
    connected = result !== undefined;
    return send(result ? resultPacket(result) : codefreeFromMeter(0x10, 0x70), ms);
  };

  return {
    driver: 'sd-codefree',
    tick(ms, _body, told) {
      fault = told;
      return { bytes: connected ? nothing : send(codefreeFromMeter(0x10, 0x30), ms), nextMs: GREETING_MS };
    },
    receive: (chunk, ms, body) => asked.push(chunk).map((frame) => answer(messageOf(frame)[1], ms, body)).filter(({ length }) => length > 0),
  };
}
