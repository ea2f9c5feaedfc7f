import { asciiBytes } from '../../bytes/ascii.ts';
import { sum8 } from '../../bytes/sums.ts';
import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { FRAME, FRAMES, NO_PULSE, NO_SPO2 } from './frame.ts';
import type { WaveFormat } from './frame.ts';

const WAVE_MS = 1000 / 75;
const FIRMWARE = 48;

interface Values {
  readonly spo2: number;
  readonly pulse: number;
}

function valuesOf(body: SimulatedBody, ms: number, fault: SimulatedFault | null): Values {
  if (fault === 'sensor-off') return { spo2: NO_SPO2, pulse: NO_PULSE };
  const { spo2, heartRate } = body.at(ms);
  return { spo2: Math.round(spo2), pulse: Math.round(heartRate) };
}

/** The fourth byte of each of the 25 frames. */
function slowBytes({ spo2, pulse }: Values): Uint8Array {
  const slow = new Uint8Array(FRAMES);
  for (const frame of [1, 14, 20, 22]) slow[frame - 1] = pulse >> 7;
  for (const frame of [2, 15, 21, 23]) slow[frame - 1] = pulse & 0x7f;
  for (const frame of [3, 9, 10, 11, 16, 17]) slow[frame - 1] = spo2;
  slow[3] = FIRMWARE;
  return slow;
}

function packet(format: WaveFormat, body: SimulatedBody, ms: number, fault: SimulatedFault | null): Uint8Array {
  const slow = slowBytes(valuesOf(body, ms, fault));
  const bytes = new Uint8Array(FRAME * FRAMES);
  const off = fault === 'sensor-off';
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const status = 0x80 | (off ? 0x48 : 0) | (frame === 0 ? 1 : 0);
    const height = off ? 0 : body.at(ms + frame * WAVE_MS).pleth;
    const wave = Math.round(height * 0xf000);
    bytes.set(format === 2 ? [0x01, status, Math.round(height * 250), slow[frame]!] : [status, wave >> 8, wave & 0xff, slow[frame]!], frame * FRAME);
    bytes[frame * FRAME + 4] = sum8(bytes, frame * FRAME, frame * FRAME + 4);
  }
  return bytes;
}

const wave = (format: WaveFormat) => (): Simulator => streamSimulator({
  driver: `nonin-df${format}`,
  everyMs: WAVE_MS * FRAMES,
  bytes: (body, ms, fault) => packet(format, body, ms, fault),
  // One frame in the middle: the others of its packet are good.
  wrongSum: (bytes) => bytes.map((byte, at) => (at === 12 * FRAME + 4 ? byte ^ 0x10 : byte)),
});

const short = (format: 1 | 8) => (): Simulator => streamSimulator({
  driver: `nonin-df${format}`,
  everyMs: 1000,
  bytes(body, ms, fault) {
    const { spo2, pulse } = valuesOf(body, ms, fault);
    const first = 0x80 | (fault === 'sensor-off' ? 0x40 : 0) | (pulse >> 7);
    const battery = fault === 'low-battery' ? 0x01 : 0;
    return Uint8Array.of(first, pulse & 0x7f, spo2, ...(format === 8 ? [battery] : []));
  },
});

const ascii = (): Simulator => streamSimulator({
  driver: 'nonin-ascii',
  everyMs: 1000,
  bytes(body, ms, fault) {
    const { spo2, pulse } = valuesOf(body, ms, fault);
    const text = (value: number): string => (fault === 'sensor-off' ? '---' : String(value).padStart(3, '0'));
    return asciiBytes(`SPO2=${text(spo2)} HR=${text(pulse)}\r\n`);
  },
});

/** Simulators by the id of their driver. */
export const noninSimulators = {
  'nonin-df1': short(1), 'nonin-df2': wave(2), 'nonin-df7': wave(7), 'nonin-df8': short(8), 'nonin-ascii': ascii,
} as const;
