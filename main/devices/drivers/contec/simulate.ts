import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';

const PACKET_MS = 1000 / 60;
/** The device counts anew once a second. */
const NUMBERS_MS = 1000;
/** Without a keep-alive the stream ends. */
const PATIENCE_MS = 5_000;

function momentOf(body: SimulatedBody, ms: number) {
  const { spo2, heartRate } = body.at(Math.floor(ms / NUMBERS_MS) * NUMBERS_MS);
  return { spo2: Math.round(spo2), pulse: Math.round(heartRate), pleth: Math.round(body.at(ms).pleth * 100) };
}

const old = (): Simulator => streamSimulator({
  driver: 'contec-old',
  everyMs: PACKET_MS,
  bytes(body, ms, fault) {
    if (fault === 'sensor-off') return Uint8Array.of(0x90, 0, 0, 0, 0);
    const { spo2, pulse, pleth } = momentOf(body, ms);
    return Uint8Array.of(0x80 | 8, pleth, ((pulse & 0x80) >> 1) | (pleth >> 3), pulse & 0x7f, spo2);
  },
});

/** Sends bit 7 of every data byte in the second byte of the packet. */
export function v7Packet(data: readonly number[]): Uint8Array {
  const high = data.reduce((bits, byte, index) => bits | ((byte >> 7) << index), 0x80);
  return Uint8Array.of(0x01, high, ...data.map((byte) => byte | 0x80));
}

function v7Bytes(body: SimulatedBody, ms: number, fault: SimulatedFault | null): Uint8Array {
  if (fault === 'sensor-off') return v7Packet([0x90, 0, 0, 0xff, 0x7f, 0xff, 0xff]);
  const { spo2, pulse, pleth } = momentOf(body, ms);
  return v7Packet([8, pleth, 0x10 | (pleth >> 3), pulse, spo2, 0x9c, 0x01]);
}

function v7(): Simulator {
  let until = Number.NEGATIVE_INFINITY;
  return streamSimulator({
    driver: 'contec-v7',
    everyMs: PACKET_MS,
    bytes: v7Bytes,
    sends: (ms) => ms < until,
    hear(chunk, ms) {
      for (let at = 0; at + 2 < chunk.length; at += 1) {
        if (chunk[at] !== 0x7d || chunk[at + 1] !== 0x81) continue;
        const command = chunk[at + 2];
        if (command === 0xa1 || (command === 0xaf && ms < until)) until = ms + PATIENCE_MS;
        if (command === 0xa2) until = ms;
      }
      return [];
    },
  });
}

export const contecSimulators = { 'contec-old': old, 'contec-v7': v7 } as const;
