import { NOT_HERE, NOT_YET, huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule } from '../../bytes/line-rule.ts';
import { sum8 } from '../../bytes/sums.ts';
import type { Framer } from '../../driver.ts';

/** Data formats 2 and 7 send frames of 5 bytes, 25 to a packet, 3 packets a second. */
export const FRAME = 5;
export const FRAMES = 25;
const PACKET = FRAME * FRAMES;
/** Bit 0 of the status byte: this frame is the first of its packet. */
const SYNC = 0x01;

export type WaveFormat = 2 | 7;

/** Where a frame's status byte stands: format 2 leads each frame with 01. */
export const statusAt = (format: WaveFormat): number => (format === 2 ? 1 : 0);

/** Packets of format 2 or 7: the first frame alone carries SYNC, and every one of the 25 its own sum. */
export function wavePackets(format: WaveFormat): Framer<Uint8Array> {
  const status = statusAt(format);
  const sound = (bytes: Uint8Array, at: number, first: boolean): boolean =>
    (format === 7 || bytes[at] === 0x01) && (bytes[at + status]! & 0x80) !== 0 && ((bytes[at + status]! & SYNC) !== 0) === first &&
    sum8(bytes, at, at + 4) === bytes[at + 4];
  return huntingFramer({
    longest: PACKET,
    measure(bytes, from, to) {
      for (let frame = 0; frame < FRAMES; frame += 1) {
        const at = from + frame * FRAME;
        if (at + FRAME > to) return NOT_YET;
        if (!sound(bytes, at, frame === 0)) return NOT_HERE;
      }
      return PACKET;
    },
  });
}

/** Pulse and saturation of a packet without checksum; null where the device has none. */
export interface Pair {
  readonly pulse: number | null;
  readonly spo2: number | null;
}

export const NO_PULSE = 511;
export const NO_SPO2 = 127;

export const pairOf = (bytes: Uint8Array, from = 0): Pair => {
  const pulse = ((bytes[from]! & 0x03) << 7) | bytes[from + 1]!;
  const spo2 = bytes[from + 2]!;
  return { pulse: pulse === NO_PULSE ? null : pulse, spo2: spo2 === NO_SPO2 ? null : spo2 };
};

/** No heart and no finger changes by more from one second to the next; what does is damage on the line. */
const PULSE_STEP = 25;
const SPO2_STEP = 6;

/**
 * Formats 1 (3 bytes) and 8 (4 bytes), once a second: a byte with bit 7, the rest without. There is no checksum, so a
 * number is given only when the packet directly before it tells nearly the same.
 */
export function shortPackets(length: 3 | 4): Framer<Uint8Array> {
  let last: Pair | null = null;
  const near = (value: number | null, before: number | null, step: number): boolean =>
    value === null || (before !== null && Math.abs(value - before) <= step);
  return huntingFramer({
    longest: length,
    measure(bytes, from, to) {
      if ((bytes[from]! & 0x80) === 0) return NOT_HERE;
      for (let at = from + 1; at < from + length; at += 1) {
        if (at >= to) return NOT_YET;
        if ((bytes[at]! & 0x80) !== 0) return NOT_HERE;
      }
      return length;
    },
    wanted(bytes, from) {
      const [pair, before] = [pairOf(bytes, from), last];
      last = pair;
      return before !== null && near(pair.pulse, before.pulse, PULSE_STEP) && near(pair.spo2, before.spo2, SPO2_STEP);
    },
    lost() {
      last = null;
    },
  });
}

/** `SPO2=097 HR=072`, with a clock in front or marks behind. */
export const LINE = /^(?:(\d\d:\d\d:\d\d) +)?SPO2=( {0,2}\d{1,3}|-{2,3})%? +HR=( {0,2}\d{1,3}|-{2,3})((?: *[FB*])*) *$/;

export const asciiLines = (): Framer<Uint8Array> => huntingFramer(lineRule({ longest: 64, begins: beginsWith('S0123456789'), matches: LINE }));
