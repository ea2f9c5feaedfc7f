import type { MissingReason, ReadingFlag } from '#domain/devices/reading.ts';
import { lineText } from '../../bytes/line-rule.ts';
import type { Decoded } from '../../driver.ts';
import { oximetry } from '../oximetry.ts';
import { FRAME, LINE, NO_PULSE, NO_SPO2, pairOf, statusAt } from './frame.ts';
import type { WaveFormat } from './frame.ts';

type Bits = readonly (readonly [bit: number, flag: ReadingFlag])[];

/** Bits of the status byte of formats 2 and 7. */
const DISCONNECTED = 0x40;
const WAVE_STATUS: Bits = [[DISCONNECTED, 'sensor-off'], [0x08, 'sensor-fault'], [0x20, 'artefact'], [0x10, 'out-of-track']];
/** Amplitude of the last beat: red alone is low, green alone is good, both together (yellow) marginal. */
const PERFUSION = 0x06;
const RED = 0x04;

/** Frames (from 1) whose fourth byte carries these values: averages over 8 beats, which go missing as soon as the signal does. */
const FIRMWARE = 4;
const E_PULSE_HIGH = 14;
const E_PULSE_LOW = 15;
const E_SPO2 = 16;

/** A packet of format 2 or 7: 25 samples of pleth at 75 a second, and one reading. */
export function decodePacket(packet: Uint8Array, format: WaveFormat): Decoded {
  const slow = (frame: number): number => packet[(frame - 1) * FRAME + 3]!;
  const samples: (number | null)[] = [];
  let seen = 0;
  let perfusion: ReadingFlag | null = null;
  for (let at = statusAt(format); at < packet.length; at += FRAME) {
    const status = packet[at]!;
    const height = format === 2 ? packet[at + 1]! : (packet[at + 1]! << 8) | packet[at + 2]!;
    seen |= status;
    perfusion = worse(perfusion, status & PERFUSION);
    samples.push(status & DISCONNECTED ? null : height);
  }
  const flags = flagsIn(seen, WAVE_STATUS);
  if (perfusion) flags.push(perfusion);
  const pulse = ((slow(E_PULSE_HIGH) & 0x03) << 7) | (slow(E_PULSE_LOW) & 0x7f);
  const spo2 = slow(E_SPO2);
  const off = (seen & DISCONNECTED) !== 0;
  return {
    reading: {
      kind: 'live', flags,
      measures: oximetry(off || spo2 === NO_SPO2 ? null : spo2, off || pulse === NO_PULSE ? null : pulse, reasonOf(flags)),
    },
    wave: { code: 'pleth', rate: 75, top: format === 2 ? 254 : 65_535, samples },
    identity: { firmware: String(slow(FIRMWARE)) },
  };
}

function worse(before: ReadingFlag | null, amplitude: number): ReadingFlag | null {
  if (amplitude === RED || before === 'low-perfusion') return 'low-perfusion';
  return amplitude === PERFUSION ? 'marginal-perfusion' : before;
}

/** The first byte of the short formats: nearly the same meanings in other places. */
const SHORT_STATUS: Bits = [[0x40, 'sensor-off'], [0x20, 'out-of-track'], [0x10, 'low-perfusion'], [0x08, 'marginal-perfusion'], [0x04, 'artefact']];
/** The fourth byte of format 8. */
const FORMAT_8_STATUS: Bits = [[0x08, 'sensor-fault'], [0x02, 'critical-battery'], [0x01, 'low-battery']];

export const decodeFormat1 = (bytes: Uint8Array): Decoded => short(bytes, flagsIn(bytes[0]!, SHORT_STATUS));
export const decodeFormat8 = (bytes: Uint8Array): Decoded => short(bytes, [...flagsIn(bytes[0]!, SHORT_STATUS), ...flagsIn(bytes[3]!, FORMAT_8_STATUS)]);

const flagsIn = (byte: number, bits: Bits): ReadingFlag[] => bits.filter(([bit]) => byte & bit).map(([, flag]) => flag);

function short(bytes: Uint8Array, flags: ReadingFlag[]): Decoded {
  const off = flags.includes('sensor-off');
  const { pulse, spo2 } = pairOf(bytes);
  return { reading: { kind: 'live', flags, measures: oximetry(off ? null : spo2, off ? null : pulse, reasonOf(flags)) } };
}

function reasonOf(flags: readonly ReadingFlag[]): MissingReason {
  if (flags.includes('sensor-off')) return 'sensor-off';
  if (flags.includes('sensor-fault')) return 'sensor-fault';
  return flags.includes('artefact') ? 'artefact' : 'no-signal';
}

/** A handheld's line. Its clock has no date, so it is no device time. */
export function decodeLine(bytes: Uint8Array): Decoded | null {
  const fields = LINE.exec(lineText(bytes));
  if (!fields) return null;
  const number = (text: string | undefined): number | null => (text === undefined || text.includes('-') ? null : Number(text));
  return { reading: { kind: 'live', flags: [], measures: oximetry(number(fields[2]), number(fields[3]), 'no-signal') } };
}
