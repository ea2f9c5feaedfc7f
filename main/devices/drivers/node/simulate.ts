import { asciiBytes, hexByte } from '../../bytes/ascii.ts';
import { joinBytes } from '../../bytes/join.ts';
import { xor8 } from '../../bytes/sums.ts';
import type { Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';

const DEVICE = 'a1b2';

/** A line with its checksum. */
export function nodeLine(message: Readonly<Record<string, unknown>>): Uint8Array {
  const text = JSON.stringify({ v: 1, dev: DEVICE, ...message });
  return asciiBytes(`${text}*${hexByte(xor8(asciiBytes(text)))}\n`);
}

const hello = (): Uint8Array => nodeLine({ type: 'hello', model: 'clinic-node', fw: '1.0.0', obs: ['spo2', 'pulse', 'temp_c'] });

function nodeSimulator(): Simulator {
  let seq = 0;
  let greeted = false;
  return streamSimulator({
    driver: 'daybook-node',
    everyMs: 1000,
    bytes(body, ms, fault) {
      seq += 1;
      const { spo2, heartRate, temperature } = body.at(ms);
      const off = fault === 'sensor-off';
      // The sketch of the thermometer goes on with what a probe that is not there gives.
      const obs = { spo2: off ? null : Math.round(spo2), pulse: off ? null : Math.round(heartRate), temp_c: off ? -127 : Math.round(temperature * 100) / 100 };
      const parts = [nodeLine({ type: 'obs', seq, obs })];
      if (off) parts.push(nodeLine({ type: 'status', err: 'no_finger' }));
      if (fault === 'low-battery') parts.push(nodeLine({ type: 'status', err: 'low_battery' }));
      if (!greeted) parts.unshift(asciiBytes('rst:0x1 (POWERON_RESET),boot:0x13\r\n'), hello());
      greeted = true;
      return joinBytes(...parts);
    },
    wrongSum: (bytes) => bytes.map((byte, at) => (bytes[at + 1] === 0x0a && byte >= 0x30 ? byte ^ 0x01 : byte)),
    hear: (chunk) => (String.fromCharCode(...chunk).includes('"hello"') ? [hello()] : []),
  });
}

export const nodeSimulators = { 'daybook-node': nodeSimulator } as const;
