import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { asciiBytes } from '../../bytes/ascii.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { nothing, spoiled } from '../faults.ts';
import { meterMemory } from '../meter-memory.ts';
import type { Remembered } from '../meter-memory.ts';
import { ACKNOWLEDGED, DISCONNECT, EXPECTED, linkOf, payloadOf, SENT, ultraminiPacket, ultraminiQuestions, ultraminiRule } from './frame.ts';

const RESEND_MS = 700;
const RESENDS = 3;

const u16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

function answerTo(payload: Uint8Array, memory: readonly Remembered[]): number[] {
  if (String(payload) === String(ultraminiQuestions.software)) return [0x05, 0x06, 0x11, ...asciiBytes('P02.00.0025/05/07')];
  if (String(payload) === String(ultraminiQuestions.count)) return [0x05, 0x0f, ...u16(memory.length)];
  const record = payload[1] === 0x1f ? memory[payload[2]! | (payload[3]! << 8)] : undefined;
  return record ? [0x05, 0x06, ...u32(record.at.getTime() / 1000), ...u32(record.mgdl)] : [0x05, 0x09];
}

/** The meter's end of the numbered line: it acknowledges, answers, and sends an answer again that was not acknowledged. */
export function ultraminiSimulator(): Simulator {
  const framer = huntingFramer(ultraminiRule);
  const link = { sent: 0, expected: 0 };
  let memory: readonly Remembered[] | null = null;
  let unacknowledged: { payload: number[]; at: number; left: number } | null = null;
  let fault: SimulatedFault | null = null;

  const send = (bits: number, payload: readonly number[], ms: number): Uint8Array[] => {
    const packet = ultraminiPacket(bits, payload);
    const sent = spoiled(fault === 'bad-checksum' ? packet.with(-1, packet.at(-1)! ^ 8) : packet, fault, ms + payload.length);
    return sent.length > 0 ? [sent] : [];
  };
  const reply = (ms: number): Uint8Array[] => {
    if (!unacknowledged) return [];
    unacknowledged = { ...unacknowledged, at: ms, left: unacknowledged.left - 1 };
    return send(link.sent | link.expected, unacknowledged.payload, ms);
  };
  const take = (frame: Uint8Array, ms: number, body: SimulatedBody): Uint8Array[] => {
    const bits = linkOf(frame);
    if (bits & DISCONNECT) {
      link.sent = 0;
      link.expected = 0;
      unacknowledged = null;
      return send(DISCONNECT | ACKNOWLEDGED, [], ms);
    }
    if (bits & ACKNOWLEDGED) {
      if (unacknowledged && (bits & EXPECTED) >> 1 !== link.sent) {
        unacknowledged = null;
        link.sent ^= SENT;
      }
      return [];
    }
    if ((bits & SENT) << 1 !== link.expected) return send(ACKNOWLEDGED | link.sent | link.expected, [], ms);
    link.expected ^= EXPECTED;
    memory ??= meterMemory(ms, body);
    unacknowledged = { payload: answerTo(payloadOf(frame), memory), at: ms, left: RESENDS };
    return [...send(ACKNOWLEDGED | link.sent | link.expected, [], ms), ...reply(ms)];
  };

  return {
    driver: 'onetouch-ultramini',
    tick(ms, _body, told) {
      fault = told;
      const isDue = unacknowledged !== null && unacknowledged.left > 0 && ms - unacknowledged.at >= RESEND_MS;
      return { bytes: (isDue ? reply(ms)[0] : undefined) ?? nothing, nextMs: 100 };
    },
    receive: (chunk, ms, body) => framer.push(chunk).flatMap((frame) => take(frame, ms, body)),
  };
}
