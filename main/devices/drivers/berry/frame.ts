import { NOT_HERE, NOT_YET, huntingFramer } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';
import type { Framer } from '../../driver.ts';

/** `55 AA N data SUM`: N counts itself, the data and the sum. The first byte of the data is the packet's type. */
const LEAD = [0x55, 0xaa] as const;
/** The smallest packet has a type and one byte; the largest known are waves of a few bytes. */
const LEAST = 4;
const MOST = 40;

/** Types of packets that carry numbers. Waves share the line and say nothing here. */
export const PACKETS = { ecg: 0x02, nibp: 0x03, spo2: 0x04, temperature: 0x05 } as const;

/** Complement of the sum of N and the data. */
export const sumOf = (bytes: Uint8Array, from: number, to: number): number => ~sum8(bytes, from, to) & 0xff;

export function packets(): Framer<Uint8Array> {
  return huntingFramer({
    longest: MOST + LEAD.length,
    measure(bytes, from, to) {
      if (bytes[from] !== LEAD[0]) return NOT_HERE;
      if (from + 2 >= to) return to - from === 2 && bytes[from + 1] !== LEAD[1] ? NOT_HERE : NOT_YET;
      const count = bytes[from + 2]!;
      if (bytes[from + 1] !== LEAD[1] || count < LEAST || count > MOST) return NOT_HERE;
      const last = from + count + 1;
      if (last >= to) return NOT_YET;
      return sumOf(bytes, from + 2, last) === bytes[last] ? count + 2 : NOT_HERE;
    },
  });
}

/** A packet of these data bytes, the type first. */
export function packet(...data: readonly number[]): Uint8Array {
  const bytes = Uint8Array.of(...LEAD, data.length + 2, ...data, 0);
  bytes[bytes.length - 1] = sumOf(bytes, 2, bytes.length - 1);
  return bytes;
}
