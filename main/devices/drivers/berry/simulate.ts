import { joinBytes } from '../../bytes/join.ts';
import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { PACKETS, packet, packets } from './frame.ts';

const EVERY_MS = 1000;
/** A cuff run: half a minute of filling and letting go. */
const CUFF_MS = 30_000;
/** A wave the driver does not know, as real boards mix it in. */
const WAVE = 0xfe;

interface Pressures {
  readonly systolic: number;
  readonly mean: number;
  readonly diastolic: number;
}

function berrySimulator(): Simulator {
  let startedAt: number | null = null;
  let last: Pressures = { systolic: 0, mean: 0, diastolic: 0 };
  const commands = packets();

  const cuff = (body: SimulatedBody, ms: number): Uint8Array => {
    if (startedAt !== null && ms - startedAt < CUFF_MS) {
      const pressure = Math.round(180 * (1 - (ms - startedAt) / CUFF_MS));
      return packet(PACKETS.nibp, 0, pressure >> 1, 0, 0, 0);
    }
    if (startedAt !== null) {
      const { systolic, mean, diastolic } = body.at(ms);
      last = { systolic: Math.round(systolic), mean: Math.round(mean), diastolic: Math.round(diastolic) };
      startedAt = null;
    }
    return packet(PACKETS.nibp, 0, 0, last.systolic, last.mean, last.diastolic);
  };

  const bytes = (body: SimulatedBody, ms: number, fault: SimulatedFault | null): Uint8Array => {
    const { spo2, heartRate, respiratoryRate, temperature, pleth } = body.at(ms);
    const off = fault === 'sensor-off';
    const tenths = Math.round(temperature * 10);
    return joinBytes(
      packet(WAVE, Math.round(pleth * 100), 0, 0),
      packet(PACKETS.ecg, 0, off ? 0 : Math.round(heartRate), off ? 0 : Math.round(respiratoryRate), 0),
      cuff(body, ms),
      off ? packet(PACKETS.spo2, 1, 127, 255) : packet(PACKETS.spo2, 0, Math.round(spo2), Math.round(heartRate)),
      off ? packet(PACKETS.temperature, 1, 0, 0) : packet(PACKETS.temperature, 0, Math.floor(tenths / 10), tenths % 10),
    );
  };

  let enabled = false;
  return streamSimulator({
    driver: 'berry-pm6750',
    everyMs: EVERY_MS,
    bytes,
    sends: () => enabled,
    // One bit of every packet's sum.
    wrongSum: (whole) => whole.map((byte, at) => (whole[at + 1] === 0x55 && whole[at + 2] === 0xaa ? byte ^ 0x08 : byte)),
    hear(chunk, ms) {
      for (const command of commands.push(chunk)) {
        if (command[3] === 0x02) startedAt = command[4] === 1 ? ms : null;
        else enabled = true;
      }
      return [];
    },
  });
}

export const berrySimulators = { 'berry-pm6750': berrySimulator } as const;
