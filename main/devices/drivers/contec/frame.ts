import { NOT_HERE, NOT_YET, huntingFramer } from '../../bytes/hunting-framer.ts';
import type { Framer } from '../../driver.ts';

/**
 * Neither protocol has a checksum, but a packet comes 60 times a second and its numbers change once: one is given only
 * when the packet directly before it told the same pulse and saturation.
 */
function steady(numbersAt: (bytes: Uint8Array, from: number) => number | null): { wanted(bytes: Uint8Array, from: number): boolean; lost(): void } {
  let last: number | null = null;
  return {
    wanted(bytes, from) {
      const numbers = numbersAt(bytes, from);
      if (numbers === null) return true;
      const before = last;
      last = numbers;
      return numbers === before;
    },
    lost() {
      last = null;
    },
  };
}

const OLD = 5;

/** Five bytes, of which the first alone has bit 7. */
export function oldPackets(): Framer<Uint8Array> {
  return huntingFramer({
    longest: OLD,
    measure(bytes, from, to) {
      if ((bytes[from]! & 0x80) === 0) return NOT_HERE;
      for (let at = from + 1; at < from + OLD; at += 1) {
        if (at >= to) return NOT_YET;
        if ((bytes[at]! & 0x80) !== 0) return NOT_HERE;
      }
      return OLD;
    },
    ...steady((bytes, from) => ((bytes[from + 2]! & 0x40) << 8) | (bytes[from + 3]! << 7) | bytes[from + 4]!),
  });
}

/** Types of the nine-byte protocol that are given. */
export const LIVE = 0x01;
export const DISCONNECT = 0x0d;
/** Feedback to a command. */
export const FEEDBACK = 0x0c;

const V7 = 9;

/** A type byte without bit 7, then up to 8 bytes with it; what of a byte stands in bit 7 is carried by the second one. */
export function v7Packets(): Framer<Uint8Array> {
  return huntingFramer({
    longest: V7,
    measure(bytes, from, to) {
      const type = bytes[from]!;
      if (type !== LIVE && type !== DISCONNECT && type !== FEEDBACK) return NOT_HERE;
      for (let at = from + 1; at < from + V7; at += 1) {
        if (at >= to) return NOT_YET;
        // A live packet is whole with nine bytes; the others end where the next one begins.
        if ((bytes[at]! & 0x80) === 0) return type === LIVE || at < from + 3 ? NOT_HERE : at - from;
      }
      return V7;
    },
    ...steady((bytes, from) => (bytes[from] === LIVE ? (restored(bytes, from, 3) << 8) | restored(bytes, from, 4) : null)),
  });
}

/** Data byte `index` of the V7 packet at `from`, with its own bit 7. */
export const restored = (bytes: Uint8Array, from: number, index: number): number =>
  (bytes[from + 2 + index]! & 0x7f) | (((bytes[from + 1]! >> index) & 1) << 7);
